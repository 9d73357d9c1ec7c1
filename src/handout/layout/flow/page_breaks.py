"""Page breaks: which pieces of a document each column of each page gets.

A frame is one column of one page.  The input is a list of pieces (`flow.pieces`), each with its height, the space
before and after it, and the penalty of a break after it (`break_penalty`).  The nodes set the penalties: none
between two paragraphs, a small one after the first item of a list, a large one where a paragraph's first or last
line would be alone (an orphan or a widow), the largest after a heading.

Frames are filled one after another.  Pieces are added as long as they fit, and of all breaks on the way the frame
gets the one with the lowest cost: its penalty, and up to 100 for the share of the frame that it leaves empty.  So a
break of penalty 12 is avoided if an earlier one without penalty leaves at most 12 hundredths of the frame more
empty; and a break of penalty 1000 or more is taken only if the frame has no other.  Of two breaks of equal cost the
later one is taken.  No break is forbidden: a document fails only if one piece is higher than its frame.

The height of a frame's pieces depends on the break.  A box has its padding on every page that has a part of it, a
table repeats its header there, and the space between two pieces is left out at a break.  `height`, `gap`, `padding`
and `opening` of `flow.pieces` know this; `cut` adds up the same numbers piece by piece, so that each frame takes one
pass.

The choice is greedy: no frame is left emptier for the sake of the next.  Two things are improved afterwards.
`flow.pages` tries less space and leading where the last page is nearly empty.  And here the columns of the last page
are made about equally high: a binary search finds the lowest height at which they hold everything, with no break of
penalty `WHOLE` or more between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from handout.diagnostics import HandoutError, LayoutError
from handout.layout.flow.pieces import WHOLE, Piece, gap, opening, padding
from handout.layout.flow.pieces import height as height_of

_CLOSE = 0.001
_EMPTY = 100.0
"""What leaving a whole frame empty costs."""


class Cut(Struct, frozen=True):
    """The pieces of one frame, by number, and how much of it they take."""

    start: int
    end: int
    height: float


def cut(pieces: Sequence[Piece], start: int, room: float) -> Cut:
    """The pieces from `start` on that go into a frame; HandoutError if not even one does."""
    heads = opening(pieces[start])
    above = heads[-1] if heads else None
    y = height_of(heads) - padding(above.region) if above else padding(pieces[start].region)
    best, best_cost = None, float("inf")
    for number in range(start, len(pieces)):
        piece = pieces[number]
        y += (sum(gap(above, piece)) if above else 0.0) + piece.height
        if y > room + _CLOSE:
            break
        above = piece
        closed = y + padding(piece.region)
        if closed > room + _CLOSE:
            continue
        if number == len(pieces) - 1 or pieces[number + 1].starts_page:
            return Cut(start, number + 1, closed)
        cost = piece.break_penalty + _EMPTY * (1 - closed / room)
        if cost <= best_cost:
            best, best_cost = Cut(start, number + 1, closed), cost
    if best is None:
        message = "this doesn't fit on a page"
        hint = "use smaller text, larger paper or narrower margins"
        raise LayoutError.at(pieces[start].span, message, hint, "no-room")
    return best


def columns(pieces: Sequence[Piece], first: Sequence[float], later: Sequence[float]) -> list[list[Cut]]:
    """The frames of every page; `first` and `later` are the heights of a page's frames, side by side."""
    pages: list[list[Cut]] = []
    start = 0
    while start < len(pieces):
        page: list[Cut] = []
        for room in later if pages else first:
            if start < len(pieces) and not (page and pieces[start].starts_page):
                page.append(cut(pieces, start, room))
                start = page[-1].end
        pages.append(page)
    if pages and len(later) > 1:
        pages[-1] = _balanced(pieces, pages[-1], later if len(pages) > 1 else first)
    return pages


def _balanced(pieces: Sequence[Piece], given: list[Cut], rooms: Sequence[float]) -> list[Cut]:
    """The last page's columns, as low as they can be and still hold everything."""
    low, high, best = 0.0, max(rooms), given
    for _ in range(12):
        middle = (low + high) / 2
        found = _within(pieces, given[0].start, [min(middle, room) for room in rooms])
        if found is None:
            low = middle
        else:
            best, high = found, middle
    return best


def _within(pieces: Sequence[Piece], start: int, rooms: Sequence[float]) -> list[Cut] | None:
    page: list[Cut] = []
    for room in rooms:
        if start == len(pieces):
            break
        try:
            page.append(cut(pieces, start, room))
        except HandoutError:
            return None
        start = page[-1].end
        if start < len(pieces) and pieces[start - 1].break_penalty >= WHOLE:
            return None
    return page if start == len(pieces) else None
