"""Sums of lengths: the same on every version of Python, and no built-in sum of lengths beside them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import handout
from handout.fonts.totals import total

COUNTS = {
    "sum((1 for one, other in zip(left, right, strict=False) if one is other))",
    "sum((1 for piece in last if any((isinstance(mark, TextItem) for mark in piece.marks))))",
    "sum((piece.cut_off for piece in pieces))",
    "sum((flow.setter.count(leaf, max(room - indent, 1.0)) for leaf, indent in _indented(flow, cell)))",
    "sum((len(fill(words, measure)) for _, words in stretches(static.text, found)))",
    "sum((len(group.rows) for group in node.groups))",
    "sum(map(max, rows))",
    "sum((count * count for row in rows for count in row))",
    "sum(map(str.isalnum, text[found.ends[-2]:found.ends[-1] or None]))",
}
"""Sums of whole numbers, which are exact everywhere, in layout."""
ELSEWHERE = {
    "sum(map(len, lines[:count + 1]))",
    "sum((other.replace(' ', '') == family.replace(' ', '') for other in taken))",
    "sum((_size(part, parts, sizes, depth + 1) for part in parts[glyph]))",
    "sum((row[3] for row in rows))",
    "sum((cluster.advance for cluster in glyphs.clusters))",
    "sum((1 + _size(kid.kids) for kid in kids))",
    "sum(map(self._out.write, self._table(last + 1)))",
    "sum((high * (1 + (wide * depth + 7) // 8) for wide, high in sizes if wide))",
    "sum(edges.values())",
    "sum(spare.values())",
    "sum(measures)",
    "sum(measures_sums)",
    "sum(places)",
    "sum(struct.unpack(f'>{count}L', content))",
    "sum(struct.unpack_from('>LL', entry, 8))",
    "sum([cluster.advance for cluster in clusters])",
    "sum([lengths[variable] for variable in self.variables])",
    "sum([part.units for part in parts])",
    "sum(directory)",
    "sum(map(len, each.fixed))",
    "sum(map(len, self.fixed))",
    "sum(map(len, values))",
    "sum(sums)",
}
"""The same in fonts, files and pictures; and of two side margins, whose sum is rounded once in any case."""


def test_lengths_are_added_one_after_the_other() -> None:
    """What each step rounds away stays away, as it does in a loop."""
    lengths = [0.1] * 10
    assert total(lengths) == 0.9999999999999999
    assert total(iter(())) == 0


@pytest.mark.parametrize(
    ("packages", "known"), [(("layout",), COUNTS), (("fonts", "pdf", "raster", "styles"), ELSEWHERE)]
)
def test_lengths_are_added_nowhere_else(packages: tuple[str, ...], known: set[str]) -> None:
    found = set()
    for path in (path for name in packages for path in (Path(handout.__file__).parent / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
                found.add(ast.unparse(node))
    assert found == known
