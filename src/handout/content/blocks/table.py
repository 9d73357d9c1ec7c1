"""`table`: columns, and rows or groups of rows."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from msgspec.structs import replace

from handout import document
from handout.content.blocks.column_widths import too_wide
from handout.content.blocks.medicines import BLANK_HEIGHT, grown
from handout.content.blocks.table_cells import Cell, cells_schema, read_cells
from handout.content.blocks.table_columns import Column, apart, column_groups
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.content.texts import MarkedTitle
from handout.diagnostics import counted
from handout.inline.runs import Field
from handout.source.decoder import BAD, Decoder, shown
from handout.source.fields import Doc, Least, Range, Reads, fields_of
from handout.source.scalars import Length
from handout.source.values import Mapping, Value

WIDEST_STACKED = 3
"""Columns; above the scale `clear` a wider table is set as blocks of label and value."""


class Row(Node, frozen=True, kw_only=True):
    """A row: a cell for every column."""

    cells: Annotated[tuple[Cell, ...], Reads(read_cells, cells_schema), Doc("Its cells.")]

    HIDDEN: ClassVar[tuple[str, ...]] = NOT_LINKED
    SHORT: ClassVar[str] = "cells"

    @property
    def written(self) -> bool:
        """Whether it is for the pen: it has no words behind its first cell."""
        return all(cell.blank for cell in self.cells[1:] or self.cells)

    @classmethod
    def __read__(cls, value: Value, reader: Decoder) -> Any:
        if isinstance(value, Mapping):
            keys = [key for key, _ in value.entries]
            if keys and not any(key.text in fields_of(cls) for key in keys):
                message = f"expected a list of cells, found the key '{shown(keys[0].text)}'"
                hint = "write [cell, cell], and put a cell with a colon in quotes"
                return reader.say(keys[0], message, hint, "expected-list")
            return reader.struct(cls, value)
        cells = read_cells(value, reader)
        return BAD if cells is BAD else cls(cells=cells, span=value.span)


class Group(Node, frozen=True, kw_only=True):
    """Rows under a title of their own."""

    HIDDEN: ClassVar[tuple[str, ...]] = NOT_LINKED
    title: Annotated[MarkedTitle, Doc("Kept with its first row, repeated on a new page.")]
    rows: Annotated[tuple[Row, ...], Doc("Its rows.")] = ()
    blank_rows: Annotated[int, Range(0, 50), Doc("Rows to fill in by hand.")] = 0


class Table(Block, frozen=True, kw_only=True):
    """A table; the widths of its columns are measured."""

    KIND: ClassVar[str] = "table"
    columns: Annotated[tuple[Column, ...], Doc("Its columns, each a title or {title, audience, align}.")]
    rows: Annotated[tuple[Row, ...], Doc("Its rows, each a list of cells.")] = ()
    groups: Annotated[tuple[Group, ...], Doc("Groups of rows instead, each with a title.")] = ()
    caption: Annotated[MarkedTitle | None, Doc("Above it.")] = None
    row_headers: Annotated[bool, Doc("Whether the first cell of a row is its header.")] = True
    blank_rows: Annotated[int, Range(0, 50), Doc("Rows to fill in by hand, after the others.")] = 0
    row_height: Annotated[
        Length | None, Doc("The least height of a row, as 12mm."), Least("5mm", "nobody could write in it")
    ] = None

    def checked(self, reader: Decoder) -> Any:
        """The table with each cell narrowed by its column; BAD when rows don't fit the columns."""
        if self.groups and (self.rows or self.blank_rows):
            message = "a table has rows or groups, not both" if self.rows else "a table with groups has no blank-rows"
            hint = "" if self.rows else "write blank-rows in a group"
            return reader.say(self.span, message, hint, code="empty-table")
        if not (self.rows or self.groups or self.blank_rows):
            return reader.say(self.span, "the table has no rows", code="empty-table")
        if not self.columns:
            return reader.say(self.span, "the table has no columns", code="empty-table")
        printed = [column.width for column in self.columns if column.audience is None]
        if len(printed) == len(self.columns) and too_wide(printed, reader):
            return BAD
        if parted := apart(self.columns):
            message = "the columns of one group must be side by side"
            return reader.say(parted.span, message, "put this column next to the others of its group", "column-group")
        rows = self._fitted(self.rows, reader)
        groups = []
        for group in self.groups:
            if not (group.rows or group.blank_rows):
                return reader.say(group.span, "the group has no rows", code="empty-table")
            fitted = self._fitted(group.rows, reader)
            groups.append(BAD if fitted is BAD else replace(group, rows=fitted))
        if rows is BAD or any(group is BAD for group in groups):
            return BAD
        return replace(self, rows=rows, groups=tuple(groups))

    def _fitted(self, rows: tuple[Row, ...], reader: Decoder) -> Any:
        wrong = [row for row in rows if len(row.cells) != len(self.columns)]
        for row in wrong:
            message = f"the row has {counted(len(row.cells), 'cell')}, the table {counted(len(self.columns), 'column')}"
            more = len(row.cells) > len(self.columns)
            hint = "quote a cell that has a comma in it" if more else 'write "" for an empty cell'
            reader.say(row.span, message, hint, "ragged-table")
        if wrong:
            return BAD
        values = [cell for row in rows for cell in self._values_at_decimals(row)]
        for cell in values:
            message = "a patient's value can't be aligned at its decimal sign"
            reader.say(cell.span, message, "write align: right for this column", "decimal-field")
        if values:
            return BAD
        return tuple(replace(row, cells=tuple(self._narrowed(row))) for row in rows)

    def _values_at_decimals(self, row: Row) -> Iterator[Cell]:
        """The cells that print a patient's value in a column that is aligned at the decimal sign."""
        for cell, column in zip(row.cells, self.columns, strict=True):
            fields = (run for run in cell.text.every_run if isinstance(run, Field) and run.expression.field)
            if column.align == "decimal" and any(fields):
                yield cell

    def _narrowed(self, row: Row) -> Iterator[Cell]:
        """The cells of a row, each for the audiences of its column only."""
        for cell, column in zip(row.cells, self.columns, strict=True):
            yield replace(cell, limit=column.audience)

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """The table; the first column bold where it heads its rows."""
        caption = composer.leaf("caption", self.caption) if self.caption else None
        over = column_groups(self.columns, composer)
        head = tuple(composer.leaf("cell-head", column.title) for column in self.columns)
        groups = [] if self.groups else [document.Group(title=None, rows=self._rows(self, composer))]
        groups += [
            _titled(composer.leaf("group", group.title, group.labels), self._rows(group, composer), composer)
            for group in self.groups
        ]
        yield document.Table(
            columns=tuple(_column(column, composer) for column in self.columns),
            header=document.Row(cells=head, span=self.span),
            groups=tuple(groups),
            column_groups=over,
            caption=caption,
            row_headers=self.row_headers,
            ruled=self._written,
            stacked=composer.stacked and len(self.columns) > WIDEST_STACKED,
            id=composer.target(self.id),
            span=self.span,
        )

    @property
    def _written(self) -> bool:
        """Whether it is a form, a grid with room for the pen: that is asked for, or a row or a column is for the pen.

        Without rules, an empty row between printed ones is a gap, and below the last one it can't be seen at all.
        """
        asked = self.row_height or self.blank_rows or any(group.blank_rows for group in self.groups)
        return bool(asked or self._column_written or any(row.written for row in self._every_row))

    @property
    def _column_written(self) -> bool:
        """Whether a column has a title and no words: each of its cells is for the pen."""
        # A row that lacks a cell is found when the layout is verified.
        columns = zip(*(row.cells for row in self._every_row), strict=False)
        return any(all(cell.blank for cell in column) for column in columns)

    @property
    def _every_row(self) -> list[Row]:
        return [*self.rows, *(row for group in self.groups for row in group.rows)]

    def _rows(self, part: "Table | Group", composer: Composer) -> tuple[document.Row, ...]:
        least, empty = self.row_height or 0.0, self.row_height or BLANK_HEIGHT
        written = self._column_written
        rows = [
            (tuple(self._cells(row, composer)), empty if written or row.written else least, row.span)
            for row in part.rows
        ]
        for _ in range(part.blank_rows):
            cells = tuple(composer.words("cell", "", part.span) for _ in self.columns)
            rows.append((cells, empty, part.span))
        scale = composer.scale
        return tuple(document.Row(cells=cells, min_height=grown(high, scale), span=span) for cells, high, span in rows)

    def _cells(self, row: Row, composer: Composer) -> Iterator[document.Cell]:
        for at, cell in enumerate(row.cells):
            role = "cell-label" if self.row_headers and not at else "cell"
            yield cell.compose(role, () if at else row.labels, composer)


def _titled(title: document.Leaf, rows: tuple[document.Row, ...], composer: Composer) -> document.Group:
    """Rows under a title, which says on a new page that they go on there."""
    word = document.Run(text=f" {composer.word('continued')}")
    again = replace(title, key=composer.key(), runs=(*title.runs, word))
    return document.Group(title=title, rows=rows, continued=again)


def _column(column: Column, composer: Composer) -> document.Column:
    share, points = (column.width.share, column.width.points) if column.width else (None, None)
    if column.align == "decimal":
        return document.Column(weight=share, width=points, decimal_sign=composer.decimal_sign)
    return document.Column(align=column.align, weight=share, width=points)
