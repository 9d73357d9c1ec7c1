"""Page breaks: which pieces of a document each column of each page gets.

A frame is one column of one page.  The input is a list of pieces (`flow.pieces`), each with its height, the space
before and after it, and the penalty of a break after it (`break_penalty`).

A page that is simply filled can leave the next one in trouble: a table cut in two, a last page with two lines.  So no
frame is ended by itself.  As Knuth and Plass break a paragraph into lines, each break within reach of a frame is a
place where the frame may end, each way of getting there has a cost, and the way with the lowest sum is taken: dynamic
programming over the pieces, linear in their number.

Costs are in hundredths of a page.  A page costs 100.  Blank paper at the foot of a page costs its share of 100, and
much more beyond a quarter of the page, so that it is spread over several pages.  A break costs its penalty: none
between two paragraphs, a small one inside a short list or table, a large one where a paragraph's first or last line
would be alone (an orphan or a widow), a larger one after a heading, the largest between a label and its value.  A last
page that is less than a third full costs more than moving lines to it.  A break of penalty `WHOLE` or more is taken
only where the frame has no other.  No break is forbidden: a document fails only if one piece is higher than its frame.
A piece that begins a page ends the page before it, whatever is blank there.  Where there are slips to cut off, the ways
differ by the side of the paper too (`flow.sheets`), and the back of a slip has no other slip: the page is left blank if
nothing else can be on it.

The height of a frame's pieces depends on the break (`flow.frame_heights`).

At the end the columns of the last page are made about equally high: a binary search finds the lowest height at which
they hold everything.  `flow.pages` tries less space and leading where `overflow` says that this may save a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from handout.diagnostics import LayoutError
from handout.layout.flow.frame_heights import PAGE, Cut, FrameHeights
from handout.layout.flow.piece_measures import PieceMeasures, piece_measures
from handout.layout.flow.pieces import WHOLE, Piece
from handout.layout.flow.rooms import Rooms
from handout.layout.flow.sheets import CUT_BACK, FRONT, CutOffs

MOST_KEPT = 32
"""Lists of pieces whose breaks are kept."""
_BLANK_MOST, _BEYOND = 0.2, 1000.0
"""The share of a page that may be blank at the usual cost, and what each further share costs more.  It is less than the
quarter that is meant, as the last line's own space is blank too."""
LEAST_LAST, _SHORT, _SHORTER = 0.36, 20.0, 200.0
"""How full the last page should be, what it costs if it is not, and what each share that it lacks costs more.  It is
more than the third that is meant, for the same reason."""


class Way(Struct, frozen=True):
    """The cheapest way to a break: what it costs, and its last frame; the others are in `before`."""

    cost: float = 0.0
    cut: Cut = Cut(0, 0, 0.0)
    frame: int = 0
    before: Way | None = None


def columns(pieces: Sequence[Piece], rooms: Rooms) -> list[list[Cut]]:
    """The frames of every page; LayoutError for a piece that is too high for its frame."""
    found = _frames(piece_measures(pieces), rooms)
    if isinstance(found, int):
        raise _no_room(pieces[found])
    return [[*page] for page in found]


@lru_cache(MOST_KEPT)
def _frames(measures: PieceMeasures, rooms: Rooms) -> list[list[Cut]] | int:
    """The frames for pieces with these measures; the number of a piece that is too high."""
    pieces = measures.restored()
    heights = FrameHeights(pieces)
    pages = _cheapest(heights, pieces, rooms) if pieces else []
    if isinstance(pages, list) and pages and len(rooms.later) > 1:
        pages[-1] = _balanced(heights, pieces, pages[-1], rooms.later if len(pages) > 1 else rooms.first)
    return pages


def overflow(pieces: Sequence[Piece], rooms: Rooms) -> float:
    """How much of a page is taken by what is left for the last one, where each page before it is filled."""
    heights = FrameHeights(pieces)
    start, frame, full = 0, 0, 0.0
    while start < len(pieces):
        cut = heights.fullest(start, rooms.height(frame))
        if cut is None:
            return 1.0
        column, count = rooms.page(frame)
        full = (column + cut.height / rooms.height(frame)) / count
        start, frame = cut.end, rooms.following(frame)
        if start < len(pieces) and pieces[start].starts_page:
            frame = len(rooms.first)
    return full


