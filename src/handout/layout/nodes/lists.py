"""Lists and definitions: labels, and text beside them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Literal

from msgspec import Struct, structs

from handout.document import Definition, Definitions, Hung, Item, Leaf, List, Paragraph, Style, TickBox, walk
from handout.layout.flow.context import Extent, FlowContext, unsplit
from handout.layout.flow.pieces import LABEL, LINES, NEVER, SHORT, SOFT, DrawnItem, Piece, TextItem, height, together
from handout.layout.geometry import Icon
from handout.layout.nodes.blank_values import blank_value, raised
from handout.layout.nodes.item_breaks import between_items
from handout.layout.nodes.rows import RowPlace, SetCell, row_pieces
from handout.layout.text.set_lines import ShapedText
from handout.source.units import MM

TICK_BOX = 4 * MM
_DRAWN: Mapping[str, Literal["tick-box", "tick", "cross"]] = {"check": "tick-box", "do": "tick", "dont": "cross"}
"""What is drawn in place of a label, by the kind of list."""
_BOX_SHARE = TICK_BOX / 12
"""Of a tick box in its text's size: as large as the pen needs in text of 12 points, and growing with it."""
CLEAR = 0.45
"""Ems between a label and its text, at least."""
_CAPITALS = 0.69
"""How high capitals are, in ems."""
_WIDEST_TERM = 0.4
"""Of the room for labels and values, where the values need the rest."""
_WIDE_VALUE = 16.0
"""Ems; with as much room for each value, labels and values are set in two columns."""
_TWO_COLUMNS = 4
"""Labels and values that are worth two columns, at least."""


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
    _closed(flow, found)
    return found


def hanging(flow: FlowContext, node: List) -> tuple[float, float]:
    """From a list's left edge to its items' text, and the widest label's width, in points."""
    style = flow.setter.styles[node.role]
    labels = [flow.setter.natural(item.label)[1] for item in node.items if item.label is not None]
    room = max(labels, default=0.0)
    if node.kind in _DRAWN:
        room = max(room, _box_size(style))
    return max(style.indent, room + CLEAR * style.size), room


def _closed(flow: FlowContext, pieces: list[Piece]) -> None:
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
        _mark(flow, pieces[0], ItemMark(mark, area.x, flow.setter.styles[node.role], item.box))
    elif item.label is not None:
        ends_together = node.kind in ("decimal", "note")
        labelled(flow, pieces[0], item.label, area.x, look.room if ends_together else None)
    if len(pieces) <= 3:
        together(pieces, LINES)
    elif any(not isinstance(child, List) for child in item.children[1:]) and height(pieces) <= flow.frame_height / 2:
        together(pieces, SHORT)
    return pieces


def _first_line(piece: Piece) -> TextItem | None:
    return next((mark for mark in piece.marks if isinstance(mark, TextItem)), None)


def labelled(flow: FlowContext, piece: Piece, label: Leaf, x: float, room: float | None = None) -> None:
    """Puts the label before the first line, on its baseline, from `x` or to the end of its room, in points."""
    made = flow.setter.set(label, 1e4)
    beside = _first_line(piece)
    y = beside.y if beside else -made.ascent
    left = x if room is None else x + (room - made.width)
    marks: list[DrawnItem] = [TextItem(_flush(made), number, left, y) for number in range(len(made.lines))]
    piece.marks = marks + piece.marks
    piece.height = max(piece.height, made.descent - y)


def _flush(label: ShapedText) -> ShapedText:
    """The label with its own width as its measure."""
    return ShapedText(label.leaf, label.style, label.width, label.ascent, label.descent, label.lines)


def _box_size(style: Style) -> float:
    return max(TICK_BOX, _BOX_SHARE * style.size)


class ItemMark(Struct, frozen=True):
    """What is drawn in place of a label, in a square whose left edge is `x`."""

    name: Literal["tick-box", "tick", "cross"]
    x: float
    style: Style
    """The style of the text beside it."""
    box: TickBox | None = None


def _mark(flow: FlowContext, piece: Piece, mark: ItemMark) -> None:
    """Draws a mark beside the first line, centred on its capitals."""
    style, key = mark.style, None if mark.box is None else mark.box.key
    beside = _first_line(piece)
    baseline = beside.y if beside else -flow.setter.heights(style)[0]
    size = _box_size(style)
    bottom = baseline - (size - _CAPITALS * style.size) / 2
    piece.marks = [Icon(name=mark.name, x=mark.x, y=bottom, size=size, color=style.color, key=key), *piece.marks]
    piece.height = max(piece.height, -bottom + 0.5)


