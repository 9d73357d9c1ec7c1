"""A table too wide for its page or text size: each row as a block of labels and values.

Every block has every label, and a line to write on where the cell is empty, for a table may be a form to fill in.
Labels are set beside their values, or above them where that leaves no room for a word.  Short values share a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, structs

from handout.document import Cell, ColumnGroup, Leaf, Row, Table
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
    height,
    moved,
    rule_across,
    together,
)
from handout.layout.nodes.cells import natural, set_cell
from handout.layout.nodes.column_groups import grouped
from handout.layout.nodes.groups import TitleLook, check_repeats, going_on, group_title
from handout.layout.nodes.rows import RowPlace, SetBlocks, SetCell, below, cell_box, row_pieces
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


class BlockLine(Struct, frozen=True):
    """A line of a block: one label and its value, or two beside each other; lengths in points."""

    columns: tuple[int, ...]
    room: float
    """For a label beside its value; 0 where labels are above their values."""
    gap: float
    """Between a label and its value."""
    group: ColumnGroup | None = None
    """That its columns are in: they are indented under its title."""
    indent: float = 0.0

    def spot(self, area: Extent, number: int) -> Extent:
        """Where the label and the value of a column go."""
        area = area.inset(self.indent)
        width = _half(area.measure, self.gap) if len(self.columns) > 1 else area.measure
        return Extent(area.x + self.columns.index(number) * (area.measure - width), width)

    def value(self, spot: Extent) -> Extent:
        """Where the value goes."""
        return spot.inset(self.room + self.gap) if self.room else spot


class StackedLook(Struct, frozen=True):
    """What all blocks of a table share."""

    labels: tuple[Leaf, ...]
    lines: tuple[BlockLine, ...]

    @property
    def keys(self) -> set[int]:
        """Of the leaves that every block has."""
        titles = [line.group.title for line in self.lines if line.group]
        return {leaf.key for leaf in (*self.labels, *titles)}


def _half(measure: float, gap: float) -> float:
    return (measure - gap) / 2


def stacked(flow: FlowContext, node: Table, area: Extent) -> list[Piece]:
    """Rows as blocks; the labels are read with the first row, and are page furniture in all others."""
    blocks = _measured(flow, node, area.measure)
    region = Container(area.region, node.span)
    pieces: list[Piece] = []
    first = True
    for group in node.groups:
        inner = structs.replace(area, region=region)
        title = group_title(flow, group, inner, TitleLook(3.0, 6.0))
        if title:
            again = going_on(flow, group, inner, TitleLook(3.0, 6.0))
            inner = structs.replace(area, region=Container(region, node.span, repeat=again))
        pieces.extend(title)
        for row in group.rows:
            least = row.min_height if node.compact else row.min_height / len(blocks.lines)
            pieces.extend(_block(flow, blocks, structs.replace(row, min_height=least), inner, first))
            first = False
    check_repeats(flow, pieces, node.span)
    return pieces


def _measured(flow: FlowContext, node: Table, measure: float) -> StackedLook:
    """By static words alone, so that every patient's document has the same blocks."""
    rows = [row for group in node.groups for row in group.rows]
    labels = node.header.titles if node.header else ()
    gap = 0.7 * max((flow.setter.styles[cell.role].size for row in rows for cell in row.cells), default=12.0)
    if node.compact and labels:
        return StackedLook(labels, tuple(_compact(flow, node, measure, gap)))
    groups, indent = grouped(node), 1.5 * gap if node.column_groups else 0.0
    room = _room(flow, labels, [leaf for row in rows for leaf in row.cells], measure - indent, gap)
    paired = _paired(node, _short(flow, node, _half(measure - indent, gap) - room - gap) if room else set())

    def line(columns: tuple[int, ...]) -> BlockLine:
        group = groups.get(columns[0])
        wider = indent if room and group is None else 0.0
        return BlockLine(columns, room + wider, gap, group, indent if group else 0.0)

    return StackedLook(labels, tuple(map(line, paired)))


def _room(flow: FlowContext, labels: Sequence[Leaf], values: Sequence[Cell], measure: float, gap: float) -> float:
    """The width of labels beside their values; 0 if there is no room for a word of either."""
    words, widest = _natural(flow, labels)
    longest, _ = _natural(flow, values)
    room = max(words, min(widest, measure * _LABELS - gap)) + 0.01
    fits = room <= measure / 2 - gap and measure - room - gap >= max(longest, _TO_WRITE)
    return room if labels and fits else 0.0


