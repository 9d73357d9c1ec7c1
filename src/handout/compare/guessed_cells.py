"""Words under another head, where a file has no tags and its tables are guessed.

A guess depends on where lines break, so nothing is said of empty cells, or of how many there are.  But what stands in
the row of the same words as before, and under other words that were there before, too, is in another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handout.compare.align import IndexPair
from handout.compare.words import WordSequence
from handout.extract.passages import CellPosition


class _Heads:
    """The passages that begin the rows and columns of a text's tables."""

    def __init__(self, text: WordSequence) -> None:
        self._rows: dict[tuple[int, int], int] = {}
        self._columns: dict[tuple[int, int], int] = {}
        placed = [(cell, passage) for passage, cell in enumerate(text.cells) if cell is not None]
        for cell, passage in sorted(placed, key=lambda each: (each[0], each[1])):
            self._columns.setdefault((cell.table, cell.column), passage)
            self._rows.setdefault((cell.table, cell.row), passage)

    def of(self, cell: CellPosition) -> IndexPair:
        """The first passages of a cell's row and of its column."""
        return self._rows[cell.table, cell.row], self._columns[cell.table, cell.column]


def misplaced(old: WordSequence, new: WordSequence, pairs: Sequence[IndexPair]) -> Iterator[IndexPair]:
    """Of equal words, the first of each passage that stands in the same row, and under another head."""
    became: dict[int, int] = {}
    for i, j in sorted(pairs):
        became.setdefault(old.words[i].passage, new.words[j].passage)
    heads = _Heads(old), _Heads(new)
    seen: set[IndexPair] = set()
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        passages = old.words[i].passage, new.words[j].passage
        was, now = old.cells[passages[0]], new.cells[passages[1]]
        if was is None or now is None or passages in seen:
            continue
        seen.add(passages)
        (row, column), (row_now, column_now) = heads[0].of(was), heads[1].of(now)
        if passages[0] in (row, column) or passages[1] in (row_now, column_now) or became.get(row) != row_now:
            continue
        if column in became and became[column] != column_now and column_now in became.values():
            yield i, j
