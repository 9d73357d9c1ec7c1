"""Values that a pen fills in: where a blank is a whole value there is room above it to write."""

from __future__ import annotations

from handout.document import Leaf
from handout.layout.flow.context import FlowContext
from handout.layout.flow.pieces import Piece, moved, writing_height


def blank_value(leaf: Leaf) -> bool:
    """Whether a leaf is a blank and nothing else, or may be one in another patient's copy, which is as high."""
    return len(leaf.runs) == 1 and leaf.runs[0].fills_line


def raised(flow: FlowContext, piece: Piece) -> None:
    """Makes a piece with a line to write on as high as such a line is, its words at the foot."""
    more = writing_height(flow.setter.styles["body"].size) - piece.height - piece.after
    if more > 0:
        piece.marks = [moved(mark, 0.0, -more) for mark in piece.marks]
        piece.height += more