def _compact(flow: FlowContext, node: Table, measure: float, gap: float) -> Iterator[BlockLine]:
    """Lines whose labels have their own width each; columns of equal weight are in pairs where all of them fit so."""
    rows = [row for group in node.groups for row in group.rows]
    labels = node.header.titles if node.header else ()
    for weight, run in groupby(range(len(node.columns)), key=lambda number: node.columns[number].weight):
        columns = [*run]
        values = [[row.cells[number] for row in rows] for number in columns]
        room = _natural(flow, [labels[number] for number in columns])[1] + 0.01
        left = _half(measure, gap) - room - gap
        longest = max(_natural(flow, cells)[1] for cells in values)
        if weight is not None and len(columns) > 1 and left >= max(_TO_WRITE, longest):
            yield from (BlockLine(tuple(columns[at : at + 2]), room, gap) for at in range(0, len(columns), 2))
            continue
        for number, cells in zip(columns, values, strict=True):
            yield BlockLine((number,), _room(flow, [labels[number]], cells, measure, gap), gap)


def _natural(flow: FlowContext, cells: Sequence[Cell]) -> tuple[float, float]:
    """The width of the longest word, and of the longest of these cells on one line."""
    widths = [natural(flow, cell) for cell in cells]
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
    number, count, groups = 0, len(node.columns), grouped(node)
    while number < count:
        both = {number, number + 1} <= short and node.columns[number].weight == node.columns[number + 1].weight
        both = both and groups.get(number) == groups.get(number + 1)
        lines.append((number, number + 1) if both else (number,))
        number += len(lines[-1])
    return tuple(lines)


def _block(flow: FlowContext, blocks: StackedLook, row: Row, area: Extent, first: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(blocks.lines):
        if line.group is not None and (not number or blocks.lines[number - 1].group is not line.group):
            pieces += _over(flow, line.group, row, area)
        pieces += _line(flow, blocks.labels, row, line, area)
    if not first:
        keys = blocks.keys
        for piece in pieces:
            piece.marks = [_furniture(mark, keys) for mark in piece.marks]
    if pieces and not first:
        _ruled_off(pieces[0], area)
    if row.below is not None:
        pieces += below(flow, row.below, area, _PADDING, 0.0)
    if pieces:
        last = () if row.below is not None else blocks.lines[-1].columns
        written = any(not row.cells[number].text.strip() for number in last)
        pieces[-1].after = _WIDE_APART if written else _APART
        together(pieces, LINES if len(pieces) <= 3 else WHOLE if height(pieces) < flow.frame_height else 0.0)
    return pieces


def _over(flow: FlowContext, group: ColumnGroup, row: Row, area: Extent) -> list[Piece]:
    """The title of a group of columns, over their lines."""
    pieces = row_pieces(flow, [set_cell(flow, group.title, area)], RowPlace(row.span, area.region, _PADDING))
    for piece in pieces:
        piece.break_penalty = NEVER
    return pieces


def _line(flow: FlowContext, labels: tuple[Leaf, ...], row: Row, line: BlockLine, area: Extent) -> list[Piece]:
    """One label and its value, or two; the value under the label where there is no room beside it."""
    place = RowPlace(row.span, area.region, _PADDING)
    spots = [(number, line.spot(area, number)) for number in line.columns]
    values = [(row.cells[number], line.value(spot)) for number, spot in spots]
    over: list[SetCell | SetBlocks] = []
    beside: list[SetCell | SetBlocks] = []
    for (number, spot), (leaf, at) in zip(spots, values, strict=True):
        if labels:
            label = SetCell(flow.setter.set(labels[number], line.room or spot.measure), spot.x)
            (beside if line.room else over).append(label)
        beside.append(set_cell(flow, leaf, at))
    above = row_pieces(flow, over, place) if over else []
    for piece in above:
        piece.break_penalty = NEVER
    pieces = row_pieces(flow, beside, place)
    empty = [at for leaf, at in values if not leaf.text.strip()]
    if empty:
        pieces = pieces or [Piece(0.0, [], row.span, region=area.region)]
        pieces = _to_write(pieces, empty, max(WRITING, row.min_height))
    for piece in pieces:
        piece.marks += [cell_box(leaf, at, piece) for leaf, at in values]
    return [*above, *pieces]


def _to_write(pieces: list[Piece], empty: Sequence[Extent], room: float) -> list[Piece]:
    """The pieces with a line for the pen in each empty place, as high as a hand needs, at the label's baseline."""
    tall = sum(piece.height for piece in pieces)
    lower = max(room - tall, _AIR)
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
