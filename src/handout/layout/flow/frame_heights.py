"""How high any run of pieces is in one frame, and which runs a frame may hold.

The height depends on where the run is cut.  A box has its padding on every page that has a part of it, a table repeats
its header there, and the space between two pieces is left out at a break.  `height`, `gap`, `padding` and `opening` of
`flow.pieces` know this; `FrameHeights` sums the same numbers once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from handout.fonts.totals import total
from handout.layout.flow.pieces import WHOLE, Piece, gap, opening, padding
from handout.layout.flow.pieces import height as height_of
from handout.layout.flow.sheets import CutOffs

_CLOSE = 0.001
PAGE = 100.0
"""What a page costs."""
_REACH = 0.5
"""How much of a page may be blank at a break that is looked at, where others are in reach and no slips are apart."""


class Cut(Struct, frozen=True):
    """The pieces of one frame, by number, and how much of it they take."""

    start: int
    end: int
    height: float


class FrameHeights:
    """How high any run of pieces is, from sums that are made once."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._padding = [padding(piece.region) for piece in pieces]
        gaps = [0.0, *(total(gap(above, below)) for above, below in pairwise(pieces))][: len(pieces)]
        self._feet = [*accumulate(piece.height + space for piece, space in zip(pieces, gaps, strict=True))]
        """Where each piece ends if all are below each other."""
        begins = [number for number, piece in enumerate(pieces) if piece.starts_page and number]
        self._begins = [*begins, len(pieces)]
        self._reach = 0.0 if CutOffs(pieces).matter else _REACH

    def cuts(self, start: int, room: float, before: int | None = None) -> list[Cut]:
        """What a frame may hold from a piece on: all that is left, or one of the breaks within reach.

        With `before` the frame ends before that piece, whatever room is left.
        """
        pieces = self._pieces
        base = self._above(start) + pieces[start].height - self._feet[start]
        stop = self._begins[bisect_right(self._begins, start)]
        last = bisect_right(self._feet, room + _CLOSE - base, start, stop if before is None else min(stop, before))
        found: list[Cut] = []
        free = False
        for number in range(last - 1, start - 1, -1):
            penalty = pieces[number].break_penalty
            if free and penalty >= WHOLE:
                continue
            height = base + self._feet[number] + self._padding[number]
            if height > room + _CLOSE:
                continue
            if number + 1 == stop:
                return [Cut(start, stop, height)]
            if penalty < WHOLE:
                if free and height < self._reach * room:
                    break
                if not free:
                    found, free = [], True
            found.append(Cut(start, number + 1, height))
        if free:
            return found
        return sorted(found, key=lambda cut: pieces[cut.end - 1].break_penalty - cut.height / room)[:1]

    def fullest(self, start: int, room: float) -> Cut | None:
        """What fills one frame best, whatever comes after; None where not even one piece fits."""
        penalty = {cut: self._pieces[cut.end - 1].break_penalty for cut in self.cuts(start, room)}
        return min(penalty, key=lambda cut: penalty[cut] - PAGE * cut.height / room, default=None)

    def _above(self, start: int) -> float:
        """What is above a piece at the top of a frame: repeated headers, and the padding of its regions."""
        heads = opening(self._pieces[start])
        if not heads:
            return self._padding[start]
        last = heads[-1]
        return height_of(heads) - padding(last.region) + total(gap(last, self._pieces[start]))
