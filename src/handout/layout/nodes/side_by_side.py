"""Two groups of nodes beside each other, where both have room for their words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from handout.diagnostics import LayoutError
from handout.document import Figure, Node, SideBySide, leaves
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import Piece
from handout.layout.nodes.boxes import beside, stacked
from handout.source.units import MM, PIXEL

_GAP = 18.0
_SPACE = 8.0
_EMS = 9.0
"""The least width of a group with words, in ems of its text."""
_MOST_OF_PICTURE = 0.5
"""The largest share of the measure for a group that is a picture."""


def side_by_side(flow: FlowContext, node: SideBySide, area: Extent) -> list[Piece]:
    """Both groups as one piece that is never split; below each other in large print, and where room is lacking.

    LayoutError where the left group's width is more than there is for both.
    """
    if node.left_width is not None and node.left_width > area.measure and not node.stacked:
        wide, room = (f"{points / MM:.0f} mm" for points in (node.left_width, area.measure))
        message = f"the left side is {wide} wide, and there is room for {room} on both sides"
        raise LayoutError.at(node.span, message, "make it narrower, or give a share as 40%", "columns-too-wide")
    widths = None if node.stacked else _widths(flow, node, area.measure)
    pieces = _beside(flow, node, area, widths) if widths is not None else []
    if pieces and pieces[0].height <= flow.frame_height:
        pieces[0].after = max(pieces[0].after, _SPACE * flow.spaces)
        return pieces
    return flow.nodes((*node.left, *node.right), area)


def _beside(flow: FlowContext, node: SideBySide, area: Extent, widths: tuple[float, float]) -> list[Piece]:
    """Both groups as one piece; none where what is in boxes or lists of a group has no room."""
    inner = structs.replace(area, region=None)
    right = area.x + area.measure - widths[1]
    try:
        groups = (
            stacked(flow, node.left, structs.replace(inner, measure=widths[0])),
            stacked(flow, node.right, structs.replace(inner, x=right, measure=widths[1])),
        )
    except LayoutError:
        return []
    return beside(groups, area)


def _widths(flow: FlowContext, node: SideBySide, measure: float) -> tuple[float, float] | None:
    """The groups' widths; None where a group's words have no room."""
    room = measure - _GAP
    left = _left(node, measure, room)
    right = room - left
    if left < _least(flow, node.left) or right < _least(flow, node.right):
        return None
    return left, right


def _left(node: SideBySide, measure: float, room: float) -> float:
    """As the author gives it; else a picture's own width, and half of the room for words beside words."""
    if node.left_width is not None:
        return node.left_width
    if node.left_share is not None:
        return node.left_share * measure - _GAP / 2
    left, right = (_picture(group, _MOST_OF_PICTURE * room) for group in (node.left, node.right))
    if left is not None and right is None:
        return left
    if right is not None and left is None:
        return room - right
    return room / 2


def _picture(nodes: Sequence[Node], most: float) -> float | None:
    """The width of a group that is one picture."""
    if len(nodes) != 1 or not isinstance(nodes[0], Figure):
        return None
    figure = nodes[0]
    return min(figure.width if figure.width is not None else figure.picture.width * PIXEL, most)


def _least(flow: FlowContext, nodes: Sequence[Node]) -> float:
    """The longest word of a group, and room for more than that."""
    found = 0.0
    for node in nodes:
        for leaf in leaves(node):
            least = flow.setter.natural(leaf)[0]
            style = flow.setter.style(leaf)
            found = max(found, least + style.indent, 0.0 if isinstance(node, Figure) else _EMS * style.size)
    return found