def definitions(flow: FlowContext, node: Definitions, area: Extent) -> list[Piece]:
    """Terms over their texts, or labels in a column beside their values where both have room for their words."""
    gap = 1.0 * flow.setter.style(node.items[0].term).size if node.items else 0.0
    left, boxed = area.x, flow.setter.style(node.items[0].term) if node.items and node.items[0].box else None
    if boxed is not None:
        area = area.inset(_box_size(boxed) + CLEAR * boxed.size)
    half = (area.measure - gap) / 2
    width = _labels(flow, node, half - gap) if _room_for_two(flow, node, half - gap) else None
    count, room = (1, area.measure) if width is None else (2, half)
    if width is None and node.kind != "stacked":
        width = _labels(flow, node, room - gap)
    if width is None:
        each = [_stacked(flow, item, area) for item in node.items]
        for item, made in zip(node.items, each, strict=True):
            if boxed is not None and made:
                _mark(flow, made[0], ItemMark("tick-box", left, boxed, item.box))
        stacked = [piece for made in each for piece in made]
        between_items(flow, [made for made in each if made])
        _closed(flow, stacked)
        return stacked
    rows: list[list[Piece]] = []
    for number in range(0, len(node.items), count):
        row = node.items[number : number + count]
        cells = [
            SetCell(flow.setter.set(leaf, measure), area.x + column * (half + gap) + x)
            for column, item in enumerate(row)
            for leaf, x, measure in ((item.term, 0.0, width), (item.text, width + gap, room - width - gap))
        ]
        made = row_pieces(flow, cells, RowPlace(row[0].term.span, area.region))
        styles = [flow.setter.style(leaf) for item in row for leaf in (item.term, item.text)]
        if made:
            if boxed is not None:
                _mark(flow, made[0], ItemMark("tick-box", left, boxed, row[0].box))
            made[0].before = max(s.space_before for s in styles) * flow.spaces
            made[-1].after = max(s.space_after for s in styles) * flow.spaces
            if any(blank_value(item.text) for item in row):
                raised(flow, made[0])
            if row[0].children:
                under = Extent(area.x + width + gap, room - width - gap, area.region, row[0].text.role)
                made = _with_children(flow, row[0], made, under)
            rows.append(made)
    between_items(flow, rows, SOFT)
    pieces = [piece for made in rows for piece in made]
    _closed(flow, pieces)
    return pieces


def _with_children(flow: FlowContext, item: Definition, pieces: list[Piece], area: Extent) -> list[Piece]:
    """A term with its text, and what is under the text; as an item of a list, whole if it isn't long."""
    below = flow.nodes(item.children, area)
    if pieces and below:
        introduces = not isinstance(item.children[0], Paragraph | Hung)
        pieces[-1].break_penalty = NEVER if introduces else max(pieces[-1].break_penalty, LINES)
    found = [*pieces, *below]
    if len(found) <= 3 or height(found) <= flow.frame_height / 2:
        together(found, LINES if len(found) <= 3 else SHORT)
    return found


def _labels(flow: FlowContext, node: Definitions, room: float) -> float | None:
    """How wide the column of labels is in the room for both columns; None where a word wouldn't fit into its own."""
    labels = [flow.setter.natural(item.term) for item in node.items]
    words = max((word for word, _ in labels), default=0.0)
    texts = [flow.setter.natural(leaf) for item in node.items for leaf in (item.text, *walk(item.children))]
    # A patient's value, or the blank for it, changes no column's width.
    short = all(line <= room / 2 for _, line in texts) and not any(
        item.text.slot or blank_value(item.text) for item in node.items
    )
    most = room * _WIDEST_TERM
    if short:  # all that the longest of them, as a telephone number, leaves on its line
        most = max(room / 2, room - max((line for _, line in texts), default=0.0) - 0.01)
    width = max(words, min(max((line for _, line in labels), default=0.0) + 0.01, most))
    if not any(item.term.slot for item in node.items):
        broken = (line.width for item in node.items for line in flow.setter.set(item.term, width).lines)
        width = min(width, max(broken, default=0.0) + 0.01)
    longest = max((word for word, _ in texts), default=0.0)
    return width if width <= max(room / 2, most) and longest <= room - width else None


def _room_for_two(flow: FlowContext, node: Definitions, room: float) -> bool:
    """Whether label and value have their room in half of the measure; of a patient's values only the size counts."""
    if len(node.items) < _TWO_COLUMNS or node.kind != "aligned":
        return False
    room -= max(flow.setter.natural(item.term)[1] for item in node.items) + 0.01
    values = [item.text for item in node.items]
    return room >= max(max(flow.setter.natural(leaf)[1], _WIDE_VALUE * flow.setter.style(leaf).size) for leaf in values)


def _stacked(flow: FlowContext, item: Definition, area: Extent) -> list[Piece]:
    term = flow.text(item.term, area, LABEL)
    indent = flow.setter.style(item.text).indent
    beside = area if indent else area.inset(12.0)
    pieces = flow.text(item.text, beside)
    if pieces and blank_value(item.text):
        raised(flow, pieces[0])
    if item.children:
        under = structs.replace(beside.inset(indent), hung=item.text.role)
        return _with_children(flow, item, [*term, *pieces], under)
    if len(term) + len(pieces) <= 3:
        together([*term, *pieces], LINES)
    else:
        unsplit(pieces)
    return [*term, *pieces]
