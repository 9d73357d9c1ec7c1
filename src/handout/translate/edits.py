"""Changes of a text: each replaces the characters between two places of it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Edit(Struct, frozen=True):
    """A replacement of a part of a text; an insertion, if the part is empty."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """A part of a text with some edits made in it.  Edits at one place are made in their order."""
    parts, at = [], start
    for each in sorted(edits, key=lambda each: (each.start, each.end > each.start)):
        parts += [text[at : each.start], each.text]
        at = each.end
    return "".join([*parts, text[at : len(text) if end is None else end]])


def within(edits: Iterable[Edit], start: int, end: int) -> list[Edit]:
    """The edits that begin in a part of a text."""
    return [each for each in edits if start <= each.start < end]


def outside(edits: Iterable[Edit], regions: Iterable[Edit]) -> list[Edit]:
    """The edits that are in none of the regions; each region is an edit that replaces it as a whole."""
    written = [(region.start, region.end) for region in regions if region.end > region.start]
    return [each for each in edits if not any(start <= each.start < end for start, end in written)]
