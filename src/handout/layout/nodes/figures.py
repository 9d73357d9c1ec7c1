"""Pictures, lines to write on and QR codes."""

from __future__ import annotations

from typing import Literal

from handout.diagnostics import LayoutError
from handout.document import Figure, QrCode, WritingLines
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import (
    LABEL,
    NEVER,
    WHOLE,
    DrawnItem,
    Piece,
    fused,
    height,
    moved,
    rule_across,
    together,
    writing_height,
)
from handout.layout.geometry import Code, Image
from handout.source.units import MM, PIXEL

_SPACE = 8.0
SMALLEST_CODE = 22 * MM * 29 / 21
"""With its quiet zone, which takes 8 of 29 modules of the smallest code: what is printed is at least 22 mm wide."""
_CODE_SHARE = 1 / 3
"""Of the measure, at most; the rest is for its words."""
_LEAST_WORDS = 5
"""Ems of room for the words beside a code."""
_HEADED, _HEADED_SHARE = 8, 1 / 4
"""What a picture leaves of a frame for the headings, or the box's title, over it: sizes of the body, at most the share.
A heading whose picture fills the next page would be alone on its own."""


def figure(flow: FlowContext, node: Figure, area: Extent) -> list[Piece]:
    """The picture over its caption, scaled down to the measure and to what headings leave of the frame."""
    caption = flow.text(node.caption, area) if node.caption else []
    headings = min(_HEADED * flow.setter.styles["body"].size, _HEADED_SHARE * flow.frame_height)
    room = flow.frame_height - headings - height(caption) - (_SPACE if caption else 0.0)
    if room < _SPACE:
        raise LayoutError.at(node.span, "there is no room for this figure", code="no-room")
    ratio = node.picture.height / node.picture.width
    if node.width is None and node.height is not None:
        width = node.height / ratio
    else:
        width = node.width if node.width is not None else node.picture.width * PIXEL
    tall = node.height if node.height is not None and node.width is not None else width * ratio
    scale = min(1.0, area.measure / width, room / tall)
    width, tall = width * scale, tall * scale
    image = Image(key=node.key, picture=node.picture, x=area.x, y=-tall, width=width, height=tall)
    space = _SPACE * flow.spaces
    first = Piece(tall, [image], node.span, before=space, after=space, region=area.region)
    if caption:
        first.break_penalty, first.after = NEVER, 3.0
        caption[0].before = 0.0
        together(caption, NEVER)
    return [first, *caption]


def writing_lines(flow: FlowContext, node: WritingLines, area: Extent) -> list[Piece]:
    """The label and its lines; whole on a page if they take no more than half of one."""
    pieces = flow.text(node.label, area, LABEL) if node.label else []
    if pieces:
        pieces[-1].after = 0.0
    tall = writing_height(flow.setter.styles["body"].size)
    for _ in range(node.count):
        rule = rule_across(area.x, -tall + 0.5, area.measure)
        pieces.append(Piece(tall, [rule], node.span, region=area.region))
    if pieces:
        # A part of it, at the foot of a page too, where a footer would be too near.
        pieces[-1].height += _SPACE * flow.spaces
        if height(pieces) <= flow.frame_height / 2:
            together(pieces, WHOLE)
    return pieces


def qr_code(flow: FlowContext, node: QrCode, area: Extent) -> list[Piece]:
    """The code at the edge of the text, with its words at the right of it, half way up; under it in a narrow place."""
    size = max(min(node.size, _CODE_SHARE * area.measure), SMALLEST_CODE)
    gap = 1.5 * _SPACE
    room = Extent(area.x + size + gap, area.measure - size - gap)
    under = any(room.measure < _LEAST_WORDS * flow.setter.style(leaf).size for leaf in node.words)
    if size > area.measure:
        raise LayoutError.at(node.span, "there is no room for this code", code="no-room")
    if under:
        room = Extent(area.x, area.measure)
    beside = fused([piece for leaf in node.words for piece in flow.text(leaf, room)], node.span)
    edge: Literal["", "left"] = "left" if area.region is None and area.x == 0.0 else ""
    tall = size + beside.height if under else max(size, beside.height)
    top = -size if under else -(tall - beside.height) / 2
    marks: list[DrawnItem] = [Code(key=node.key, url=node.url, x=area.x, y=-size, size=size, at_edge=edge)]
    marks += [moved(mark, 0.0, top) for mark in beside.marks]
    space = _SPACE * flow.spaces
    return [Piece(tall, marks, node.span, before=space, after=space, region=area.region, ids=beside.ids)]
