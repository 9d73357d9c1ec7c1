"""The fields of a patient's record: what a clinic says of each, and those that are built in."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct

from handout.content.date_formats import format_schema, read_format
from handout.content.plain_texts import read_plain_texts
from handout.content.texts import LocalTitle
from handout.diagnostics import Span
from handout.source.decoder import Decoder
from handout.source.fields import Doc, Range, Reads
from handout.source.scalars import Name, Plain
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Value

FieldType = Literal["text", "date", "datetime", "integer", "decimal", "choice"]


class FieldSpec(Struct, frozen=True, kw_only=True):
    """A field of a patient's record, beyond the built-in ones."""

    type: Annotated[FieldType, Doc("What its values are.")]
    label: Annotated[LocalTitle | None, Doc("What is printed in its blank, and in the patient's box.")] = None
    required: Annotated[bool, Doc("false: a missing value prints as a blank.")] = True
    audience: Annotated[
        tuple[Plain, ...] | None, Reads(read_plain_texts), Doc("The only audiences whose text may use it.")
    ] = None
    max: Annotated[int, Range(1, 5000), Doc("The most characters of a text.")] = 200
    choices: Annotated[tuple[Plain, ...], Doc("The values of a choice.")] = ()
    from_: Annotated[
        tuple[Plain, ...], Reads(read_plain_texts), Doc("Further names that a list's column may have for it.")
    ] = ()
    format: Annotated[
        str, Reads(read_format, format_schema), Doc("How lists write its dates, beside year, month, day.")
    ] = ""
    span: Span | None = None

    def checked(self, reader: Decoder) -> Any:
        """BAD for a choice without choices, choices without a choice, or a format of what is no such date."""
        if self.format and self.type not in ("date", "datetime"):
            return reader.say(self.span or Span(""), "'format' is for the types date and datetime", code="format")
        if self.format.endswith("h") and self.type != "datetime":
            message = f"a date has no time, and the format '{self.format}' has one"
            return reader.say(self.span or Span(""), message, "take 12h or 24h out", "format")
        if (self.type == "choice") != bool(self.choices):
            return reader.say(
                self.span or Span(""), "'choices' go with the type choice, and only with it", code="choices"
            )
        return self


def read_fields(value: Value, reader: Decoder) -> Any:
    """Fields by their names; what isn't given for a built-in field is as it is built in."""
    if not isinstance(value, Entries):
        return reader.mapping(value, Name, FieldSpec)
    entries = [(key, _completed(key, item)) for key, item in value.entries]
    return reader.mapping(Entries(tuple(entries), value.span), Name, FieldSpec)


def _completed(key: Scalar, item: Value) -> Value:
    own = BUILT_IN.get(key.text.replace("-", "_").replace(" ", "_"))
    if own is None or not isinstance(item, Entries) or not item.entries or item.get("type") is not None:
        return item
    kept = {"type": own.type, "max": str(own.max), "required": str(own.required).lower()}
    more = ((Scalar(name, item.span), Scalar(text, item.span)) for name, text in kept.items() if item.get(name) is None)
    return Entries((*item.entries, *more), item.span)


BUILT_IN: Mapping[str, FieldSpec] = {
    "id": FieldSpec(type="text", max=100),
    "name": FieldSpec(type="text"),
    "birth_date": FieldSpec(type="date"),
    "sex": FieldSpec(type="text", max=40, required=False),
    "language": FieldSpec(type="text", max=40, required=False),
    "mrn": FieldSpec(type="text", max=40),
    "appointment": FieldSpec(type="datetime"),
    "seen_by": FieldSpec(type="text"),
}
