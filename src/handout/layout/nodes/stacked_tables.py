"""A table too wide for its page or text size: each row as a block of labels and values.

Every block has every label, and a line to write on where the cell is empty, for a table may be a form to fill in.
Labels are set beside their values, or above them where that leaves no room for a word.  Short values share a line.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from handout.document import Leaf, Row, Table
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import (
    LINES,
    NEVER,
    WHOLE,
    WRITING,
    Container,
    DrawnItem,
    Piece,
    TextItem,
    artifacts,
    height,
    moved,
    rule_across,
    together,
)
from handout.layout.geometry import CellBox
from handout.layout.nodes.groups import check_repeats, group_title
from handout.layout.nodes.rows import RowPlace, SetCell, row_pieces
from handout.source.units import MM

_LABELS = 0.4
"""The widest that the labels' column gets, as a share of the measure, if each of their words fits into it."""
_TO_WRITE = 25 * MM
"""Beside a label, at least."""
_AIR = 6.0
"""Over a line of text with a line to write on beside it, at least."""
_APART, _WIDE_APART = 6.0, 10.0
"""Between a block and its rule; the wide one where a line to write on would seem to be a second rule."""
_RULE = 1.5
_PADDING = 1.0


class StackedLook(Struct, frozen=True):
    """What all blocks of a table share; lengths in points."""

    labels: tuple[Leaf, ...]
    room: float
    """For a label beside its value; 0 where labels are above their values."""
    gap: float
    """Between a label and its value."""
    lines: tuple[tuple[int, ...], ...]
    """The columns on each line of a block."""

    def spot(self, area: Extent, columns: Sequence[int], number: int) -> Extent:
        """Where a label and its value go, on the line of these columns."""
        width = _half(area.measure, self.gap) if len(columns) > 1 else area.measure
        return Extent(area.x + columns.index(number) * (area.measure - width), width)

    def value(self, spot: Extent) -> Extent:
        """Where the value goes."""
        return spot.inset(self.room + self.gap) if self.room else spot


def _half(measure: float, gap: float) -> float:
    return (measure - gap) / 2


def stacked(flow: FlowContext, node: Table, area: Extent) -> list[Piece]:
    """Rows as blocks; the labels are read with the first row, and are page furniture in all others."""
    blocks = _measured(flow, node, area.measure)
    region = Container(area.region, node.span)
    pieces: list[Piece] = []
    first = True
    for group in node.groups:
        title = group_title(flow, group, structs.replace(area, region=region), padding=3.0, side=6.0)
        inner = structs.replace(area, region=Container(region, node.span, repeat=artifacts(title)) if title else region)
        pieces.extend(title)
        for row in group.rows:
            pieces.extend(_block(flow, blocks, row, inner, first))
            first = False
    check_repeats(flow, pieces, node.span)
    return pieces


def _measured(flow: FlowContext, node: Table, measure: float) -> StackedLook:
    """By static words alone, so that every patient's document has the same blocks."""
    rows = [row for group in node.groups for row in group.rows]
    labels = node.header.cells if node.header else ()
    gap = 0.7 * max((flow.setter.style(leaf).size for row in rows for leaf in row.cells), default=12.0)
    alone = tuple((number,) for number in range(len(node.columns)))
    words, widest = _natural(flow, labels)
    longest, _ = _natural(flow, [leaf for row in rows for leaf in row.cells])
    room = max(words, min(widest, measure * _LABELS - gap)) + 0.01
    if not labels or room > measure / 2 - gap or measure - room - gap < max(longest, _TO_WRITE):
        return StackedLook(labels, 0.0, gap, alone)
    return StackedLook(labels, room, gap, _paired(node, _short(flow, node, _half(measure, gap) - room - gap)))


def _natural(flow: FlowContext, leaves: Sequence[Leaf]) -> tuple[float, float]:
    """The width of the longest word, and of the longest of these leaves on one line."""
    widths = [flow.setter.natural(leaf) for leaf in leaves]
    return max((word for word, _ in widths), default=0.0), max((line for _, line in widths), default=0.0)


