"""Nodes: everything in a topic that can be given to some readers and kept from others."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Struct

from handout import document
from handout.content.block_context import Composer
from handout.content.other_names import hint_alone, hint_for
from handout.content.texts import Prose, Text, Title
from handout.diagnostics import Span
from handout.source.decoder import BAD, Decoder, all_read, one_or_many, shown
from handout.source.fields import Doc, Reads, fields_of
from handout.source.scalars import Identifier
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Sequence, Value, suggestion


def read_audiences(value: Value, reader: Decoder) -> Any:
    """`patient` or `[patient, clinician]` as a tuple; never trimmed, never guessed, never everyone."""
    names = []
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


def read_when(value: Value, reader: Decoder) -> Any:
    """`{age_group: [adult, older_adult]}` as facet with values."""
    if not isinstance(value, Entries):
        return reader.say(value, "expected facets with values", "write {facet: [value, …]}", "when")
    found: dict[str, tuple[str, ...]] = {}
    for key, item in value.entries:
        facet = key.text.replace("-", "_").replace(" ", "_")
        allowed = reader.known.facets.get(facet)
        if allowed is None:
            hint = suggestion(facet, reader.known.facets) or "facets are declared in clinic.yaml"
            return reader.say(key, f"unknown facet '{shown(key.text)}'", hint, "unknown-facet")
        values = tuple(reader.choice(one, tuple(allowed), f"value of {facet}") for one in one_or_many(item))
        if not values:
            return reader.say(item, "no value is named", "take 'when' out, or name a value", "when")
        if BAD in values:
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
When = Annotated[Mapping[str, tuple[str, ...]], Reads(read_when, _when_schema)]


class Node(Struct, frozen=True, kw_only=True):
    """What every selectable thing has: a block, an item, a row, a column."""

    span: Span
    id: Annotated[Identifier | None, Doc("A name for links to it: [](#id).")] = None
    audience: Annotated[Audiences | None, Doc("Who gets it; only narrower than what it is in.")] = None
    when: Annotated[When | None, Doc("For which values of a facet: {age_group: [adult]}.")] = None
    if_unknown: Annotated[Literal["keep", "drop"] | None, Doc("What to do where the patient's facet isn't known.")] = (
        None
    )
    label_: Annotated[Title | None, Doc("What is printed before it where the facet isn't known.")] = None
    else_: Annotated[Prose | None, Doc("The text instead, where what it links to is absent.")] = None
    limit: tuple[str, ...] | None = None
    """Narrows too, but is stated elsewhere: a cell's column, a fragment's own audience."""
    labels: tuple[Title, ...] = ()
    """What select puts before a node that is kept because the facet isn't known: its own label, or the facet's."""

    HIDDEN: ClassVar[tuple[str, ...]] = ("limit", "labels")
    OPTIONAL: ClassVar[tuple[str, ...]] = ()
    """Fields whose children may all go without the node going too."""
    SHORT: ClassVar[str] = ""
    """The field that may be written in place of the node, where there is one."""


ASIDE = ("else_", "label_")
"""Texts that every node may have, and without which for an audience it is still there."""
NOT_LINKED = (*Node.HIDDEN, "id")
"""What is hidden of a node that no link can lead to: a row, a term, a fact."""


class Note(Node, frozen=True, kw_only=True):
    """A footnote: printed at the end of its block, if its mark is."""

    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "name")
    name: str
    text: Annotated[Text, Doc("Its text.")]


def _read_notes(value: Value, reader: Decoder) -> Any:
    """`{daily: text}`, or `{daily: {text, audience, …}}`."""
    if not isinstance(value, Entries) or not value.entries:
        return reader.say(value, "expected notes by name", "write {name: text}, and [^name] where its mark is", "note")
    return all_read(_read_note(key, item, reader) for key, item in value.entries)


def _read_note(key: Scalar, value: Value, reader: Decoder) -> Any:
    name = reader.read(Identifier, key)
    if name is not BAD and name in reader.known.audiences:
        name = reader.say(
            key, f"a note can't be named as the audience '{shown(name)}'", "name it by its content", "note"
        )
    audiences = reader.known.audiences
    if isinstance(value, Entries) and not all(entry.text in audiences for entry, _ in value.entries):
        return reader.struct(Note, value, name=name)
    text = reader.read(Text, value)
    return BAD if text is BAD or name is BAD else Note(name=name, text=text, span=value.span)


def _notes_schema(known: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": {"$ref": "#/$defs/note"}, "minProperties": 1}


class Block(Node, frozen=True, kw_only=True):
    """A block of a section's body: one kind key and, beside it, the common keys."""

    notes: Annotated[
        tuple[Note, ...] | None,
        Reads(_read_notes, _notes_schema),
        Doc("Footnotes by name; [^name] in a text of the block prints the mark."),
    ] = None
    break_: Annotated[Literal["before"] | None, Doc("before: it begins on a new page.")] = None
    keep: Annotated[Literal["together"] | None, Doc("together: all of it on one page, if one holds it.")] = None

    OPTIONAL: ClassVar[tuple[str, ...]] = ("notes",)
    KIND: ClassVar[str] = ""
    WHOLE: ClassVar[str] = ""
    """The field that the kind key's value is; empty where the value is keys for all fields."""
    BESIDE: ClassVar[tuple[str, ...]] = ()
    """Keys of its own that stand beside the kind key, where the kind key's value is one field."""

    READ_AS: ClassVar[tuple[type[Struct], ...]] = ()
    """What the kind key's value is read as first, where its keys are not those of a field."""

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """The block's nodes in the Document."""
        raise NotImplementedError(self.KIND)


