"""Writes what the manual takes from the program: the help pages and the table of roles.

Run it with `make docs` when a command or a role has changed; the tests say when it is needed.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from handout.cli import COMMANDS, handout
from handout.content.layout import ROLES

HERE = Path(__file__).parent


def helped(name: str) -> str:
    """A command's help page, 80 characters wide; of the program itself for an empty name."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        handout.main([*name.split(), "--help"], "handout", standalone_mode=False, terminal_width=78)
    return printed.getvalue().rstrip()


def main() -> None:
    """Rewrite both pages in place."""
    page = HERE / "commands.md"
    text = page.read_text(encoding="utf-8")
    for name in ("", *COMMANDS):
        line = f"$ handout {name} --help" if name else "$ handout --help"
        block = re.compile(rf"^```console\n{re.escape(line)}\n.*?^```$", re.MULTILINE | re.DOTALL)
        text = block.sub(lambda _, name=name, line=line: f"```console\n{line}\n{helped(name)}\n```", text)
    page.write_text(text, encoding="utf-8")
    page = HERE / "layouts.md"
    rows = "".join(f"| `{role}` | {what} |\n" for role, what in ROLES.items())
    table = re.compile(r"(?<=\| role \| what it is \|\n\|---\|---\|\n)(?:\|.*\n)*")
    page.write_text(table.sub(lambda _: rows, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
