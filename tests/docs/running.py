"""Running examples: a page's commands in a workspace of its own, its fragments in small files."""

from __future__ import annotations

import contextlib
import io
import os
import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from docs.pages import ROOT, Example
from handout import cli
from handout.check import workspace
from handout.diagnostics import Diagnostic

_TOPIC = """\
title: Example
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
exempt: {when-to-get-help: an example}
sections:
  - id: example
    title: An example
    audience: [patient, clinician]
    body:
"""
_LAYOUT = "extends: base\n"
_INDENT = 6


def starter(folder: Path) -> Path:
    """A copy of the starter's workspace."""
    folder.mkdir()
    shutil.copyfile(ROOT / "clinic.yaml", folder / "clinic.yaml")
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "output").mkdir(mode=0o700)
    return folder


def checked(example: Example, folder: Path) -> list[str]:
    """What `check` says of a fragment, with places counted from the fragment's own first line."""
    first, _, _ = example.text.partition("\n")
    name, text, line, column = "content/example.yaml", _TOPIC, 0, 0
    if first == "# in clinic.yaml":
        name, text = "clinic.yaml", _merged(example.text, (ROOT / "clinic.yaml").read_text(encoding="utf-8"))
    elif first == "# in a layout":
        name, text = "layouts/example.yaml", _merged(example.text, _LAYOUT)
    elif first == "# in a topic":
        text = _merged(example.text, _TOPIC + "      - text: An example.\n")
    else:
        line, column = _TOPIC.count("\n"), _INDENT
        text = _TOPIC + "".join(" " * column * bool(row.strip()) + row for row in example.text.splitlines(True))
    path = folder / name
    before = path.read_bytes() if path.exists() else None
    topic = folder / "content" / "example.yaml"
    topic.write_text(_TOPIC + "      - text: An example.\n", encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        found = workspace.check(folder, ["example"])
    finally:
        path.unlink() if before is None else path.write_bytes(before)
        topic.unlink(missing_ok=True)
    return [_said(diagnostic, name, line, column) for diagnostic in found]


def _said(diagnostic: Diagnostic, name: str, line: int, column: int) -> str:
    span, hint = diagnostic.span, f"\n  hint: {diagnostic.hint}" if diagnostic.hint else ""
    place = f"{span.line - line}:{span.column - column}" if span.file == name else str(span)
    return f"{place}: {diagnostic.severity}: {diagnostic.message}{hint}"


def _merged(fragment: str, rest: str) -> str:
    """A file's top-level keys, with the fragment's instead of those of the same name; the fragment first."""
    keys = re.findall(r"^([a-z][\w-]*):", fragment, re.MULTILINE)
    parts = re.split(r"^(?=[a-z#])", rest, flags=re.MULTILINE)
    kept = [part for part in parts if part.partition(":")[0] not in keys]
    return fragment + "".join(kept)


class Console:
    """A terminal: it knows its folder and the last exit code."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self._code = 0
        patch.setenv("COLUMNS", "80")
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        patch.chdir(folder)

    def run(self, command: str) -> str:
        """What a command prints, on both of its streams."""
        words = shlex.split(command)
        if words[0] == "cd":
            self._patch.chdir(words[1])
            return ""
        if command == "echo $?":
            return f"{self._code}\n"
        if words[0] == "python":
            with contextlib.redirect_stdout(io.StringIO()) as said:
                runpy.run_path(words[1], run_name="__main__")
            return said.getvalue()
        assert words[0] == "handout", f"only handout, python, cd and echo $? are run here, not {words[0]}"
        target = None
        if words[-2:-1] == [">"]:
            target, words = Path(words[-1]), words[:-2]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out if target is None else err):
            self._code = self._called(words[1:])
        if target is not None:
            target.write_text(out.getvalue(), encoding="utf-8")
        return (out if target is None else err).getvalue()

    def _called(self, arguments: list[str]) -> int:
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["handout", *arguments])
            return cli.run()


def commands(example: Example) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it is said to print."""
    parts = re.split(r"^\$ (.+)\n", example.text, flags=re.MULTILINE)
    assert not parts[0].strip(), f"line {example.line}: a console block begins with a command"
    return list(zip(parts[1::2], parts[2::2], strict=True))


_PROGRESS = re.compile(r"(print run: )?\d+ of \d+(, \d+ a second, .*)?(, \d+ failed)?$")


def matches(shown: str, printed: str) -> bool:
    """Whether a command printed what is shown, where `…` stands for any words, and alone on a line for any lines."""
    pattern = ""
    for line in shown.strip("\n").split("\n"):
        words = line.strip().split("…")
        pattern += r"(?:.*\n)*?" if words == ["", ""] else ".*?".join(map(re.escape, words)) + r"\n"
    # On a busy machine a batch tells how far it is.
    lines = (line.strip() for line in printed.strip("\n").split("\n") if not _PROGRESS.match(line))
    tidy = "".join(f"{line}\n" for line in lines)
    return re.fullmatch(pattern, tidy) is not None


def write(example: Example, page_folder: Path) -> None:
    """A file of the page's workspace, which stands where the terminal is by now."""
    path = Path(os.curdir) / str(example.file)
    assert path.resolve().is_relative_to(page_folder.resolve())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.text, encoding="utf-8")
