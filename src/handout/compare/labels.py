"""What a cell or a meaning is of: the head of its row, or the term. `20 mg` alone tells no week."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile
from typing import NamedTuple


class Said(NamedTuple):
    """A passage's role and words."""

    role: str
    text: str


def labels(passages: Sequence[Said]) -> list[str]:
    """For each passage what stands before it as its label; empty where there is none."""
    found: list[str] = []
    while len(found) < len(passages):
        at = len(found)
        cells = [*takewhile(lambda said: said.role in ("TH", "TD"), passages[at : at + _LONGEST])]
        if cells:
            found += _cells(cells)
        else:
            before = passages[at - 1] if at else Said("", "")
            term = before.role == "Lbl" and passages[at].role == "LBody" and any(map(str.isalpha, before.text))
            found.append(before.text if term else "")
    return found


_LONGEST = 5000
"""Cells of a table that are looked at together."""


def _cells(cells: Sequence[Said]) -> list[str]:
    runs = [(role, [*run]) for role, run in groupby(cells, key=lambda said: said.role)]
    bodies = [len(run) for role, run in runs if role == "TD"]
    heads = len(runs[0][1]) if runs[0][0] == "TH" else 0
    # A table's head and its first row's are one run; if that is the only one, it must be longer by one than a row.
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
