"""Sums of lengths: the same on every version of Python, and no built-in sum of lengths beside them."""

from __future__ import annotations

import ast
from pathlib import Path

import handout
from handout.fonts.totals import total

COUNTS = {
    "sum((1 for one, other in zip(left, right, strict=False) if one is other))",
    "sum((1 for piece in pieces if any((isinstance(mark, TextItem) for mark in piece.marks))))",
    "sum((piece.cut_off for piece in pieces))",
    "sum((_ends_badly(pieces, rooms, page, first=not number) for number, page in enumerate(pages[:-1])))",
    "sum((flow.setter.count(leaf, max(room - indent, 1.0)) for leaf, indent in _indented(flow, cell)))",
    "sum((len(fill(words, measure)) for _, words in stretches(static.text, found)))",
    "sum(map(max, rows))",
    "sum((count * count for row in rows for count in row))",
    "sum(map(str.isalnum, text[found.ends[-2]:found.ends[-1] or None]))",
}
"""Sums of whole numbers, which are exact everywhere."""


def test_lengths_are_added_one_after_the_other() -> None:
    """What each step rounds away stays away, as it does in a loop."""
    lengths = [0.1] * 10
    assert total(lengths) == 0.9999999999999999
    assert total(iter(())) == 0


def test_layout_adds_lengths_nowhere_else() -> None:
    found = set()
    for path in (Path(handout.__file__).parent / "layout").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
                found.add(ast.unparse(node))
    assert found == COUNTS
