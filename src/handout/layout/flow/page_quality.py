"""How bad the page breaks of a document are: what its pieces leave no good break for."""

from __future__ import annotations

from collections.abc import Sequence

from handout.fonts.totals import total
from handout.layout.flow.frame_heights import Cut
from handout.layout.flow.page_breaks import LEAST_LAST
from handout.layout.flow.pieces import FEW, Piece
from handout.layout.flow.rooms import Rooms

_MOST_BLANK = 0.24
"""The share of a page: a little less than the quarter that is meant, as the last line's own space is blank too."""


def strain(pieces: Sequence[Piece], rooms: Rooms, pages: Sequence[Sequence[Cut]]) -> int:
    """How many pages are more than a quarter blank, or end where something should stay together.

    A last page is counted where it is less than a third full; one before a piece that begins a page never is.
    """
    inner = sum(_ends_badly(pieces, rooms, page, first=not number) for number, page in enumerate(pages[:-1]))
    return inner + (len(pages) > 1 and _full(rooms, pages[-1], first=False) < LEAST_LAST)


def _ends_badly(pieces: Sequence[Piece], rooms: Rooms, page: Sequence[Cut], *, first: bool) -> bool:
    end = page[-1].end
    if end < len(pieces) and pieces[end].starts_page:
        return False
    divided = any(pieces[cut.end - 1].break_penalty >= FEW for cut in page if cut.end > cut.start)
    return divided or 1.0 - _full(rooms, page, first=first) > _MOST_BLANK


def _full(rooms: Rooms, page: Sequence[Cut], *, first: bool) -> float:
    """The share of a page that is used."""
    return total(cut.height for cut in page) / total(rooms.first if first else rooms.later)
