"""A copy of the program, changed as a page says, and its commands run in processes of their own.

Of a page's examples, `python PATH` is a file of the program, `python in PATH` stands in place of its own first line in
such a file, and a file of words, `# src/handout/i18n/strings/TAG.yaml`, gets those that it lacks from the English one.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from docs.pages import ROOT, Example
from program import environment

PACKAGE = "src/handout"
_WORDS = Path(PACKAGE, "i18n", "strings")


class ChangedProgram:
    """The package below a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))

    def change(self, example: Example) -> bool:
        """Whether an example is a change of the program, which is then made."""
        name = (example.info if example.language == "python" else example.file) or ""
        inside, path = name.startswith("in "), self._folder / name.removeprefix("in ")
        if not path.is_relative_to(self._folder / PACKAGE):
            return False
        assert path.exists() == inside, f"line {example.line}: {path.name} is there already, or isn't there"
        if inside:
            path.write_text(_inserted(example.text, path.read_text(encoding="utf-8")), encoding="utf-8")
        elif path.is_relative_to(self._folder / _WORDS):
            path.write_text(_completed(example.text), encoding="utf-8")
        else:
            path.write_text(example.text, encoding="utf-8")
        return True

    def run(self, command: str, cwd: Path) -> str:
        """What a command prints, on both of its streams."""
        program, *arguments = shlex.split(command)
        assert program == "handout"
        done = subprocess.run(
            [sys.executable, "-m", "handout", *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=environment({"PYTHONPATH": str(self._folder / "src"), "COLUMNS": "80"}), timeout=120, check=False,
        )  # fmt: skip
        return done.stdout.decode("utf-8")


def _inserted(lines: str, text: str) -> str:
    first, end, _ = lines.partition("\n")
    assert text.count(first + end) == 1, f"'{first}' isn't one line of the file"
    return text.replace(first + end, lines)


def _completed(words: str) -> str:
    """Words of a language, each that is missing as in English; the test is of the file, not of a translation."""
    keys = re.findall(r"^([\w-]+):", words, re.MULTILINE)
    english = (ROOT / _WORDS / "en.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    known = {line.partition(":")[0] for line in english}
    assert known.issuperset(keys), "the program has no such word"
    return words + "".join(line for line in english if line.partition(":")[0] not in keys)
