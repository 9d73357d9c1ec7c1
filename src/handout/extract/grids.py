"""Tables in files without tags: paragraphs that are side by side in columns.

This is a guess from the order in which text is drawn: a row goes to the right, and a column is what is below each
other. Text set in columns is drawn column by column, so it isn't a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from handout.extract.passages import CellPosition
from handout.extract.pieces import TextPiece
from handout.extract.split import split_where

GridText = tuple[TextPiece, ...]
Interval = tuple[float, float]
"""Where it begins and ends, from the left."""

_SAME_ROW = 0.5
"""Between the first baselines of a row's cells, of the type's size."""


@dataclass
class _RowsInColumns:
    """Rows while they fit into columns."""

    columns: list[Interval] = field(default_factory=list)
    rows: list[list[GridText]] = field(default_factory=list)

    def take(self, row: list[GridText]) -> bool:
        """Adds a row; False if the row isn't of this table."""
        if self.rows and row[0][0].base <= self.rows[-1][0][0].base:
            return False
        columns = self.columns
        for paragraph in row:
            span = _span(paragraph)
            met = [column for column in columns if column[0] < span[1] and span[0] < column[1]]
            if len(met) > 1:
                return False
            around = min([span[0], *(left for left, _ in met)]), max([span[1], *(right for _, right in met)])
            columns = [column for column in columns if column not in met] + [around]
        self.columns = columns
        self.rows.append(row)
        return True

    def cells(self, table: int) -> Iterator[tuple[GridText, CellPosition]]:
        """The cells of all rows; none if it isn't a table.  Rows of one cell at the end are text below the table."""
        while self.rows and len(self.rows[-1]) == 1:
            self.rows.pop()
        columns = sorted(self.columns)
        if sum(len(row) > 1 for row in self.rows) < 2 or any(a[1] > b[0] for a, b in pairwise(columns)):
            return
        for number, row in enumerate(self.rows, 1):
            for paragraph in row:
                left = _span(paragraph)[0]
                column = next(at for at, (_, right) in enumerate(columns, 1) if left < right)
                yield paragraph, CellPosition(table, number, column)


def cells(paragraphs: Sequence[GridText], before: int) -> dict[GridText, CellPosition]:
    """The cells among a page's paragraphs, `before` tables being on earlier pages."""
    found: dict[GridText, CellPosition] = {}
    grid, table = _RowsInColumns(), before + 1
    for row in [*_rows(paragraphs), []]:
        if row and (grid.rows or len(row) > 1) and grid.take(row):
            continue
        made = dict(grid.cells(table))
        found |= made
        table += bool(made)
        grid = _RowsInColumns()
        if len(row) > 1:
            grid.take(row)
    return found


def _rows(paragraphs: Sequence[GridText]) -> Iterator[list[GridText]]:
    def begins(row: list[GridText], paragraph: GridText) -> bool:
        first, of_row = paragraph[0], row[0][0]
        level = abs(first.base - of_row.base) < _SAME_ROW * max(first.size, of_row.size)
        return not level or _span(paragraph)[0] < _span(row[-1])[1]

    return split_where(begins, paragraphs)


def _span(paragraph: GridText) -> Interval:
    return min(piece.box[0] for piece in paragraph), max(piece.box[2] for piece in paragraph)
