"""Writes what the manual takes from the program: the help pages, the table of roles, and the words of each language.

Run it with `make docs` when a command, a role or a word has changed; the tests say when it is needed.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from handout.cli import COMMANDS, handout
from handout.content.layout import ROLES
from handout.i18n.strings import KEYS, built_in, languages, natively_reviewed

HERE = Path(__file__).parent


def helped(name: str) -> str:
    """A command's help page, 80 characters wide; of the program itself for an empty name."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        handout.main([*name.split(), "--help"], "handout", standalone_mode=False, terminal_width=78)
    return printed.getvalue().rstrip()


def words() -> str:
    """A chapter for each language but English: each word, and what it is in English."""
    from babel import Locale

    chapters = []
    for language in languages():
        if language != "en":
            state = "Checked." if natively_reviewed(language) else "Not yet checked by anybody whose language it is."
            rows = "".join(f"| `{key}` | {built_in('en')[key]} | {built_in(language)[key]} |\n" for key in KEYS)
            name = Locale("en").languages[language.replace("-", "_")]
            chapters.append(
                f"## {name} (`{language}`)\n\n{state}\n\n| word | English | {name} |\n|---|---|---|\n{rows}"
            )
    return "\n".join(chapters)


def main() -> None:
    """Rewrite the pages in place."""
    page = HERE / "words.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text[: text.index("\n## ") + 1] + words(), encoding="utf-8")
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
