"""JSON Schema for the kinds of file, from the same types that read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from msgspec import Struct

from handout.content.blocks import kinds
from handout.content.blocks.contact import PhoneNumber
from handout.content.blocks.lists import Item
from handout.content.clinic import Clinic
from handout.content.layout import LayoutSpec, StyleSpec
from handout.content.nodes import Block, Node, Note
from handout.content.record_fields import BUILT_IN
from handout.content.sections import Section, beside
from handout.content.topic import Budget, Fragment, Topic, TranslationHead, Vocabulary
from handout.source.fields import FieldInfo, Range, Reads, fields_of
from handout.source.scalars import Colour, Identifier, Language, Length, Name, Plain, TelephoneNumber
from handout.workspace.text_shape import FROM_ORIGINAL

_TOP: Mapping[str, type[Struct]] = {"content": Topic, "fragment": Fragment, "layout": LayoutSpec, "clinic": Clinic}
_ID = "^[a-z][a-z0-9_-]*$"
_TEXT = {"type": ["string", "number", "boolean"]}
_PRIMITIVES: Mapping[Any, dict[str, Any]] = {
    str: _TEXT,
    Plain: _TEXT,
    TelephoneNumber: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Length: {"type": "string", "pattern": r"^\d+(\.\d+)?\s*(pt|mm|cm|in)$"},
    Colour: {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
    Identifier: {"type": "string", "pattern": _ID},
    Name: {"type": "string"},
    Language: {"type": "string"},
    datetime.date: {"type": "string", "format": "date"},
}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `content`, `fragment`, `layout`, `clinic` or `translation`."""
    if kind == "translation":
        return _translation()
    top = _TOP[kind]
    builder = _Builder()
    found = builder.struct(top)
    if kind in ("content", "fragment"):
        builder.defs |= {
            "blocks": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/block"}},
            "block": {"oneOf": [builder.block(block) for _, block in sorted(kinds().items())]},
            "section": {**builder.struct(Section), "required": ["id", "title", "audience", "body"]},
            "note": {"anyOf": [_TEXT, builder.struct(Note), _by_audience()]},
            "item": {"anyOf": [_TEXT, builder.struct(Item), _by_audience()]},
            "phone-number": builder.struct(PhoneNumber),
            "budget": builder.struct(Budget),
        }
    if kind == "clinic":
        # A built-in field keeps the type that it has.
        fields = found["properties"]["fields"]
        fields["properties"] = {name: {**fields["additionalProperties"], "required": []} for name in BUILT_IN}
    if kind == "layout":
        builder.defs["style-spec"] = builder.struct(StyleSpec)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"handout: {kind}",
        **found,
        "$defs": builder.defs,
    }


def _translation() -> dict[str, Any]:
    """The schema of a topic's or a fragment's translation: its head, and the texts of either."""
    content, body = schema("content"), schema("fragment")["properties"]["body"]
    head = _Builder().struct(TranslationHead)
    texts = _texts_only({**content["properties"], "body": body})
    own = ("language", "review")
    return {
        "$schema": content["$schema"],
        "title": "handout: translation",
        "type": "object",
        "description": "A topic's or a fragment's texts in another language, in the structure of the original.",
        "properties": {
            **head["properties"],
            **{key: item for key, item in texts.items() if key not in (*own, *FROM_ORIGINAL)},
        },
        "required": head["required"],
        "additionalProperties": False,
        "$defs": _texts_only(content["$defs"]),
    }


def _texts_only(value: Any, *, block: bool = False) -> Any:
    """A schema without the keys that come from the original; what is no text may be left out."""
    if isinstance(value, list):
        return [_texts_only(item, block=block) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _texts_only(item, block=key == "oneOf") for key, item in value.items()}
    if isinstance(properties := found.get("properties"), dict):
        found["properties"] = {key: item for key, item in properties.items() if key not in FROM_ORIGINAL}
        if not block:
            found.pop("required", None)
    return found


def _by_audience() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}


class _Builder:
    def __init__(self) -> None:
        self.defs: dict[str, Any] = {}

    def struct(self, kind: type[Struct]) -> dict[str, Any]:
        """An object with the struct's fields and no others."""
        fields = fields_of(kind)
        return {
            "type": "object",
            "description": _first_line(kind),
            "properties": {key: self._field(field) for key, field in fields.items()},
            "required": [key for key, field in fields.items() if field.required],
            "additionalProperties": False,
        }

    def block(self, kind: type[Block]) -> dict[str, Any]:
        """A block: its kind key beside the common keys."""
        fields = fields_of(kind)
        common = {key: self._field(fields[key]) for key in beside(kind)}
        if kind.WHOLE:
            content = self._field(fields[kind.WHOLE.replace("_", "-")])
        else:
            own = {key: field for key, field in fields.items() if key not in common}
            content = {
                "type": "object",
                "properties": {key: self._field(field) for key, field in own.items()},
                "required": [key for key, field in own.items() if field.required],
                "additionalProperties": False,
            }
        content = {**content, "description": _first_line(kind)}
        return {
            "type": "object",
            "properties": {kind.KIND: content, **common},
            "required": [kind.KIND],
            "additionalProperties": False,
        }

    def _field(self, field: FieldInfo) -> dict[str, Any]:
        found = dict(self._type(field.type, field.extras))
        for extra in field.extras:
            if isinstance(extra, Range):
                found |= {"minimum": extra.least, "maximum": extra.most}
        if field.doc:
            found["description"] = field.doc
        return found

    def _type(self, kind: Any, extras: tuple[Any, ...] = ()) -> dict[str, Any]:
        for extra in extras:
            if isinstance(extra, Reads) and extra.schema is not None:
                return extra.schema(Vocabulary())
        if kind in _PRIMITIVES:
            return _PRIMITIVES[kind]
        if hasattr(kind, "__schema__"):
            found: dict[str, Any] = kind.__schema__(None)
            return found
        origin = get_origin(kind)
        if origin is Literal:
            return {"enum": list(get_args(kind))}
        if origin is tuple:
            return {"type": "array", "items": self._type(get_args(kind)[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self._type(get_args(kind)[1])}
        return self._struct_or_short(kind)

    def _struct_or_short(self, kind: type[Struct]) -> dict[str, Any]:
        """A struct; with its short form beside it where it reads one (a column's title, a row's cells)."""
        found = self.struct(kind)
        if not issubclass(kind, Node) or not kind.SHORT:
            return found
        short = fields_of(kind)[kind.SHORT]
        return {"anyOf": [found, self._type(short.type, short.extras)]}


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]
