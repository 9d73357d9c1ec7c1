"""Sheets of paper printed on both sides: a slip that is cut off takes with it what is on the back.

So no page has a slip on the back of another page's.  The first page is a front.
"""

from __future__ import annotations

from collections.abc import Sequence

from handout.layout.flow.pieces import Piece

FRONT, CUT_FRONT, BACK, CUT_BACK = range(4)
"""A front without a slip so far, one with a slip, and the backs of these two."""
_TURNED = {FRONT: BACK, CUT_FRONT: CUT_BACK, BACK: FRONT, CUT_BACK: FRONT}


class CutOffs:
    """Where the slips are in a list of pieces."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.matter = sum(piece.cut_off for piece in pieces) > 1
        """Whether there are two, of which one could be on the back of the other."""
        self._next = [len(pieces)] * (len(pieces) + 1)
        for number in range(len(pieces) - 1, -1, -1):
            self._next[number] = number if pieces[number].cut_off else self._next[number + 1]

    def after(self, start: int) -> int:
        """The first slip from a piece on; the number of pieces if there is none."""
        return self._next[start]

    def side(self, side: int, start: int, end: int, *, turned: bool) -> int:
        """The side of the paper after a frame with these pieces; `turned` if its page ends with it."""
        if side == FRONT and self._next[start] < end:
            side = CUT_FRONT
        return _TURNED[side] if turned else side
