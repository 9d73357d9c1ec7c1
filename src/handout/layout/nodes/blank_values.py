"""Values that a pen fills in: a blank that is a whole value takes the room there is, with room above it to write."""

from __future__ import annotations

from msgspec import structs

from handout.document import Leaf
from handout.layout.flow.context import FlowContext
from handout.layout.flow.pieces import Piece, moved, writing_height


def blank_value(leaf: Leaf) -> bool:
    """Whether a leaf is a blank and nothing else."""
    return len(leaf.runs) == 1 and leaf.runs[0].blank is not None


def widened(leaf: Leaf, measure: float) -> Leaf:
    """A leaf with its blank as wide as the measure, if the blank is all that it has."""
    if not blank_value(leaf):
        return leaf
    return structs.replace(leaf, runs=(structs.replace(leaf.runs[0], blank=measure),))


def raised(flow: FlowContext, piece: Piece) -> None:
    """Makes a piece with a line to write on as high as such a line is, its words at the foot."""
    more = writing_height(flow.setter.styles["body"].size) - piece.height - piece.after
    if more > 0:
        piece.marks = [moved(mark, 0.0, -more) for mark in piece.marks]
        piece.height += more
