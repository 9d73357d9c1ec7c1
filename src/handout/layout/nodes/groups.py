"""Titles of groups of rows, and what a table repeats on a new page."""

from __future__ import annotations

from collections.abc import Sequence

from handout.diagnostics import LayoutError, Span
from handout.document import Group
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import NEVER, Piece, height, opening
from handout.layout.geometry import Rect
from handout.layout.nodes.rows import RowPlace, SetCell, row_pieces

_LARGEST_HEADER = 1 / 3
"""Of a frame's height."""


def check_repeats(flow: FlowContext, pieces: Sequence[Piece], span: Span) -> None:
    """Refuses headers that would leave too little of a page for the rows."""
    highest = max((height(opening(piece)) for piece in pieces), default=0.0)
    if highest > flow.frame_height * _LARGEST_HEADER:
        message = "the table's header takes more than a third of the page"
        raise LayoutError.at(span, message, "shorten the column titles", "header-too-high")


def group_title(flow: FlowContext, group: Group, area: Extent, *, padding: float, side: float) -> list[Piece]:
    """A title over the whole width, on its style's tint, that stays with the first row.

    `padding` is the space above and below it, `side` the inset of the table's cells, so that their edges align.
    """
    if group.title is None:
        return []
    style = flow.setter.style(group.title)
    inset = side if style.background else 0.0
    made = flow.setter.set(group.title, area.measure - 2 * inset)
    pieces = row_pieces(flow, [SetCell(made, area.x + inset)], RowPlace(group.title.span, area.region, padding))
    for piece in pieces:
        piece.break_penalty = NEVER
        if style.background:
            piece.marks.insert(0, ground(area, piece.height, style.background))
    return pieces


def ground(area: Extent, tall: float, color: str) -> Rect:
    """A tint behind a whole row."""
    return Rect(x=area.x, y=-tall, width=area.measure, height=tall, fill=color)
