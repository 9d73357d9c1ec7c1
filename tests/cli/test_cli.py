"""The command line, case by case: each `*.txt` here is a session in a workspace of its own.

    $ handout list --json     a command line, and under it what it prints
    ! a line                  a line of standard error; all others are of standard output
    [3]                       its exit code, where it isn't 0
    + anna.yaml               a file that is written before the next command, its lines after `| `
    = output                  the names of all files in a folder, each on a line of its own
    # words                   for whoever reads the case

Click's own words change with its version.  Of what it says of a wrong command line, the lines above `Error:` aren't
written down, and `…` in a line stands for whatever it puts there.

`--update-goldens` writes what the program says now into the files, to be read before they are committed.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from handout.cli import COMMANDS
from program import files, run, workspace

CASES = sorted(Path(__file__).parent.glob("*.txt"))
CHANGING = re.compile(r'(?<="bytes": )\d+|(?<=version )\d+\.\d+\.\d+')
"""What changes with every version, and says nothing here."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, updating: bool) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    written = case.read_text(encoding="utf-8")
    happened = "".join(f"{line}\n" for line in _kept(written, session(written, workspace(tmp_path))))
    if updating:
        case.write_text(happened, encoding="utf-8")
    assert happened == written


def _kept(written: str, happened: Iterator[str]) -> Iterator[str]:
    """What happened, each line as it is written where that one has `…` for words of click's."""
    lines = [*happened]
    patterns = written.splitlines()
    if len(lines) != len(patterns):
        return iter(lines)
    return (pattern if _fits(line, pattern) else line for line, pattern in zip(lines, patterns, strict=True))


def _fits(line: str, pattern: str) -> bool:
    if not pattern.startswith("! Error: ") or "…" not in pattern:
        return False
    return re.fullmatch(".*".join(map(re.escape, pattern.split("…"))), line) is not None


def session(written: str, folder: Path) -> Iterator[str]:
    """The lines of a case as they would be written today: what it does as it stands, what comes of it anew."""
    file = folder
    for line in written.splitlines():
        mark, rest = line[:2], line[2:]
        if mark == "$ ":
            yield line
            yield from command(rest, folder)
        elif mark == "= ":
            yield line
            yield from (f"  {name}" for name in files(folder / rest))
        elif mark == "+ ":
            yield line
            file = folder / rest
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", encoding="utf-8")
        elif mark.rstrip() == "|":
            yield line
            with file.open("a", encoding="utf-8") as open_file:
                open_file.write(f"{rest}\n")
        elif mark.rstrip() == "#" or not line:
            yield line


def command(line: str, folder: Path) -> Iterator[str]:
    program, *arguments = shlex.split(line)
    assert program == "handout", f"not a command of this program: {line}"
    outcome = run(*arguments, cwd=folder)
    assert str(folder) not in outcome.said
    for printed in outcome.out.splitlines():
        # An empty line parts commands here, so an empty line that was printed is a dot.
        yield CHANGING.sub("…", f"  {printed}" if printed else "  .")
    said = outcome.err.splitlines()
    if said and said[0].startswith("Usage: ") and outcome.code == 2:
        said = said[next(at for at, text in enumerate(said) if text.startswith("Error: ")) :]
    yield from (f"! {text}".rstrip() for text in said)
    if outcome.code:
        yield f"[{outcome.code}]"


def test_help_after_another_command(tmp_path: Path) -> None:
    """The module of `handout list` takes the place of Python's `list` in its package."""
    folder = workspace(tmp_path)
    assert run("list", cwd=folder).code == 0
    assert run("--help", cwd=folder) == run("-h", cwd=folder)
    assert run("--help", cwd=folder).code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_refuses_an_option_that_is_given_twice(name: str, tmp_path: Path) -> None:
    options = (each for each in import_module(f"handout.cli.{name}").command.params if isinstance(each, click.Option))
    for option in options:
        written = max(option.opts, key=len)
        ended = run(name, written, "1", written, "1", cwd=tmp_path)
        refused = f"Error: {written} is given 2 times, and takes one value\n"
        assert ended.err.endswith(refused) != (option.multiple or option.is_flag), ended
