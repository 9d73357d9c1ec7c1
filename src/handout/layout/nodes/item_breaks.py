"""What a page break between the items of a list costs: few items stay together where they can."""

from __future__ import annotations

from collections.abc import Sequence

from handout.layout.flow.context import FlowContext
from handout.layout.flow.pieces import FEW, FREE, SHORT, SOFT, Piece, height

_SHORT_LIST = 4
"""Items; such a list stays whole where that leaves no gap, and a shorter one where it can."""
_MOST_KEPT = 0.8
"""The share of a page that a shorter list may take."""


def between_items(flow: FlowContext, items: Sequence[Sequence[Piece]], between: float = FREE) -> None:
    """Gives each break between two items its cost; `between` is the least of each in a list of many items."""
    found = [piece for pieces in items for piece in pieces]
    room = flow.frame_height * (_MOST_KEPT if len(items) < _SHORT_LIST else 1 / 2)
    few = len(items) <= _SHORT_LIST and height(found) <= room
    cost = SOFT if not few else SHORT if len(items) == _SHORT_LIST else FEW
    for number, pieces in enumerate(items[:-1]):
        at_end = number in (0, len(items) - 2)
        own = cost if few or at_end else between
        pieces[-1].break_penalty = max(pieces[-1].break_penalty, own + SOFT if few and at_end else own)
