"""Finds letters that are over each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from handout.fonts.letters import MOST_OVERLAP
from handout.verify.rectangles import Rectangle, around, overlapping


def crossing(found: Sequence[tuple[int, Rectangle]], apart: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """The numbers of two letters that are over each other, for all pieces that have to be apart.

    Letters are compared only where the ink of their pieces meets: a page has thousands, and few that may touch.
    """
    letters: dict[int, list[tuple[int, Rectangle]]] = {}
    for place, (at, area) in enumerate(found):
        letters.setdefault(at, []).append((place, area))
    owners = [*letters]
    areas = [around(area for _, area in letters[at]) for at in owners]
    for first, second in overlapping(areas, 0.0):
        if not apart(owners[first], owners[second]):
            continue
        own, others = (
            [(place, area) for place, area in letters[owners[mine]] if area.over(areas[other])]
            for mine, other in ((first, second), (second, first))
        )
        for place, area in own:
            for other, below in others:
                if _share(area, below) > MOST_OVERLAP:
                    yield min(place, other), max(place, other)


def _share(one: Rectangle, other: Rectangle) -> float:
    """How much of the smaller box is under the other, from 0 to 1."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    least = min((area.right - area.left) * (area.top - area.bottom) for area in (one, other))
    return wide * high / least if wide > 0 and high > 0 and least > 0 else 0.0
