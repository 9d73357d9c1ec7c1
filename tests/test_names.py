"""One name has one meaning in the whole program."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "handout"

# What an author writes and the node of the document that comes of it: the same thing at two stages, in two modules
# that are always named with it.
WRITTEN_AND_COMPOSED = {
    "Cell",
    "Column",
    "CutSlip",
    "Figure",
    "Group",
    "Item",
    "Node",
    "Row",
    "Section",
    "SideBySide",
    "Table",
    "WritingLines",
}


def types(path: Path) -> Iterator[str]:
    """The types that a module defines: its classes, and its names for types."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name.lstrip("_")[:1].isupper() and not name.isupper():
                yield name


def test_no_two_types_have_one_name() -> None:
    """A type that only its module uses has a name of its own, too: whoever looks for a name finds one thing."""
    where = defaultdict[str, list[str]](list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in types(path):
            where[name.lstrip("_")].append(path.relative_to(SOURCE).parts[0].removesuffix(".py"))
    twice = {name: stages for name, stages in where.items() if len(stages) > 1}
    assert twice == {name: ["content", "document"] for name in WRITTEN_AND_COMPOSED}
