"""Titles of groups of rows, and what a table repeats on a new page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from handout.diagnostics import LayoutError, Span
from handout.document import Group
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import LABEL, Piece, artifacts, height, opening
from handout.layout.geometry import Rect
from handout.layout.nodes.rows import RowPlace, SetCell, row_pieces

_FARTHEST = 6.0
"""Points that a tint is wider than the text on either side, so that it stays clear of another column."""
_LARGEST_HEADER = 1 / 3
"""The largest share of a frame's height for a table's header."""


def check_repeats(flow: FlowContext, pieces: Sequence[Piece], span: Span) -> None:
    """Refuses headers that would leave too little of a page for the rows."""
    highest = max((height(opening(piece)) for piece in pieces), default=0.0)
    if highest > flow.frame_height * _LARGEST_HEADER:
        message = "the table's header takes more than a third of the page"
        raise LayoutError.at(span, message, "shorten the column titles", "header-too-high")


class TitleLook(Struct, frozen=True):
    """How the titles of a table's groups are set; lengths in points."""

    padding: float
    """Above and below the words."""
    side: float
    """Between the words and the tint's edge, which is the text's or the table's frame, as that of a box is."""


def group_title(flow: FlowContext, group: Group, area: Extent, look: TitleLook) -> list[Piece]:
    """A title over the whole width, on its style's tint, that stays with the first row."""
    if group.title is None:
        return []
    style = flow.setter.style(group.title)
    inset = look.side if style.background else 0.0
    made = flow.setter.set(group.title, area.measure - 2 * inset)
    pieces = row_pieces(flow, [SetCell(made, area.x + inset)], RowPlace(group.title.span, area.region, look.padding))
    for piece in pieces:
        piece.break_penalty = LABEL
        if style.background:
            piece.marks.insert(0, ground(area, piece.height, style.background))
    return pieces


def going_on(flow: FlowContext, group: Group, area: Extent, look: TitleLook) -> tuple[Piece, ...]:
    """The title where the group goes on, on a new page."""
    return artifacts(group_title(flow, structs.replace(group, title=group.continued or group.title), area, look))


def ground(area: Extent, tall: float, color: str, beyond: float = 0.0) -> Rect:
    """A tint behind a whole row; `beyond` is how far it is drawn over the edges of the text, in points."""
    beyond = min(beyond, _FARTHEST)
    return Rect(x=area.x - beyond, y=-tall, width=area.measure + 2 * beyond, height=tall, fill=color)
