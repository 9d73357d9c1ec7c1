"""The lines of a translation, or of a part of it: the original's structure, its texts as records, and values.

A record is above the line of its text.  In a list, and above the first key of a mapping, a record begins at the column
of the key above.  Further in, the strict reader would take the comment for words that YAML loses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from msgspec import Struct

from handout.source.values import Mapping, Scalar, Sequence, Value
from handout.translate.records import OriginalRecord, canonical
from handout.translate.written_text import in_brackets, written_text
from handout.workspace.text_shape import OPTIONAL, TextShape

ValuePath = tuple[str | int, ...]
"""The keys and item numbers that lead to a value of the original."""
STEP = 2


class LineColumns(NamedTuple):
    """The columns at which lines begin."""

    own: int
    comments: int
    """The column of the comments above the first line."""


class CarriedText(Struct, frozen=True):
    """A text that the translation has already."""

    text: str
    record: OriginalRecord
    written: str = ""
    """The text as it is written in the file, if it has one line that may be written at any place."""


class Skeleton(Struct, frozen=True):
    """Writes parts of a translation of one original."""

    shape: TextShape
    language: str
    """The original's language."""
    carried: MappingABC[ValuePath, CarriedText] = {}
    with_sources: bool = False

    def keys(self, value: Mapping, path: ValuePath, at: LineColumns) -> list[str]:
        """The lines of a mapping; the comments above its first key may begin further left."""
        lines: list[str] = []
        texts = self.shape.is_text(value)
        for key, item in self.entries(value, path):
            lines += self.entry(key, item, path, LineColumns(at.own, at.own) if lines else at, text=texts)
        return lines

    def entries(self, value: Mapping, path: ValuePath) -> list[tuple[Scalar, Value]]:
        """The keys that a translation must have."""
        found = self.shape.entries(value)
        return [entry for entry in found if path or self.with_sources or entry[0].text != OPTIONAL]

    def entry(self, key: Scalar, item: Value, path: ValuePath, at: LineColumns, *, text: bool = False) -> list[str]:
        """The lines of a key with its value; `text` if the key is an audience and the value is its text."""
        path = (*path, key.text)
        start = " " * at.own + (
            key.text if re.fullmatch(r"[a-z][a-z0-9_-]*", key.text) else written_text(key.text, 0)[0]
        )
        match item:
            case Scalar():
                comment, value = self._scalar(item, path, at, text=text)
                return [*comment, _put(f"{start}:", value[0]), *value[1:]]
            case Mapping() if below := self.keys(item, path, LineColumns(at.own + STEP, at.own)):
                return [f"{start}:", *below]
            case Mapping():
                return [f"{start}: {{}}"]
            case Sequence() if self.shape.has_text(item):
                return [f"{start}:", *self.items(item, path, LineColumns(at.own + STEP, at.own))]
            case Sequence():
                return [f"{start}: {_settings(item)}"]

    def items(self, value: Sequence, path: ValuePath, at: LineColumns) -> list[str]:
        """The lines of a list."""
        lines: list[str] = []
        for number, item in enumerate(value.items):
            lines += self.item(item, (*path, number), at)
        return lines

    def item(self, item: Value, path: ValuePath, at: LineColumns) -> list[str]:
        """The lines of an item, with its dash."""
        inside = LineColumns(at.own + STEP, at.comments)
        match item:
            case Scalar():
                comment, value = self._scalar(item, path, at)
                return [*comment, _put(" " * at.own + "-", value[0]), *value[1:]]
            case Mapping():
                lines = self.keys(item, path, inside) or [" " * inside.own + "{}"]
            case Sequence() if self.shape.has_text(item):
                lines = self.items(item, path, inside)
            case Sequence():
                lines = [" " * inside.own + _settings(item)]
        top = next(number for number, line in enumerate(lines) if not line.lstrip(" ").startswith("#"))
        return [*lines[:top], " " * at.own + "- " + lines[top][inside.own :], *lines[top + 1 :]]

    def _scalar(
        self, item: Scalar, path: ValuePath, at: LineColumns, *, text: bool = False
    ) -> tuple[list[str], list[str]]:
        """The comment lines above a scalar, and the lines of its value, the first to follow a key or a dash."""
        if not (text or self.shape.is_text(item)):
            return [], written_text(item.text, at.own)
        if not item.text.strip():
            return [], ['""']
        carried = self.carried.get(path)
        if carried is None:
            return OriginalRecord(canonical(item.text)).lines(self.language, at.comments), [""]
        value = [carried.written] if carried.written or not carried.text.strip() else written_text(carried.text, at.own)
        return carried.record.lines(self.language, at.comments), value


def _put(start: str, value: str) -> str:
    return f"{start} {value}".rstrip(" ")


def _settings(value: Sequence) -> str:
    """A list without texts, between brackets."""
    return "[" + ", ".join(_setting(item) for item in value.items) + "]"


def _setting(value: Value) -> str:
    match value:
        case Scalar():
            return in_brackets(value.text)
        case Sequence():
            return _settings(value)
        case Mapping():
            return "{}"