COMMON = tuple(fields_of(Block))
"""The keys that every block may have; of these a kind lacks `label` if it has a label of its own."""


def read_block(value: Value, reader: Decoder) -> Any:
    """A mapping with exactly one kind key and common keys as a block."""
    kinds: Mapping[str, type[Block]] = reader.known.kinds
    if isinstance(value, Scalar) and not value.null:
        hint = hint_alone(value.text) or "write '- text: …'"
        return reader.say(value, "expected a block, found text", hint, "block")
    if not isinstance(value, Entries):
        return reader.say(value, "expected a block", "write '- text: …'", "block")
    named = [key for key, _ in value.entries if key.text in kinds]
    if len(named) != 1:
        return _not_one_kind(value, named, reader)
    key = named[0]
    kind = kinds[key.text]
    common = {k: v for k, v in value.entries if k is not key}
    found: dict[str, Any] = {}
    fields = fields_of(kind)
    taken = beside(kind)
    strange = [name for name in common if name.text not in taken]
    for name in strange:
        _strange(name, kind, reader)
    for name, item in common.items():
        if name.text in taken:
            found[fields[name.text].name] = reader.read(fields[name.text].type, item, fields[name.text].extras)
    content = next(item for k, item in value.entries if k is key)
    block = _kind(kind, content, reader, {"span": key.span, **found})
    return BAD if strange or BAD in found.values() else block


def beside(kind: type[Block]) -> tuple[str, ...]:
    """The keys that may stand beside a block's kind."""
    common, fields = fields_of(Block), fields_of(kind)
    return (*(key for key in COMMON if key in fields and fields[key].name == common[key].name), *kind.BESIDE)


def _strange(key: Scalar, kind: type[Block], reader: Decoder) -> None:
    """A key that can't stand beside a block's kind; one of the block's own was probably meant to stand below it."""
    if kind.WHOLE or key.text not in fields_of(kind):
        reader.unknown_key(key, [*beside(kind)])
    else:
        message = f"'{key.text}' is beside '{kind.KIND}', not below it"
        reader.say(key, message, f"indent it further than '{kind.KIND}'", "unknown-key")


def _kind(kind: type[Block], content: Value, reader: Decoder, found: dict[str, Any]) -> Any:
    given = {name: None if item is BAD else item for name, item in found.items()}
    if not kind.WHOLE:
        for field in fields_of(Block).values():
            given.setdefault(field.name, None)
        return reader.struct(kind, content, **given)
    field = fields_of(kind)[kind.WHOLE.replace("_", "-")]
    whole = reader.read(field.type, content, field.extras)
    if whole is BAD:
        return BAD
    if whole == ():
        return reader.say(content, f"'{kind.KIND}' is empty", code="empty")
    make: Any = kind
    made = make(**given, **{field.name: whole})
    return made.checked(reader) if hasattr(made, "checked") else made


def _not_one_kind(value: Entries, named: list[Scalar], reader: Decoder) -> Any:
    kinds = reader.known.kinds
    if len(named) > 1:
        words = " and ".join(f"'{key.text}'" for key in named)
        return reader.say(named[1], f"a block is of one kind, not {words}", "begin a new block with '- '", "block")
    unknown = next((key for key, _ in value.entries if key.text not in COMMON), None)
    if unknown is None:
        return reader.say(value, "a block without a kind", f"the kinds are {', '.join(sorted(kinds))}", "block")
    near = suggestion(unknown.text, kinds)
    hint = hint_for(unknown.text) or near or f"the kinds are {', '.join(sorted(kinds))}"
    return reader.say(unknown, f"unknown block '{shown(unknown.text)}'", hint, "unknown-key")


def read_blocks(value: Value, reader: Decoder) -> Any:
    """A body: a list of at least one block; BAD when any is."""
    if not isinstance(value, Sequence):
        if isinstance(value, Scalar) and not value.null:
            return reader.say(value, "expected a list of blocks, found text", "write '- text: …'", "expected-list")
        return reader.say(value, "expected a list of blocks", "begin each with '- '", "expected-list")
    blocks = [read_block(item, reader) for item in value.items]
    if not blocks:
        return reader.say(value, "the body is empty", code="empty")
    return all_read(blocks)


Blocks = Annotated[tuple[Block, ...], Reads(read_blocks, lambda known: {"$ref": "#/$defs/blocks"})]


class Section(Block, frozen=True, kw_only=True):
    """A section, or inside one a subsection: a title and a body."""

    KIND: ClassVar[str] = "section"
    title: Annotated[Title, Doc("Its heading; best a question in the reader's words.")]
    body: Annotated[Blocks, Doc("Its blocks.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A part with its heading first."""
        heading = composer.heading(self.title, self)
        yield document.Section(children=(heading, *composer.below().nodes(self.body)), id=composer.target(self.id))
