"""A table's rows in a golden: a row is a line, its cells between bars, so that a person sees what is in which cell.

The first signs of a line mean that it is the first row of a table (`|=`), a further row (`|`), or the rest of a row
that began on the page before (`|+`).  A bar in a cell's text is written twice.  A cell that covers several columns has
a `|<` for each further one, but not where it is all of its row, as a title between rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from handout.extract import Passage
from handout.extract.passages import NOWHERE, CellPosition
from handout.extract.split import split_where
from handout.regression.golden.texts import jointed, unjointed

_ROW = re.compile(r"\|([=+ ])(.*)\|")
_FURTHER = "<"
"""Right behind a bar, and alone there: the cell before covers this column, too."""
_PARTS = re.compile(r"\|\||\||[^|]+")


class Rows:
    """The rows of tables while a golden is written."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def grouped(self, passages: Iterable[Passage]) -> Iterator[list[Passage]]:
        """Each passage by itself, but the passages of one row together."""
        return split_where(lambda row, passage: not passage.cell or _row(passage) != _row(row[0]), passages)

    def line(self, row: Sequence[Passage]) -> str:
        """The line of a row's passages."""
        table, number = _row(row[0])
        begins = "+" if (table, number) in self._seen else " " if any(seen == table for seen, _ in self._seen) else "="
        self._seen.add((table, number))
        cells: dict[int, list[str]] = {}
        columns: dict[int, int] = {}
        for passage in row:
            assert passage.cell is not None
            cells.setdefault(passage.cell.column, []).append(jointed(passage).replace("|", "||"))
            columns[passage.cell.column] = passage.cell.columns
        said = [" ".join(filter(None, cells.get(number, []))) for number in range(1, max(cells) + 1)]
        if len(said) > 1:
            said = [text + f" |{_FURTHER}" * (columns.get(number, 1) - 1) for number, text in enumerate(said, 1)]
        return f"|{begins} {' | '.join(said)} |"


def _row(passage: Passage) -> tuple[int, int]:
    return (passage.cell.table, passage.cell.row) if passage.cell else (0, 0)


class RowReader:
    """The rows of tables while a golden is read."""

    def __init__(self) -> None:
        self._table = self._row = 0

    def cells(self, line: str, section: tuple[str, ...]) -> list[Passage] | None:
        """The passages of a line that is a row; None for any other."""
        match = _ROW.fullmatch(line)
        if match is None:
            return None
        more = match[1] == "+" and self._row > 0
        if match[1] == "=" or not self._table:
            self._table, self._row = self._table + 1, 0
        self._row += not more
        found = []
        for column, (marked, columns) in enumerate(_cells(match[2]), 1):
            if marked or not more:
                text, joins = unjointed(marked)
                cell = CellPosition(self._table, self._row, column, columns)
                found.append(Passage(section, "", text, NOWHERE, more, joins, cell))
        return found


def _cells(cells: str) -> Iterator[tuple[str, int]]:
    """The texts of a line's cells, and how many columns each covers."""
    found = [""]
    for part in _PARTS.findall(cells):
        if part == "|":
            found.append("")
        else:
            found[-1] += "|" if part == "||" else part
    while found:
        text, columns = found.pop(0).strip(), 1
        while found and found[0].rstrip() == _FURTHER:
            found.pop(0)
            columns += 1
        yield text, columns
