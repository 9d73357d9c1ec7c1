"""Where a table's cells and boxes begin, as marks among the words: a word in another cell is another word.

A mark stands for a cell's place: what changes its cell moves past marks, and a cell without words is a mark alone.  A
cell that covers several columns, as the title of a group does, has a mark for each.  So nothing but equal rows of equal
cells have equal words.
"""

from __future__ import annotations

from handout.extract.passages import CellPosition, PdfReading

TABLE, ROW, CELL = "\x1d", "\x1e", "\x1f"
"""Before the first cell of a table, that of a row, and any other; extracted text has no such characters."""
BOX, END = "\x0e", "\x0f"
"""Where a box begins, and where it ends."""
LIST, END_LIST = "\x10", "\x11"
"""Where a list in an item begins, and where it ends."""
CELLS = frozenset({TABLE, ROW, CELL})
MARKS = {
    TABLE: "‹table›", ROW: "‹row›", CELL: "‹cell›",
    BOX: "‹box›", END: "‹end of box›", LIST: "‹list›", END_LIST: "‹end of list›",
}  # fmt: skip
"""How the marks are shown where nothing else differs."""
EMPTY = "‹empty›"
"""How a cell without words is shown."""


class Marks:
    """The marks of one document's cells, in reading order."""

    def __init__(self) -> None:
        self._tables: set[int] = set()
        self._rows: set[tuple[int, int]] = set()

    def of(self, cell: CellPosition, *, wide: bool) -> list[str]:
        """The mark before the words of the next cell; one more for each further column that it covers, if `wide`."""
        row = cell.table, cell.row
        mark = CELL if row in self._rows else ROW if cell.table in self._tables else TABLE
        self._tables.add(cell.table)
        self._rows.add(row)
        return [mark, *[CELL] * (cell.columns - 1 if wide else 0)]


def has_lists(reading: PdfReading) -> bool:
    """Whether the items of a document's lists are known; a golden has no lists."""
    return reading.tagged and any(passage.depth for page in reading.pages for passage in page.passages)


def has_cells(reading: PdfReading) -> bool:
    """Whether the cells of a document's words are known."""
    return reading.tagged and any(passage.cell for page in reading.pages for passage in page.passages)


def has_wide_cells(reading: PdfReading) -> bool:
    """Whether it is known how many columns a cell covers; an older golden says nothing of it."""
    cells = (passage.cell for page in reading.pages for passage in page.passages)
    return reading.tagged and any(cell is not None and cell.columns > 1 for cell in cells)
