"""What the program can say, read from its source: every literal text, with `…` where something is put in."""

from __future__ import annotations

import ast
from pathlib import Path


def said(folder: Path) -> set[str]:
    """Every text literal below a folder that isn't a docstring."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.add("".join(_part(part) for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def _part(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "…"
