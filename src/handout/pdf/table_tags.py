"""The tags of tables: Table, THead, TBody, TR, TH and TD, and which cells are headers of which.

A reader finds a cell's headers by the algorithm of ISO 32000-1, 14.8.5.7: it goes to the left and up from the cell, and
takes the headers whose Scope leads to it.  Going up, it stops at the first header that has another header or a cell
above it.  So under the title of a group of rows a column's header would be lost.  Tables with groups name the headers
of each cell instead (`StructElem.headers`), which comes before the algorithm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from handout.document import Cell, CellBlocks, Group, Leaf, Node, Row, Table
from handout.pdf.struct_elems import Annotated, Content, StructElem

MadeLeaf = Callable[[Leaf, str], StructElem]
MadeNodes = Callable[[Sequence[Node]], "list[StructElem | Content | Annotated]"]


class TableTags:
    """The element of one table, made by the functions that make elements of leaves and of nodes."""

    def __init__(self, table: Table, leaf: MadeLeaf, nodes: MadeNodes) -> None:
        self._table, self._leaf, self._nodes = table, leaf, nodes
        self._explicit = bool(table.column_groups) or any(group.title is not None for group in table.groups)
        self._columns: list[tuple[StructElem, ...]] = [()] * len(table.columns)
        """The headers of each column, the outer one first."""

    def element(self) -> StructElem:
        """The table with its caption, header and rows."""
        made = StructElem("Table")
        if self._table.caption is not None:
            made.kids.append(self._leaf(self._table.caption, "Caption"))
        if self._table.header is not None:
            made.kids.append(StructElem("THead", [*self._header(self._table.header)]))
        made.kids += [self._group(group) for group in self._table.groups]
        return made

    def _header(self, header: Row) -> Iterator[StructElem]:
        """One row, or two: a column without a group spans both, a group spans its columns in the upper one."""
        groups = {group.first: group for group in self._table.column_groups}
        if not groups:
            cells = [self._cell(leaf, "TH", _scope("Column")) for leaf in header.titles]
            self._columns = [(cell,) for cell in cells]
            yield StructElem("TR", [*cells])
            return
        upper: list[StructElem] = []
        lower: list[StructElem] = []
        at = 0
        while at < len(header.titles):
            group = groups.get(at)
            if group is None:
                upper.append(self._cell(header.titles[at], "TH", _scope("Column", rows=2)))
                self._columns[at] = (upper[-1],)
                at += 1
                continue
            over = self._cell(group.title, "TH", _scope("Column", columns=group.count))
            upper.append(over)
            for leaf in header.titles[at : at + group.count]:
                lower.append(self._cell(leaf, "TH", _scope("Column"), (over,)))
                self._columns[at] = (over, lower[-1])
                at += 1
        yield StructElem("TR", [*upper])
        yield StructElem("TR", [*lower])

    def _group(self, group: Group) -> StructElem:
        body = StructElem("TBody")
        title: tuple[StructElem, ...] = ()
        if group.title is not None:
            # The title is above the columns that it spans: a header of columns, and its rows are a body of their own.
            title = (self._cell(group.title, "TH", _scope("Column", len(self._table.columns))),)
            body.kids.append(StructElem("TR", [*title]))
        body.kids += [made for row in group.rows for made in self._row(row, title)]
        return body

    def _row(self, row: Row, title: tuple[StructElem, ...]) -> Iterator[StructElem]:
        header = self._table.row_headers
        both = header and row.below is not None
        cells: list[StructElem] = []
        for column, cell in enumerate(row.cells):
            head = header and not column
            before = tuple(cells[:1]) if header else ()
            attributes = _scope("Row", rows=1 + both) if head else b""
            cells.append(
                self._cell(cell, "TH" if head else "TD", attributes, (*self._columns[column], *title, *before))
            )
        yield StructElem("TR", [*cells])
        if row.below is not None:
            # The first cell heads both rows, so it spans them here; on the page the line has the full width.
            before = tuple(cells[:1]) if header else ()
            below = self._cell(row.below, "TD", _spans(len(row.cells) - both), (*title, *before))
            yield StructElem("TR", [below])

    def _cell(self, cell: Cell, role: str, attributes: bytes, headers: tuple[StructElem, ...] = ()) -> StructElem:
        made = StructElem(role, self._nodes(cell.children)) if isinstance(cell, CellBlocks) else self._leaf(cell, role)
        made.cell, made.headers = attributes, headers if self._explicit else ()
        return made


def _scope(scope: str, columns: int = 1, rows: int = 1) -> bytes:
    return b"/Scope/%s" % scope.encode() + _spans(columns) + (b"/RowSpan %d" % rows if rows > 1 else b"")


def _spans(columns: int) -> bytes:
    return b"/ColSpan %d" % columns if columns > 1 else b""
