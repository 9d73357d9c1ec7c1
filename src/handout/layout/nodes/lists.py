"""Lists: items with a label each, and text beside it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Literal

from msgspec import Struct

from handout.document import Item, List
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import LINES, SHORT, Piece, height, together
from handout.layout.nodes.item_breaks import between_items
from handout.layout.nodes.item_labels import CLEAR, ItemMark, box_size, labelled, marked

_DRAWN: Mapping[str, Literal["tick-box", "tick", "cross"]] = {"check": "tick-box", "do": "tick", "dont": "cross"}
"""What is drawn in place of a label, by the kind of list."""


class ListLook(Struct, frozen=True):
    """What all items of a list share; lengths in points."""

    node: List
    area: Extent
    indent: float
    """From the list's left edge to its items' text."""
    room: float
    """The widest label's width."""


def listing(flow: FlowContext, node: List, area: Extent) -> list[Piece]:
    """The items; an item of up to three lines is whole, and few items stay together where they can."""
    look = ListLook(node, area, *hanging(flow, node))
    made = [_item(flow, item, look) for item in node.items]
    made = [pieces for pieces in made if pieces]
    for pieces in made:
        pieces[-1].ends_item = True
    found = [piece for pieces in made for piece in pieces]
    between_items(flow, made)
    closed(flow, found)
    return found


def hanging(flow: FlowContext, node: List) -> tuple[float, float]:
    """From a list's left edge to its items' text, and the widest label's width, in points."""
    style = flow.setter.styles[node.role]
    labels = [flow.setter.natural(item.label)[1] for item in node.items if item.label is not None]
    room = max(labels, default=0.0)
    if node.kind in _DRAWN:
        room = max(room, box_size(style))
    return max(style.indent, room + CLEAR * style.size), room


def closed(flow: FlowContext, pieces: list[Piece]) -> None:
    """The space after a whole list is that after a paragraph, not that between two items."""
    body = flow.setter.styles.get("body")
    if pieces and body is not None:
        pieces[-1].after = max(pieces[-1].after, body.space_after * flow.spaces)


def _item(flow: FlowContext, item: Item, look: ListLook) -> list[Piece]:
    node, area = look.node, look.area
    inner = Extent(area.x + look.indent, area.measure - look.indent, area.region, node.role)
    pieces: list[Piece] = []
    for block, parts in groupby(item.children, key=lambda child: child.together):
        start = len(pieces)
        for child in parts:
            below = flow.node(child, inner)
            if isinstance(child, List) and below:
                below[-1].after = flow.setter.styles[node.role].space_after * flow.spaces
                if pieces:
                    pieces[-1].break_penalty = max(pieces[-1].break_penalty, LINES)
            if child.starts_page and below:
                below[0].starts_page = True
            pieces.extend(below)
        if block is not None:
            flow.keep(pieces[start:], block)
    if not pieces:
        pieces = [Piece(0.0, [], item.label.span, region=area.region)] if item.label else []
    if not pieces:
        return []
    if item.id is not None:
        pieces[0].ids.append(item.id)
    if (mark := _DRAWN.get(node.kind)) is not None:
        marked(flow, pieces[0], ItemMark(mark, area.x, flow.setter.styles[node.role], item.box))
    elif item.label is not None:
        ends_together = node.kind in ("decimal", "note")
        labelled(flow, pieces[0], item.label, area.x, look.room if ends_together else None)
    if len(pieces) <= 3:
        together(pieces, LINES)
    elif any(not isinstance(child, List) for child in item.children[1:]) and height(pieces) <= flow.frame_height / 2:
        together(pieces, SHORT)
    return pieces
