"""What is before the first line of an item: its number or sign, a box to tick, a tick or a cross."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from handout.document import Leaf, Style, TickBox
from handout.layout.flow.context import FlowContext
from handout.layout.flow.pieces import DrawnItem, Piece, TextItem
from handout.layout.geometry import Icon
from handout.layout.text.set_lines import ShapedText
from handout.source.units import MM

CLEAR = 0.45
"""Ems between a label and its text, at least."""
_TICK_BOX = 4 * MM
_BOX_SHARE = _TICK_BOX / 12
"""Of a tick box in its text's size: as large as the pen needs in text of 12 points, and growing with it."""
_CAPITALS = 0.69
"""How high capitals are, in ems."""


class ItemMark(Struct, frozen=True):
    """What is drawn in place of a label, in a square whose left edge is `x`."""

    name: Literal["tick-box", "tick", "cross"]
    x: float
    style: Style
    """The style of the text beside it."""
    box: TickBox | None = None


def labelled(flow: FlowContext, piece: Piece, label: Leaf, x: float, room: float | None = None) -> None:
    """Puts the label before the first line, on its baseline, from `x` or to the end of its room, in points."""
    made = flow.setter.set(label, 1e4)
    beside = _first_line(piece)
    y = beside.y if beside else -made.ascent
    left = x if room is None else x + (room - made.width)
    marks: list[DrawnItem] = [TextItem(_flush(made), number, left, y) for number in range(len(made.lines))]
    piece.marks = marks + piece.marks
    piece.height = max(piece.height, made.descent - y)


def marked(flow: FlowContext, piece: Piece, mark: ItemMark) -> None:
    """Draws a mark beside the first line, centred on its capitals."""
    style, key = mark.style, None if mark.box is None else mark.box.key
    beside = _first_line(piece)
    baseline = beside.y if beside else -flow.setter.heights(style)[0]
    size = box_size(style)
    bottom = baseline - (size - _CAPITALS * style.size) / 2
    piece.marks = [Icon(name=mark.name, x=mark.x, y=bottom, size=size, color=style.color, key=key), *piece.marks]
    piece.height = max(piece.height, -bottom + 0.5)


def box_size(style: Style) -> float:
    """How wide and high a drawn mark is beside text of a style, in points."""
    return max(_TICK_BOX, _BOX_SHARE * style.size)


def _first_line(piece: Piece) -> TextItem | None:
    return next((mark for mark in piece.marks if isinstance(mark, TextItem)), None)


def _flush(label: ShapedText) -> ShapedText:
    """The label with its own width as its measure."""
    return ShapedText(label.leaf, label.style, label.width, label.ascent, label.descent, label.lines)
