"""The bookmarks of a PDF as sections, for files without headings."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, NamedTuple

from handout.extract.pieces import PageBox

_SLACK = 4.0
"""Points by which a bookmark may point below the upper edge of its heading."""
_MOST = 20_000


class SectionOutline(NamedTuple):
    """The beginnings of a document's sections."""

    places: tuple[tuple[int, float], ...]
    """Page and distance from its top, in order."""
    sections: tuple[tuple[str, ...], ...]

    def section(self, page: int, top: float) -> tuple[str, ...]:
        """The titles above a place, outermost first."""
        at = bisect_right(self.places, (page, top + _SLACK))
        return self.sections[at - 1] if at else ()


def outline(document: Any, frames: list[PageBox]) -> SectionOutline:
    """The outline of a pdfium document; empty if it has no bookmarks that point to its pages."""
    found: list[tuple[tuple[int, float], tuple[str, ...]]] = []
    path: list[str] = []
    for number, mark in enumerate(document.get_toc(max_depth=15)):
        if number == _MOST:
            break
        path[mark.level :] = [" ".join(mark.get_title().split())]
        place = _place(mark, frames)
        if place is not None:
            found.append((place, tuple(path)))
    found.sort(key=lambda entry: entry[0])
    return SectionOutline(tuple(place for place, _ in found), tuple(section for _, section in found))


def _place(mark: Any, frames: list[PageBox]) -> tuple[int, float] | None:
    """The page, and how far down on it."""
    target = mark.get_dest()
    page = None if target is None else target.get_index()
    if target is None or page is None or not 0 <= page < len(frames):
        return None
    mode, numbers = target.get_view()
    frame = frames[page]
    match (mode, numbers):
        case (1, [_, float(y), *_]) | (3, [float(y), *_]):  # XYZ, FitH
            return page, max(frame.at(frame.left, y)[1], 0.0)
        case _:
            return page, 0.0
