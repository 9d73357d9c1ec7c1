"""How bad the page breaks of a document are: what its pieces leave no good break for, and pages with little on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handout.fonts.totals import total
from handout.layout.flow.frame_heights import Cut
from handout.layout.flow.page_breaks import LEAST_LAST, overflow
from handout.layout.flow.pieces import FEW, Piece, TextItem
from handout.layout.flow.rooms import Rooms

_MOST_BLANK = 0.24
"""The share of a page: a little less than the quarter that is meant, as the last line's own space is blank too."""
_NEAR_EMPTY = 0.4
"""A share of a page."""
_FEW_LINES = 6
_FEW_PAGES = 6


def near_empty(pieces: Sequence[Piece], rooms: Rooms, pages: Sequence[Sequence[Cut]]) -> bool:
    """Whether a part's last page has little on it; a part is what ends with the document or before a new page.

    So it is with each topic of several.
    """
    begins = [number for number, page in enumerate(pages) if not number or _begins(pieces, page)]
    parts = [pages[begin:end] for begin, end in pairwise([*begins, len(pages)])]
    later = Rooms(rooms.later, rooms.later)
    return any(_spills(pieces, later if number else rooms, part) for number, part in enumerate(parts) if len(part) > 1)


def _begins(pieces: Sequence[Piece], page: Sequence[Cut]) -> bool:
    return page[0].start < len(pieces) and pieces[page[0].start].starts_page


def _spills(pieces: Sequence[Piece], rooms: Rooms, pages: Sequence[Sequence[Cut]]) -> bool:
    """Whether the last page would have little on it if the others were filled; of a few pages, to the last line."""
    last = pieces[pages[-1][0].start : pages[-1][-1].end]
    lines = sum(1 for piece in last if any(isinstance(mark, TextItem) for mark in piece.marks))
    if lines < _FEW_LINES or overflow(pieces[pages[0][0].start : pages[-1][-1].end], rooms) < _NEAR_EMPTY:
        return True
    used = total(cut.height for page in pages for cut in page)
    room = total(rooms.first) + (len(pages) - 2) * total(rooms.later)
    return len(pages) <= _FEW_PAGES and used - room < _NEAR_EMPTY * total(rooms.later)


def strain(pieces: Sequence[Piece], rooms: Rooms, pages: Sequence[Sequence[Cut]]) -> int:
    """How many pages are more than a quarter blank, or end where something should stay together.

    A part's last page is counted where it is less than a third full, and the part has others.
    """
    bad = 0
    for number, page in enumerate(pages):
        if number + 1 < len(pages) and not _begins(pieces, pages[number + 1]):
            bad += _ends_badly(pieces, rooms, page, first=not number)
        elif number and not _begins(pieces, page):
            bad += _full(rooms, page, first=False) < LEAST_LAST
    return bad


def _ends_badly(pieces: Sequence[Piece], rooms: Rooms, page: Sequence[Cut], *, first: bool) -> bool:
    divided = any(pieces[cut.end - 1].break_penalty >= FEW for cut in page if cut.end > cut.start)
    return divided or 1.0 - _full(rooms, page, first=first) > _MOST_BLANK


def _full(rooms: Rooms, page: Sequence[Cut], *, first: bool) -> float:
    """The share of a page that is used."""
    return total(cut.height for cut in page) / total(rooms.first if first else rooms.later)
