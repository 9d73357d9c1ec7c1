"""The fields of a type that an author may write: their keys, types and limits, from the type's annotations.

The decoder reads fields by these annotations, and the JSON Schema for editors is made from them (`schema.py`).
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct

from handout.source.values import Value


class Doc(Struct, frozen=True):
    """The purpose of a field, which an editor shows."""

    text: str
    example: str = ""
    """An example, which the hint shows to an author who has left the field out."""


class Range(Struct, frozen=True):
    """The numbers that a field takes, both ends included."""

    least: float
    most: float


class Reads(Struct, frozen=True):
    """A function that reads a field from its value and the decoder, and the field's schema; in place of its type."""

    read: Callable[[Value, Any], Any]
    schema: Callable[[Any], dict[str, Any]] | None = None


class Least(Struct, frozen=True):
    """The least length of a field, as an author writes it, and the reason."""

    length: str
    why: str


class FieldInfo(Struct, frozen=True):
    """One field of a type: the key that an author writes, and what its value may be."""

    name: str
    key: str
    type: Any
    extras: tuple[Any, ...]
    required: bool

    @property
    def doc(self) -> str:
        """What the field is for."""
        return next((extra.text for extra in self.extras if isinstance(extra, Doc)), "")

    @property
    def advice(self) -> str:
        """The hint for an author who has left it out."""
        example = next((extra.example for extra in self.extras if isinstance(extra, Doc)), "")
        return f"write {example}" if example else self.doc[:1].lower() + self.doc[1:].removesuffix(".")


@cache
def fields_of(struct: type[Struct]) -> dict[str, FieldInfo]:
    """The fields that an author may write, by key; `span` and fields marked private (`_x`) are not among them."""
    hints: dict[str, Any] = {}
    for kind in reversed(struct.__mro__):
        hints |= _hints(kind)
    names, defaults = struct.__struct_fields__, struct.__struct_defaults__
    required = (*(NODEFAULT for _ in names[len(defaults) :]), *defaults)
    found = {}
    for name, default in zip(names, required, strict=True):
        if name == "span" or name.startswith("_") or name in getattr(struct, "HIDDEN", ()):
            continue
        key = name.rstrip("_").replace("_", "-")
        kind, extras = unwrapped(hints[name])
        found[key] = FieldInfo(name, key, kind, extras, default is NODEFAULT)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of the fields that a class adds: read once, though each kind of block has those of `Block` too."""
    fields = getattr(kind, "__struct_fields__", ())
    own = {name: hint for name, hint in getattr(kind, "__annotations__", {}).items() if name in fields}
    return get_type_hints(types.SimpleNamespace(__annotations__=own), vars(sys.modules[kind.__module__]), None, True)


def unwrapped(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """An annotation without `Annotated` and `| None`: a key may be left out, but must not be null."""
    extras: tuple[Any, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            extras += tuple(more)
        elif get_origin(kind) in (Union, types.UnionType):
            options = [option for option in get_args(kind) if option is not type(None)]
            if len(options) != 1:
                raise TypeError(f"{kind} is not one type")
            kind = options[0]
        else:
            return kind, extras
