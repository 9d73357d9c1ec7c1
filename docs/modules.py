"""`docs/modules.md`: every package and module with what the first line of its docstring says.

Run it with `make docs` when a module is new, has moved or does something else; the tests say when it is needed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "handout"
PAGE = HERE / "modules.md"
HEAD = """# Modules

Every package and module of `src/handout/`, with the first line of its docstring. `make docs` writes this page;
[the architecture](architecture.md) says how the parts work together.
"""


def first_line(path: Path) -> str:
    """What a module's docstring says first."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def listed(folder: Path, depth: int = 2) -> Iterator[str]:
    """A package, its modules and its packages below, as lines of Markdown."""
    name = folder.relative_to(SOURCE.parent).as_posix()
    yield from ("", f"{'#' * min(depth, 4)} `{name}/`", "", first_line(folder / "__init__.py"))
    modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    if modules:
        yield ""
    yield from (f"- `{path.name}`: {first_line(path)}" for path in modules)
    for below in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from listed(below, depth + 1)


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join(listed(SOURCE)) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
