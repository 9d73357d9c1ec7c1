"""The lines of a block of a table too wide: which columns share a line, and how wide its labels are.

Labels are set beside their values, or above them where that leaves no room for a word.  Short values share a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from handout.document import Cell, ColumnGroup, Leaf, Table
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.nodes.cells import natural
from handout.layout.nodes.column_groups import grouped
from handout.source.units import MM

_LABELS = 0.4
"""The widest that the labels' column gets, as a share of the measure, if each of their words fits into it."""
_TO_WRITE = 25 * MM
"""Beside a label, at least."""
_HAND = 6.0
"""Ems of a line to write on, at least, that shares its line with another: who needs large print writes large."""


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
        """The keys of the leaves that every block has."""
        titles = [line.group.title for line in self.lines if line.group]
        return {leaf.key for leaf in (*self.labels, *titles)}


def _half(measure: float, gap: float) -> float:
    return (measure - gap) / 2


def measured(flow: FlowContext, node: Table, measure: float) -> StackedLook:
    """By static words alone, so that every patient's document has the same blocks."""
    rows = [row for group in node.groups for row in group.rows]
    labels = node.header.titles if node.header else ()
    size = max((flow.setter.styles[cell.role].size for row in rows for cell in row.cells), default=12.0)
    gap = 0.7 * size
    if node.compact and labels:
        return StackedLook(labels, tuple(_compact(flow, node, measure, gap)))
    groups, indent = grouped(node), 1.5 * gap if node.column_groups else 0.0
    room = _room(flow, labels, [leaf for row in rows for leaf in row.cells], measure - indent, gap)
    paired = _paired(node, _short(flow, node, _half(measure - indent, gap) - room - gap, size) if room else set())

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


def _short(flow: FlowContext, node: Table, room: float, size: float) -> set[int]:
    """The columns whose values need no more room, nor a hand that writes as large as the type of this size.

    Of those with equal weights all or none.
    """
    rows = [row for group in node.groups for row in group.rows]
    numbers = range(1 if node.row_headers else 0, len(node.columns))
    longer = {n for n in numbers if _natural(flow, [row.cells[n] for row in rows])[1] > room}
    if room < _HAND * size:
        longer |= {n for n in numbers if any(not row.cells[n].text.strip() for row in rows)}
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
