"""Text beside a sign that hangs at its left."""

from __future__ import annotations

from handout.document import Hung
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import Piece
from handout.layout.nodes.item_labels import CLEAR, labelled


def hung(flow: FlowContext, node: Hung, area: Extent) -> list[Piece]:
    """The nodes as far in as the items of a list, or further where the sign is wider; the sign on the first line."""
    style = flow.setter.style(node.label)
    room = flow.setter.natural(node.label)[1] + CLEAR * style.size
    pieces = flow.nodes(node.children, area.inset(max(room, flow.setter.styles["item"].indent)))
    if not pieces:
        return flow.text(node.label, area)
    labelled(flow, pieces[0], node.label, area.x)
    return pieces
