"""Cells with the same words in another place: in another column of their row, or under another head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handout.compare.align import IndexPair
from handout.compare.words import WordSequence

RowNumber = tuple[int, int]
"""The numbers of the table and the row."""


def row(text: WordSequence, words: Sequence[int]) -> RowNumber | None:
    """The row that words are in; None for words in several rows, or in no table."""
    cells = {text.cells[text.passage(at)] for at in words}
    rows = {(cell.table, cell.row) for cell in cells if cell}
    return rows.pop() if len(rows) == 1 and None not in cells else None


def _column(text: WordSequence, passage: int) -> int:
    """The number of a cell in its row, without the cells of columns that are new or gone."""
    start = passage
    while start and row(text, [text.starts[start - 1]]) == row(text, [text.starts[passage]]):
        start -= 1
    return passage - start


def _first_words(old: WordSequence, new: WordSequence, pairs: Sequence[IndexPair]) -> Iterator[IndexPair]:
    """Of pairs of equal words, the first word of each cell."""
    seen: set[IndexPair] = set()
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        passages = old.passage(i), new.passage(j)
        in_cells = old.cells[passages[0]] is not None and new.cells[passages[1]] is not None
        if in_cells and passages not in seen and new.spoken([j]):
            seen.add(passages)
            yield i, j


def shifted(old: WordSequence, new: WordSequence, pairs: Sequence[IndexPair]) -> Iterator[IndexPair]:
    """Of pairs of equal words, the first of each cell that is in another column, as a dose at another time of day."""
    for i, j in _first_words(old, new, pairs):
        if _column(old, old.passage(i)) != _column(new, new.passage(j)):
            yield i, j


class _Heads:
    """The passages that begin the rows and columns of a text's tables."""

    def __init__(self, text: WordSequence) -> None:
        self._rows: dict[RowNumber, int] = {}
        self._columns: dict[tuple[int, int], int] = {}
        self._cells = text.cells
        placed = [(cell, passage) for passage, cell in enumerate(text.cells) if cell is not None]
        for cell, passage in sorted(placed):
            self._columns.setdefault((cell.table, cell.column), passage)
            self._rows.setdefault((cell.table, cell.row), passage)

    def of(self, passage: int) -> IndexPair:
        """The first passages of a cell's row and of its column."""
        cell = self._cells[passage]
        assert cell is not None
        return self._rows[cell.table, cell.row], self._columns[cell.table, cell.column]


def misplaced(old: WordSequence, new: WordSequence, pairs: Sequence[IndexPair]) -> Iterator[IndexPair]:
    """Of pairs of equal words, the first of each cell that is in the same row, and under another head.

    This is for files without tags, whose tables are guessed.  A guess depends on where lines break, so it says nothing
    of empty cells, or of how many there are.  But a cell whose row begins with the same words as before, and whose
    column begins with other words that the old file has too, is in another place.
    """
    became: dict[int, int] = {}
    for i, j in sorted(pairs):
        became.setdefault(old.passage(i), new.passage(j))
    heads_old, heads_new = _Heads(old), _Heads(new)
    for i, j in _first_words(old, new, pairs):
        (row_old, column_old), (row_new, column_new) = heads_old.of(old.passage(i)), heads_new.of(new.passage(j))
        heads = (row_old, column_old, row_new, column_new)
        if old.passage(i) in heads[:2] or new.passage(j) in heads[2:] or became.get(row_old) != row_new:
            continue
        if column_old in became and became[column_old] != column_new and column_new in became.values():
            yield i, j
