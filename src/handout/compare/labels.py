"""The label of a cell or a meaning: the head of its row, or the term. `20 mg` alone says no week."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from handout.extract.passages import CellPosition


class LabelledText(NamedTuple):
    """A passage's role and words, and the cell that it is in, where that is known."""

    role: str
    text: str
    cell: CellPosition | None = None


def labels(passages: Sequence[LabelledText]) -> list[str]:
    """For each passage its label; empty if it has none."""
    rows = {_row(said.cell): said for said in passages if said.cell is not None and said.cell.column == 1}
    found: list[str] = []
    while len(found) < len(passages):
        at = len(found)
        cells = [*takewhile(_placeless, passages[at : at + _LONGEST])]
        if (cell := passages[at].cell) is not None:
            head = rows.get(_row(cell))
            found.append(head.text if head and head.role == "TH" != passages[at].role else "")
        elif cells:
            found += _cells(cells)
        else:
            before = passages[at - 1] if at else LabelledText("", "")
            term = before.role == "Lbl" and passages[at].role == "LBody" and any(map(str.isalpha, before.text))
            found.append(before.text if term else "")
    return found


def heads(passages: Sequence[LabelledText]) -> list[str]:
    """For each passage in a table the first words of its row and of its column; empty for other passages."""
    texts = {
        said.cell: said.text for said in passages if said.cell is not None and 1 in (said.cell.row, said.cell.column)
    }

    def place(cell: CellPosition) -> str:
        row = texts.get(CellPosition(cell.table, cell.row, 1), "") if cell.column > 1 else ""
        column = texts.get(CellPosition(cell.table, 1, cell.column), "") if cell.row > 1 else ""
        return ", ".join(filter(None, (row, column)))

    return [place(said.cell) if said.cell is not None else "" for said in passages]


def _row(cell: CellPosition) -> tuple[int, int]:
    return cell.table, cell.row


def _placeless(said: LabelledText) -> bool:
    return said.role in ("TH", "TD") and said.cell is None


_LONGEST = 5000
"""Cells of a table that are compared together."""


def _cells(cells: Sequence[LabelledText]) -> list[str]:
    runs = [(role, [*run]) for role, run in groupby(cells, key=lambda said: said.role)]
    bodies = [len(run) for role, run in runs if role == "TD"]
    heads = len(runs[0][1]) if runs[0][0] == "TH" else 0
    # The header row and the head of the first row are one run; a single run must be longer by one than a row.
    headed = len(bodies) > 1 or bodies == [heads - 2]
    found: list[str] = []
    head = ""
    for role, run in runs:
        if role == "TH":
            found += [""] * len(run)
            head = run[-1].text
        else:
            found += [head if headed else ""] * len(run)
    return found
