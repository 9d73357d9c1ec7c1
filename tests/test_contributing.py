"""docs/contributing.md holds: its sessions and changes of the program run, and all that it names is there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from docs.changed import PACKAGE, ChangedProgram
from docs.pages import ROOT, chapters, examples, table
from docs.running import commands, matches, starter, write
from program import run

PAGE = ROOT / "docs" / "contributing.md"
TEXT = PAGE.read_text(encoding="utf-8")
PATHS = re.compile(r"(?<![\w./-])(?:src|tests|docs|benchmarks|layouts)/[\w./-]*\w/?")


def _own_files() -> set[str]:
    """The files that the page's examples make."""
    return {example.info for example in examples(PAGE) if example.language == "python"} | {
        example.file or "" for example in examples(PAGE)
    }


def test_the_stages_give_what_the_session_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, session = starter(tmp_path / "page"), ""
    monkeypatch.chdir(folder)
    for example in examples(PAGE):
        if example.language == "yaml" and not session:
            write(example, folder)
        session += example.text if example.language == "pycon" else ""
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(session, {}, "contributing.md", str(PAGE), 0)
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert test.examples
    assert not said, "".join(said)


def test_added_blocks_commands_and_languages_do_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, changed = starter(tmp_path / "page"), ChangedProgram(tmp_path / "program")
    monkeypatch.chdir(folder)
    changes, sessions, wrong = 0, 0, []
    for example in examples(PAGE):
        if changed.change(example):
            changes += 1
        elif example.file:
            write(example, folder)
        elif example.language == "shell-session":
            sessions += 1
            for command, shown in commands(example):
                printed = changed.run(command, folder)
                if not matches(shown, printed):
                    wrong.append(f"line {example.line}: $ {command}\nprints\n{printed}and the page says\n{shown}")
    assert (changes, sessions) == (4, 4)
    assert not wrong, "\n\n".join(wrong)


def test_a_block_that_is_added_is_kept_from_other_audiences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that select needs no code for a new kind."""
    folder, changed = starter(tmp_path / "page"), ChangedProgram(tmp_path / "program")
    monkeypatch.chdir(folder)
    for example in examples(PAGE):
        if not changed.change(example) and example.file == "content/dry-skin.yaml":
            write(example, folder)
    changed.run("handout render dry-skin --audience all", folder)
    words = "Nobody told me about the amount"
    for audience, there in (("patient", False), ("clinician", True)):
        printed = run("text", f"output/dry-skin.{audience}.pdf", cwd=folder)
        assert printed.code == 0
        assert (words in printed.out) == there


def test_each_path_is_there() -> None:
    own = _own_files()
    named = {path.partition("::")[0].rstrip("/") for path in PATHS.findall(TEXT)}
    assert len(named) > 50
    assert sorted(path for path in named - own if not (ROOT / path).exists()) == []


def test_each_test_that_is_named_is_there() -> None:
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", TEXT)
    assert named
    assert [name for path, name in named if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")] == []


def test_each_target_of_make_is_there() -> None:
    [listed] = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"(?:^|`)make (\w+)", TEXT, re.MULTILINE))
    assert named >= {"setup", "lint", "tests", "test", "deep", "mutants", "latest", "upgrade", "docs"}
    assert named <= set(listed.split())


def test_each_option_of_pytest_is_there(pytestconfig: pytest.Config) -> None:
    named = set(re.findall(r"`pytest (?:[\w./]+ )?--([\w-]+)`", TEXT))
    assert named == {"handout-update", "update-goldens"}
    for name in named:
        assert pytestconfig.getoption(f"--{name}") is not None


def test_the_places_of_a_new_kind_of_node_are_those_that_the_type_checker_finds() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in (PACKAGE, "tests")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"^ +assert_never\(node\)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {row[0].strip("`") for row in table(chapters(PAGE)["Add a kind of node"])} == found


@pytest.mark.parametrize("row", table(chapters(PAGE)["Terms in the source"]), ids=lambda row: row[0])
def test_each_term_is_in_its_file(row: list[str]) -> None:
    path, name = re.findall(r"`([^`]+)`", row[2])
    source = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^ *(?:class|def) {name}\b|^ *{name}(?:\b.*)? ?[:=]", source, re.MULTILINE)
