"""Definitions: terms over their texts, or labels in a column beside their values."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from handout.document import Definition, Definitions, Hung, Paragraph, walk
from handout.layout.flow.context import Extent, FlowContext, unsplit
from handout.layout.flow.pieces import FREE, LABEL, LINES, NEVER, SHORT, SOFT, Piece, height, together
from handout.layout.nodes.blank_values import blank_value, raised
from handout.layout.nodes.item_breaks import between_items
from handout.layout.nodes.item_labels import CLEAR, ItemMark, box_size, marked
from handout.layout.nodes.lists import closed
from handout.layout.nodes.rows import RowPlace, SetCell, row_pieces

_WIDEST_TERM = 0.4
"""Of the room for labels and values, where the values need the rest."""
_WIDE_VALUE = 16.0
"""Ems; with as much room for each value, labels and values are set in two columns."""
_SPARE = 0.01
"""Points by which a column is wider than what is in it: a measure is rounded, sometimes down."""
_TWO_COLUMNS = 4
"""Labels and values that are worth two columns, at least."""


class _LabelColumns(Struct, frozen=True):
    """Where labels and values are, in one or two pairs of columns; lengths in points."""

    area: Extent
    gap: float
    """Between a label and its value, and between the pairs."""
    room: float
    """Of a pair."""
    label: float
    """The width of the labels."""
    pairs: int

    @property
    def value(self) -> Extent:
        """Where the first value is, and what is under it."""
        left, measure = self.area.x + self.label + self.gap, self.room - self.label - self.gap
        return Extent(left, measure, self.area.region)

    def cells(self, flow: FlowContext, pair: int, item: Definition) -> tuple[SetCell, SetCell]:
        """A label and its value, set in one of the pairs of columns."""
        left = self.area.x + pair * (self.room + self.gap)
        label, value = flow.setter.set(item.term, self.label), flow.setter.set(item.text, self.value.measure)
        return SetCell(label, left), SetCell(value, left + (self.label + self.gap))


def definitions(flow: FlowContext, node: Definitions, area: Extent) -> list[Piece]:
    """Terms over their texts, or labels in a column beside their values where both have room for their words."""
    left, boxed = area.x, flow.setter.style(node.items[0].term) if node.items and node.items[0].box else None
    if boxed is not None:
        area = area.inset(box_size(boxed) + CLEAR * boxed.size)
    columns = _columns(flow, node, area)
    made = [_stacked(flow, item, area) for item in node.items] if columns is None else _rows(flow, node, columns)
    items = node.items if columns is None else node.items[:: columns.pairs]
    for item, pieces in zip(items, made, strict=True):
        if boxed is not None and pieces:
            marked(flow, pieces[0], ItemMark("tick-box", left, boxed, item.box))
    made = [pieces for pieces in made if pieces]
    between_items(flow, made, FREE if columns is None else SOFT)
    found = [piece for pieces in made for piece in pieces]
    closed(flow, found)
    return found


def _columns(flow: FlowContext, node: Definitions, area: Extent) -> _LabelColumns | None:
    """Two pairs of columns if all have room in them, else one; None where terms are over their texts."""
    gap = 1.0 * flow.setter.style(node.items[0].term).size if node.items else 0.0
    half = (area.measure - gap) / 2
    if _room_for_two(flow, node, half - gap) and (width := _labels(flow, node, half - gap)) is not None:
        return _LabelColumns(area, gap, half, width, 2)
    if node.kind != "stacked" and (width := _labels(flow, node, area.measure - gap)) is not None:
        return _LabelColumns(area, gap, area.measure, width, 1)
    return None


def _rows(flow: FlowContext, node: Definitions, columns: _LabelColumns) -> list[list[Piece]]:
    """Labels with their values, a row of them in one piece."""
    step = columns.pairs
    return [_row(flow, node.items[at : at + step], columns) for at in range(0, len(node.items), step)]


def _row(flow: FlowContext, row: Sequence[Definition], columns: _LabelColumns) -> list[Piece]:
    cells = [cell for pair, item in enumerate(row) for cell in columns.cells(flow, pair, item)]
    made = row_pieces(flow, cells, RowPlace(row[0].term.span, columns.area.region))
    if not made:
        return made
    styles = [flow.setter.style(leaf) for item in row for leaf in (item.term, item.text)]
    made[0].before = max(s.space_before for s in styles) * flow.spaces
    made[-1].after = max(s.space_after for s in styles) * flow.spaces
    if any(blank_value(item.text) for item in row):
        raised(flow, made[0])
    if row[0].children:
        return _with_children(flow, row[0], made, structs.replace(columns.value, hung=row[0].text.role))
    return made


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
    words = max((word for word, _ in labels), default=0.0) + _SPARE
    texts = [flow.setter.natural(leaf) for item in node.items for leaf in (item.text, *walk(item.children))]
    # A patient's value, or the blank for it, changes no column's width.
    short = all(line <= room / 2 for _, line in texts) and not any(
        item.text.slot or blank_value(item.text) for item in node.items
    )
    most = room * _WIDEST_TERM
    if short:  # all that the longest of them, as a telephone number, leaves on its line
        most = max(room / 2, room - max((line for _, line in texts), default=0.0) - _SPARE)
    width = max(words, min(max((line for _, line in labels), default=0.0) + _SPARE, most))
    if not any(item.term.slot for item in node.items):
        broken = (line.width for item in node.items for line in flow.setter.set(item.term, width).lines)
        width = min(width, max(broken, default=0.0) + _SPARE)
    longest = max((word for word, _ in texts), default=0.0) + _SPARE
    return width if width <= max(room / 2, most) and longest <= room - width else None


def _room_for_two(flow: FlowContext, node: Definitions, room: float) -> bool:
    """Whether label and value have their room in half of the measure; of a patient's values only the size counts."""
    if len(node.items) < _TWO_COLUMNS or node.kind != "aligned":
        return False
    room -= max(flow.setter.natural(item.term)[1] for item in node.items) + _SPARE
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
