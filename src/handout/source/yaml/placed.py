"""Where each value of a file is written, for changing a file and keeping its other bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from handout.diagnostics import Diagnostic, InputError, Span
from handout.source.values import Mapping, Scalar, Sequence, Value
from handout.source.yaml.lines import SourceText
from handout.source.yaml.syntax import events

_HINT = "write the text out in both places: a file with anchors can't be changed by a program"


class PlacedValue(Struct, frozen=True, eq=False):
    """A value and the part of the file that it takes."""

    value: Value
    start: int
    """The index of its first character; of a list that is the first dash, of a mapping the first key."""
    end: int
    """The index after its last character that isn't a space; if nothing is written, `start`."""
    flow: bool = False
    """Whether it is written in brackets or braces."""
    items: tuple[PlacedValue, ...] = ()
    entries: tuple[tuple[PlacedValue, PlacedValue], ...] = ()

    @property
    def below(self) -> Iterator[PlacedValue]:
        """The values directly in it."""
        yield from self.items
        yield from (item for _, item in self.entries)

    def get(self, key: str) -> PlacedValue | None:
        """The value of a key, or None."""
        return next((item for name, item in self.entries if name.text == key), None)

    @property
    def text(self) -> str:
        """The text of a scalar."""
        return self.value.text if isinstance(self.value, Scalar) else ""

    @property
    def null(self) -> bool:
        """Whether it is a scalar without a value."""
        return isinstance(self.value, Scalar) and self.value.null


def placed(text: str, value: Value, name: str) -> PlacedValue:
    """The value of a file's text with places; it was read without problems before.  InputError for anchors."""
    source = SourceText(text)
    return _Placing(source.text, name).root(value)


class _Placing:
    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._events = events(text)

    def root(self, value: Value) -> PlacedValue:
        next(self._events)
        next(self._events)
        return self._placed(value)

    def _placed(self, value: Value) -> PlacedValue:
        event: Any = next(self._events)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            span = Span(self._name, event.start_mark.line + 1, event.start_mark.column + 1)
            raise InputError([Diagnostic(span, "an anchor or an alias is here", _HINT, "anchor")])
        start: int = event.start_mark.index
        match value:
            case Scalar():
                return PlacedValue(value, start, self._end(start, event.end_mark.index))
            case Sequence():
                items = tuple(self._placed(item) for item in value.items)
                return PlacedValue(value, start, self._closed(event, start, items), bool(event.flow_style), items=items)
            case Mapping():
                entries = tuple((self._placed(key), self._placed(item)) for key, item in value.entries)
                below = tuple(each for entry in entries for each in entry)
                return PlacedValue(
                    value, start, self._closed(event, start, below), bool(event.flow_style), entries=entries
                )

    def _closed(self, event: Any, start: int, below: tuple[PlacedValue, ...]) -> int:
        """The end of a collection: its bracket, or the end of the last value in it."""
        last: Any = next(self._events)
        if event.flow_style:
            return int(last.end_mark.index)
        return max((each.end for each in below), default=start)

    def _end(self, start: int, end: int) -> int:
        return start + len(self._text[start:end].rstrip(" \t\r\n"))
