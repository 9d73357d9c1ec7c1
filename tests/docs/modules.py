"""The source's modules: as the architecture lists them, and what they import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path


def import_rows(text: str) -> dict[str, int]:
    """Each module or package with the number of its row."""
    rows = re.findall(r"^ *(\d+)  ([\w ]+)$", text, re.MULTILINE)
    return {name: int(number) for number, names in rows for name in names.split()}


def imported(folder: Path) -> dict[str, set[str]]:
    """What each module, or package, of the program imports of its others when it runs."""
    found: dict[str, set[str]] = {}
    names = {path.stem for path in folder.iterdir()}
    for path in folder.rglob("*.py"):
        own = path.relative_to(folder).parts[0].removesuffix(".py")
        others = {name for name in _imports(ast.parse(path.read_text(encoding="utf-8"))) if name in names}
        found.setdefault(own, set()).update(others - {own, "__init__"})
    return found


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            top, _, rest = node.module.partition(".")
            if top == "handout":
                yield from [rest.partition(".")[0]] if rest else [alias.name for alias in node.names]
        yield from _imports(node)
