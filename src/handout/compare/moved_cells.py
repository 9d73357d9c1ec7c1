"""Cells that stand in another column of their row, as a dose that is taken at another time of day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from handout.compare.align import IndexPair
from handout.compare.words import WordSequence

RowNumber = tuple[int, int]
"""The numbers of the table and the row."""


def row(text: WordSequence, words: Sequence[int]) -> RowNumber | None:
    """The row that words stand in; None for words in several, or in no table."""
    cells = {text.cells[text.words[at].passage] for at in words}
    rows = {(cell.table, cell.row) for cell in cells if cell}
    return rows.pop() if len(rows) == 1 and None not in cells else None


def _rank(text: WordSequence, passage: int) -> int:
    """Which cell of its row it is, without those of columns that came or went."""
    start = passage
    while start and row(text, [text.starts[start - 1]]) == row(text, [text.starts[passage]]):
        start -= 1
    return passage - start


def shifted(
    texts: tuple[WordSequence, WordSequence],
    pairs: Sequence[IndexPair],
    rows: tuple[Set[RowNumber | None], Set[RowNumber | None]],
) -> Iterator[IndexPair]:
    """Of words that are equal in both texts, the first of each cell that is in another column of one of these rows."""
    old, new = texts
    seen: set[IndexPair] = set()
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        passages = old.words[i].passage, new.words[j].passage
        was, now = old.cells[passages[0]], new.cells[passages[1]]
        if was is None or now is None or passages in seen or not new.spoken([j]):
            continue
        if _rank(old, passages[0]) != _rank(new, passages[1]) and (
            (was.table, was.row) in rows[0] or (now.table, now.row) in rows[1]
        ):
            seen.add(passages)
            yield i, j