def _short(flow: FlowContext, node: Table, room: float) -> set[int]:
    """The columns whose values need no more room; of those with equal weights all or none."""
    rows = [row for group in node.groups for row in group.rows]
    numbers = range(1 if node.row_headers else 0, len(node.columns))
    longer = {n for n in numbers if _natural(flow, [row.cells[n] for row in rows])[1] > room}
    weights = {node.columns[n].weight for n in longer} - {None}
    return {n for n in numbers if room >= _TO_WRITE and n not in longer and node.columns[n].weight not in weights}


def _paired(node: Table, short: set[int]) -> tuple[tuple[int, ...], ...]:
    """The columns line by line: two neighbours of equal weight share one where both are short."""
    lines: list[tuple[int, ...]] = []
    number, count = 0, len(node.columns)
    while number < count:
        both = {number, number + 1} <= short and node.columns[number].weight == node.columns[number + 1].weight
        lines.append((number, number + 1) if both else (number,))
        number += len(lines[-1])
    return tuple(lines)


def _block(flow: FlowContext, blocks: StackedLook, row: Row, area: Extent, first: bool) -> list[Piece]:
    pieces = [piece for columns in blocks.lines for piece in _line(flow, blocks, row, columns, area)]
    if not first:
        keys = {leaf.key for leaf in blocks.labels}
        for piece in pieces:
            piece.marks = [_furniture(mark, keys) for mark in piece.marks]
    if pieces and not first:
        _ruled_off(pieces[0], area)
    if pieces:
        written = any(not row.cells[number].text.strip() for number in blocks.lines[-1])
        pieces[-1].after = _WIDE_APART if written else _APART
        together(pieces, LINES if len(pieces) <= 3 else WHOLE if height(pieces) < flow.frame_height else 0.0)
    return pieces


def _line(flow: FlowContext, blocks: StackedLook, row: Row, columns: Sequence[int], area: Extent) -> list[Piece]:
    """One label and its value, or two; the value under the label where there is no room beside it."""
    place = RowPlace(row.span, area.region, _PADDING)
    spots = [(number, blocks.spot(area, columns, number)) for number in columns]
    values = [(row.cells[number], blocks.value(spot)) for number, spot in spots]
    labels: list[SetCell] = []
    beside: list[SetCell] = []
    for (number, spot), (leaf, at) in zip(spots, values, strict=True):
        if blocks.labels:
            label = SetCell(flow.setter.set(blocks.labels[number], blocks.room or spot.measure), spot.x)
            (beside if blocks.room else labels).append(label)
        beside.append(SetCell(flow.setter.set(leaf, at.measure), at.x))
    above = row_pieces(flow, labels, place) if labels else []
    for piece in above:
        piece.break_penalty = NEVER
    pieces = row_pieces(flow, beside, place)
    empty = [at for leaf, at in values if not leaf.text.strip()]
    if empty:
        pieces = _to_write(pieces or [Piece(0.0, [], row.span, region=area.region)], empty)
    for piece in pieces:
        piece.marks += [cell_box(leaf, at, piece) for leaf, at in values]
    return [*above, *pieces]


def cell_box(leaf: Leaf, at: Extent, piece: Piece) -> CellBox:
    """The room of a cell on a piece."""
    return CellBox(leaf=leaf.key, x=at.x, y=-piece.height, width=at.measure, height=piece.height)


def _to_write(pieces: list[Piece], empty: Sequence[Extent]) -> list[Piece]:
    """The pieces with a line for the pen in each empty place, as high as a hand needs, at the label's baseline."""
    tall = sum(piece.height for piece in pieces)
    lower = max(WRITING - tall, _AIR)
    pieces[0].marks = [moved(mark, 0.0, -lower) for mark in pieces[0].marks]
    pieces[0].height += lower
    y = -pieces[-1].height + 0.5
    pieces[-1].marks += [rule_across(at.x, y, at.measure) for at in empty]
    return pieces


def _ruled_off(piece: Piece, area: Extent) -> None:
    """Sets a block apart from the one above: a rule, heavier than those to write on, and space at either side of it."""
    rule = rule_across(area.x, -_RULE / 2, area.measure, width=_RULE)
    piece.marks = [rule, *(moved(mark, 0.0, -_APART) for mark in piece.marks)]
    piece.height += _APART
    piece.before = max(piece.before, _APART)


def _furniture(mark: DrawnItem, keys: set[int]) -> DrawnItem:
    if isinstance(mark, TextItem) and mark.set.leaf.key in keys:
        return structs.replace(mark, artifact="Repeat")
    return mark