def _cheapest(heights: FrameHeights, pieces: Sequence[Piece], rooms: Rooms) -> list[list[Cut]] | int:
    """All frames by page, at the lowest cost; the number of a piece that is too high."""
    kinds = [_FrameCuts(rooms, frame) for frame in range(rooms.count)]
    # What a break before each piece costs; None at the end and before a piece that begins a page.
    penalties = [above.break_penalty if not below.starts_page else None for above, below in pairwise(pieces)]
    penalties = [0.0, *penalties, None]
    slips = CutOffs(pieces)
    # By the frame that is next, and where slips matter by the side of the paper that it is on.
    ways: list[dict[int, Way]] = [{} for _ in range(len(pieces) + 1)]
    ways[0][0] = Way()
    stuck = len(pieces)
    for start in range(len(pieces)):
        if slips.matter:
            _leave_blank(ways[start], start, kinds)
        for key, way in ways[start].items():
            side, number = divmod(key, len(kinds))
            frame = kinds[number]
            cuts = heights.cuts(start, frame.room, slips.after(start) if side == CUT_BACK else None)
            if not cuts and side != CUT_BACK:
                stuck = min(stuck, start)
            for each in cuts:
                penalty = penalties[each.end]
                if penalty is None:
                    following, cost = len(rooms.first), way.cost + frame.ended(each)
                else:
                    following, cost = frame.following, way.cost + penalty + frame.filled(each.height)
                if slips.matter:
                    turned = penalty is None or frame.ends_page
                    following += len(kinds) * slips.side(side, start, each.end, turned=turned)
                known = ways[each.end].get(following)
                if known is None or cost < known.cost:
                    ways[each.end][following] = Way(cost, each, number, way)
    if not ways[-1]:
        return stuck
    return _pages(min(ways[-1].values(), key=lambda way: way.cost), rooms)


def _leave_blank(ways: dict[int, Way], start: int, kinds: Sequence[_FrameCuts]) -> None:
    """Adds the ways that leave the back of a slip blank before a piece: it may be a slip itself."""
    count = len(kinds)
    for number, frame in enumerate(kinds):
        way = ways.get(number + count * CUT_BACK)
        if way is not None:
            following = frame.following + count * (FRONT if frame.ends_page else CUT_BACK)
            blank = Way(way.cost + frame.filled(0.0), Cut(start, start, 0.0), number, way)
            ways[following] = min(ways.get(following, blank), blank, key=lambda each: each.cost)


class _FrameCuts:
    """What is the same for all cuts of one frame of a page, looked up once."""

    def __init__(self, rooms: Rooms, number: int) -> None:
        self.room = rooms.height(number)
        self.following = rooms.following(number)
        self.ends_page = rooms.page(self.following)[0] == 0
        self._column, self._count = rooms.page(number)
        self._page = PAGE if self._column == 0 else 0.0

    def filled(self, height: float) -> float:
        """What the frame costs, beside the break, where the text goes on after it."""
        blank = 1.0 - height / self.room
        if blank <= 0.0:
            return self._page
        beyond = _BEYOND * (blank - _BLANK_MOST) if blank > _BLANK_MOST else 0.0
        return self._page + (PAGE * blank + beyond) / self._count

    def ended(self, cut: Cut) -> float:
        """What the frame costs at the end of the document, and before a piece that begins a page."""
        lacks = LEAST_LAST - (self._column + cut.height / self.room) / self._count
        return self._page + (_SHORT + _SHORTER * lacks if lacks > 0 and cut.start else 0.0)


def _pages(way: Way, rooms: Rooms) -> list[list[Cut]]:
    """The frames of a way, by page."""
    pages: list[list[Cut]] = []
    last: Way | None = way
    frames: list[Way] = []
    while last is not None and last.before is not None:
        frames.append(last)
        last = last.before
    for each in reversed(frames):
        if rooms.page(each.frame)[0] == 0:
            pages.append([])
        pages[-1].append(each.cut)
    return pages


def _no_room(piece: Piece) -> LayoutError:
    message = "this doesn't fit on a page"
    return LayoutError.at(piece.span, message, "use smaller text, larger paper or narrower margins", "no-room")


def _balanced(heights: FrameHeights, pieces: Sequence[Piece], given: list[Cut], rooms: Sequence[float]) -> list[Cut]:
    """The last page's columns, as low as they can be and still hold everything."""
    low, high, best = 0.0, max(rooms), given
    for _ in range(12):
        middle = (low + high) / 2
        found = _within(heights, pieces, given[0].start, [min(middle, room) for room in rooms])
        if found is None:
            low = middle
        else:
            best, high = found, middle
    return best


def _within(heights: FrameHeights, pieces: Sequence[Piece], start: int, rooms: Sequence[float]) -> list[Cut] | None:
    """One page with everything from a piece on, filled column by column; None where it doesn't hold it."""
    page: list[Cut] = []
    for room in rooms:
        if start == len(pieces):
            break
        cut = heights.fullest(start, room)
        if cut is None or (cut.end < len(pieces) and pieces[cut.end - 1].break_penalty >= WHOLE):
            return None
        page.append(cut)
        start = cut.end
    return page if start == len(pieces) else None
