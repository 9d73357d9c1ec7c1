"""A comparison as lines for people, of pieces that each have a meaning; the command line chooses their look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from handout.compare.change import Change, Comparison
from handout.diagnostics import counted

ReportStyle = Literal["plain", "place", "old", "new", "context"]


class ReportPart(NamedTuple):
    """A piece of a line."""

    text: str
    look: ReportStyle = "plain"


ReportLine = list[ReportPart]


def lines(comparison: Comparison, *, moved: bool) -> Iterator[ReportLine]:
    """Each change under its page and section; with `moved`, what moved to another page too."""
    for place, together in groupby(comparison.changes, key=place_of):
        yield [ReportPart(place, "place")]
        for change in together:
            yield from _change(change)
    if moved and comparison.moved:
        yield [ReportPart("on another page, with the same words", "place")]
        yield from (_moved(change) for change in comparison.moved)


def place_of(change: Change) -> str:
    """Page and section in the new document; in the old document for what is gone."""
    old, new = change.page_old, change.page_new
    page = f"page {new}" if new is not None else f"page {old} of the old"
    if new is not None and old is not None and new != old:
        page += f" (was {old})"
    if change.band:
        return f"{page}, header or footer"
    return f"{page}, {' › '.join(change.section)}" if change.section else page


def _change(change: Change) -> Iterator[ReportLine]:
    if change.kind == "moved-section":
        yield [ReportPart("  in another place: "), ReportPart(change.new, "new"), *_cells(change)]
        return
    sides: tuple[tuple[str, str, str, ReportStyle], ...] = (
        ("-", change.cell_old or change.cell_new, change.old, "old"),
        ("+", change.cell_new or change.cell_old, change.new, "new"),
    )
    # Without its colour a word that came or went among others is seen only if both sides are there.
    both = bool(change.before or change.after) and not change.column
    for mark, cell, words, look in sides:
        if words or both:
            line = [
                ReportPart(f"  {mark} {'column: ' * change.column}"),
                ReportPart(f"{cell}: " if cell else "", "context"),
                ReportPart(change.before + " " * bool(change.before and (words or change.after)), "context"),
                ReportPart(words, look),
                ReportPart(" " * bool(words and change.after) + change.after, "context"),
            ]
            yield [part for part in line if part.text]


def _cells(change: Change) -> ReportLine:
    """The old and the new place of what moved in a table."""
    if change.cell_old == change.cell_new:
        return []
    return [ReportPart(f" ({change.cell_new or 'no cell'}; was {change.cell_old or 'no cell'})", "context")]


def _moved(change: Change) -> ReportLine:
    if change.old != change.new:
        said = f"{change.before} {change.old} is now {change.new}".strip()
        return [ReportPart(f"  page {change.page_new}: "), ReportPart(said, "context")]
    return [ReportPart(f"  page {change.page_old} to {change.page_new}: "), ReportPart(change.new, "context")]


def summary(comparison: Comparison) -> str:
    """In one line: how much changed, and where."""
    parts = []
    count = len(comparison.changes)
    if count:
        parts.append(f"{counted(count, 'change')} {_pages(comparison.changes)}")
    else:
        parts.append("the words are equal")
    if comparison.moved:
        parts.append("some are on another page")
    if comparison.pages_old != comparison.pages_new:
        parts.append(f"{counted(comparison.pages_new, 'page')}, was {comparison.pages_old}")
    return "; ".join(parts)


def _pages(changes: Sequence[Change]) -> str:
    numbers = sorted({change.page_new or change.page_old or 1 for change in changes})
    shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    return f"on page{'s' * (len(numbers) > 1)} {shown}"
