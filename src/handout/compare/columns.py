"""Columns that are new or gone: reported as columns, not as a cell of each row.

Tables are paired in their order, by the cells of their first rows; where those of the one are those of the other and
more, what is more are columns.  All their words are in the change, so whatever a pair is, nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from handout.compare.align import equal_pairs, gaps
from handout.compare.cells import EMPTY
from handout.compare.change import Change, one_sided
from handout.compare.flows import FlowedPassage, flows_of
from handout.extract.passages import CellPosition, PdfReading


class OwnColumns(Struct, frozen=True):
    """The columns that only one of two documents has: their cells, and the changes that report them."""

    gone: frozenset[CellPosition] = frozenset()
    come: frozenset[CellPosition] = frozenset()
    changes: tuple[Change, ...] = ()


@dataclass
class _TableCells:
    """A table's cells."""

    cells: dict[CellPosition, FlowedPassage]

    @property
    def head(self) -> tuple[str, ...]:
        """The words of its first row."""
        return tuple(flow.text for cell, flow in self.cells.items() if cell.row == 1)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above it."""
        return next(iter(self.cells.values())).first.section

    def column(self, number: int) -> list[FlowedPassage]:
        """The cells of a column; a row of one cell is a title over all columns."""
        widths = Counter(cell.row for cell in self.cells)
        return [flow for cell, flow in self.cells.items() if cell.column == number and widths[cell.row] > 1]


def changed_columns(old: PdfReading, new: PdfReading) -> OwnColumns:
    """The columns that are in only one of two documents."""
    gone: set[CellPosition] = set()
    come: set[CellPosition] = set()
    changes: list[Change] = []
    for was, now in _paired([*_tables(old)], [*_tables(new)]):
        for table, other, found in ((was, now, gone), (now, was, come)):
            for number in _more(table.head, other.head):
                flows = table.column(number)
                found.update(flow.first.cell for flow in flows if flow.first.cell)
                changes.append(_change(flows, removed=found is gone))
    return OwnColumns(frozenset(gone), frozenset(come), tuple(changes))


def _tables(reading: PdfReading) -> Iterator[_TableCells]:
    tables: dict[int, _TableCells] = {}
    for flow in flows_of(reading):
        if (cell := flow.first.cell) is not None:
            tables.setdefault(cell.table, _TableCells({})).cells[cell] = flow
    yield from tables.values()


def _paired(old: Sequence[_TableCells], new: Sequence[_TableCells]) -> Iterator[tuple[_TableCells, _TableCells]]:
    """Pairs of tables, between tables with equal first rows, in which one table has the columns of the other."""
    pairs = equal_pairs([table.head for table in old], [table.head for table in new])
    for gap in gaps(pairs, len(old), len(new)):
        for was, now in zip(old[gap.old : gap.old_end], new[gap.new : gap.new_end], strict=False):
            if _more(was.head, now.head) or _more(now.head, was.head):
                yield was, now


def _more(head: Sequence[str], other: Sequence[str]) -> list[int]:
    """The further columns of a head that has all columns of another head, and at most twice as many; else none."""
    if not len(other) < len(head) <= 2 * len(other):
        return []
    shared = {at for at, _ in equal_pairs(head, other)}
    return [at + 1 for at in range(len(head)) if at not in shared] if len(shared) == len(other) else []


def _change(flows: Sequence[FlowedPassage], *, removed: bool) -> Change:
    words = " ".join(flow.text or EMPTY for flow in flows)
    change = one_sided(words, flows[0].pages[0][1], removed=removed)
    return replace(change, section=flows[0].first.section, column=True)
