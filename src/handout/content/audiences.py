"""What a node may say of its readers: `audience`, and the facets of `when`."""

from collections.abc import Mapping
from typing import Annotated, Any

from handout.diagnostics import Span
from handout.source.decoder import BAD, Decoder, one_or_many, shown
from handout.source.fields import Reads
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Value, suggestion


def read_audiences(value: Value, reader: Decoder) -> Any:
    """`patient` or `[patient, clinician]` as a tuple; never trimmed, never guessed, never everyone."""
    names = []
    if isinstance(value, Scalar) and value.null:
        # To take out the key, as the hint is elsewhere, would give the part to more readers.
        hint = f"write one of {', '.join(reader.known.audiences)}"
        return reader.say(value, "no audience is named", hint, "no-audience")
    for item in one_or_many(value):
        name = reader.text(item)
        if name is not BAD and name not in reader.known.audiences:
            name = reader.say(item, f"unknown audience '{shown(name)}'", _meant(name, reader), "unknown-audience")
        names.append(name)
    if not names:
        hint = "name the audiences, or take the whole node out"
        return reader.say(value, "no audience is named", hint, "no-audience")
    return BAD if BAD in names else tuple(dict.fromkeys(names))


def _meant(name: str, reader: Decoder) -> str:
    """The audiences that an unknown name may stand for; several with commas between them are a list."""
    known = reader.known.audiences
    named = [part.strip() for part in name.split(",")]
    if len(named) > 1 and all(part in known for part in named):
        return f"write [{', '.join(named)}]"
    return suggestion(name, known) or f"the audiences are {', '.join(known)}"


def _read_when(value: Value, reader: Decoder) -> Any:
    """`{age_group: [adult, older_adult]}` as facet with values."""
    if not isinstance(value, Entries):
        return reader.say(value, "expected facets with values", "write {facet: [value, …]}", "when")
    found: dict[str, tuple[str, ...]] = {}
    places: dict[str, Span] = {}
    for key, item in value.entries:
        facet = key.text.replace("-", "_").replace(" ", "_")
        allowed = reader.known.facets.get(facet)
        if allowed is None:
            hint = suggestion(facet, reader.known.facets) or "facets are declared in clinic.yaml"
            return reader.say(key, f"unknown facet '{shown(key.text)}'", hint, "unknown-facet")
        values = tuple(reader.choice(one, tuple(allowed), f"value of {facet}") for one in one_or_many(item))
        if not values:
            return reader.say(item, "no value is named", "take 'when' out, or name a value", "when")
        if BAD in values or reader.twice(key, facet, places):
            return BAD
        found[facet] = tuple(dict.fromkeys(values))
    return found or reader.say(value, "no facet is named", "take 'when' out, or name a facet", "when")


def _names_schema(known: Any) -> dict[str, Any]:
    one = {"type": "string", **({"enum": list(known.audiences)} if known and known.audiences else {})}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _when_schema(known: Any) -> dict[str, Any]:
    values = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    return {"type": "object", "additionalProperties": values, "minProperties": 1}


Audiences = Annotated[tuple[str, ...], Reads(read_audiences, _names_schema)]
When = Annotated[Mapping[str, tuple[str, ...]], Reads(_read_when, _when_schema)]
