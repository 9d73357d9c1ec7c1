"""Items of a list whose texts begin with what the list prints: a number, a box, or the word over what not to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handout.check.foreign_markup.lookalikes import marked_items
from handout.check.foreign_markup.source_lines import SourceLine, source_lines
from handout.diagnostics import Diagnostic
from handout.source.patterns import uncompiled
from handout.source.values import Mapping, Scalar, Sequence, Value

_LISTS = frozenset({"bullets", "steps", "checklist", "do", "dont"})
_OWN_MARK = "this item has a number or a box of its own"
_LEAVE_OUT = "leave it out: 'steps' prints numbers, 'checklist' boxes and 'bullets' dots"
_NOT = uncompiled(r"\s*(?:don['’]?t|do not|never)\b", re.IGNORECASE)
_NOT_TWICE = "the title over this item says 'Don’t' already"
_LEAVE_OUT_NOT = "leave its first words out: write 'Rub' for 'Don’t rub'"


def check_items(source: Value) -> Iterator[Diagnostic]:
    """A warning for each list in which an item begins with what the list prints."""
    for kind, items in _lists(source):
        first_lines = [line for item in items.items for line in _first_line(item)]
        # Numbered steps with a box to tick can't be written in another way.
        if (found := marked_items(first_lines, boxes=kind != "steps")) is not None:
            line, at = found
            yield Diagnostic(line.at(at), _OWN_MARK, _LEAVE_OUT, "pasted", "warning")
        twice = next((line for line in first_lines if kind == "dont" and _NOT.match(line.text)), None)
        if twice is not None:
            yield Diagnostic(twice.at(0), _NOT_TWICE, _LEAVE_OUT_NOT, "pasted", "warning")


def _lists(value: Value) -> Iterator[tuple[str, Sequence]]:
    match value:
        case Mapping():
            for key, below in value.entries:
                if key.text in _LISTS and isinstance(below, Sequence):
                    yield key.text, below
                yield from _lists(below)
        case Sequence():
            for item in value.items:
                yield from _lists(item)


def _first_line(item: Value) -> tuple[SourceLine, ...]:
    text = item.get("text") if isinstance(item, Mapping) else item
    return source_lines(text)[:1] if isinstance(text, Scalar) else ()
