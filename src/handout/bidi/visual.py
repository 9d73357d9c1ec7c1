"""The order in which the stretches of a line are on paper: rules L1 and L2 of UAX #9."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from handout.bidi.characters import ISOLATE_MARKS, REMOVED, bidi_class

LOOSE = {"WS"} | REMOVED | ISOLATE_MARKS
"""Classes of characters that have the paragraph's level at the end of a line."""


class LevelRun(Struct, frozen=True):
    """Consecutive characters of one level, in the order in which they are read."""

    start: int
    end: int
    level: int


def line_levels(text: str, levels: Sequence[int], base: int) -> list[int]:
    """The levels of one line's characters: spaces at its end, and before a tab, have the paragraph's (L1)."""
    result, loose = [*levels], True
    for at in range(len(text) - 1, -1, -1):
        kind = bidi_class(text[at])
        if kind in ("S", "B"):
            result[at], loose = base, True
        elif kind in LOOSE:
            if loose:
                result[at] = base
        else:
            loose = False
    return result


def level_runs(levels: Sequence[int]) -> list[LevelRun]:
    """A line's stretches of one level, in reading order."""
    runs, start = [], 0
    for level, group in groupby(levels):
        end = start + len([*group])
        runs.append(LevelRun(start, end, level))
        start = end
    return runs


def from_left(runs: Sequence[LevelRun]) -> list[LevelRun]:
    """The stretches of a line from left to right (L2)."""
    order = [*runs]
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and order[end].level >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = max(end, at + 1)
    return order
