"""Titles over groups of columns: a row over the header of a grid, or lines in a block of labels and values."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from handout.document import ColumnGroup, Table
from handout.fonts.totals import total
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import Piece, rule_across
from handout.layout.nodes.cells import natural, set_cell
from handout.layout.nodes.rows import RowPlace, row_pieces

_HAIRLINE = 0.5


class Columns(Struct, frozen=True):
    """Where the columns of a grid are."""

    words: Sequence[Extent]
    """The rooms of the header's cells."""
    rules: Sequence[Extent]
    """From where to where a rule under them goes."""
    color: str


def over_header(flow: FlowContext, node: Table, columns: Columns, place: RowPlace) -> list[Piece]:
    """The row of titles, each over its columns with a rule under it."""
    if not node.column_groups:
        return []
    cells = [set_cell(flow, group.title, spot(group, columns.words)) for group in node.column_groups]
    pieces = row_pieces(flow, cells, place)
    under = [spot(group, columns.rules) for group in node.column_groups]
    for piece in pieces[-1:]:
        piece.marks += [rule_across(at.x, -piece.height, at.measure, columns.color, _HAIRLINE) for at in under]
    return pieces


def spot(group: ColumnGroup, columns: Sequence[Extent]) -> Extent:
    """Over all columns of a group."""
    first, last = columns[group.first], columns[group.first + group.count - 1]
    return structs.replace(first, measure=last.x + last.measure - first.x)


def missing(flow: FlowContext, group: ColumnGroup, least: Sequence[float], padding: float) -> float:
    """How much wider each column of a group must be, so that no word of its title is broken."""
    word = natural(flow, group.title)[0] + padding + 0.01
    return max(word - total(least[group.first : group.first + group.count]), 0.0) / group.count


def grouped(node: Table) -> dict[int, ColumnGroup]:
    """The group of each column that has one."""
    return {column: group for group in node.column_groups for column in range(group.first, group.first + group.count)}
