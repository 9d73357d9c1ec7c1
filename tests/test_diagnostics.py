"""The family of errors is closed, and each kind has its exit code in one table."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import handout
from handout import diagnostics
from handout.diagnostics import (
    Diagnostic,
    HandoutError,
    InputError,
    LayoutError,
    OutputError,
    Span,
    counted,
    on_command_line,
    option,
)
from handout.exit_codes import ExitCode
from handout.patients import RecordRefused

SOURCE = Path(handout.__file__).parent
KINDS = HandoutError.__subclasses__()


def test_the_family_is_closed() -> None:
    assert {kind.__module__ for kind in KINDS} == {diagnostics.__name__}
    # A record that is refused carries the values that could be read.
    assert {below.__name__ for kind in KINDS for below in kind.__subclasses__()} <= {"RecordRefused"}


def test_every_kind_has_the_code_of_the_table() -> None:
    assert {kind.__name__: int(kind.exit_code) for kind in KINDS} == {
        "UsageError": 2, "InputError": 3, "LayoutError": 5, "VerificationError": 5, "OutputError": 6, "ProcessError": 1,
    }  # fmt: skip


def test_the_manual_lists_every_code() -> None:
    page = (SOURCE.parents[1] / "docs" / "manual" / "exit-codes.md").read_text(encoding="utf-8")
    assert all(f"| {int(code)} |" in page for code in ExitCode)


def test_only_the_kinds_are_raised() -> None:
    made = [
        f"{path.name}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "HandoutError"
    ]
    assert made == []


def test_a_problem_has_a_place_or_a_file() -> None:
    assert InputError.at("a.yaml", "empty").diagnostics == (Diagnostic(Span("a.yaml"), "empty"),)
    assert InputError.at(Path("b"), "empty", "write", "none").diagnostics == (
        Diagnostic(Span("b"), "empty", "write", "none"),
    )
    place = Span("a.yaml", 3, 2)
    assert LayoutError.at(place, "too wide").diagnostics[0].span == place
    assert OutputError.at("a", "full").diagnostics[0].code == "output"


def test_nothing_is_raised_for_no_problem() -> None:
    InputError.raise_for([])
    with pytest.raises(InputError) as caught:
        InputError.raise_for(iter([Diagnostic(Span("a"), "one"), Diagnostic(Span("a"), "two")]))
    assert [problem.message for problem in caught.value.diagnostics] == ["one", "two"]


def test_an_error_knows_its_kind() -> None:
    assert LayoutError([]).kind is LayoutError
    assert RecordRefused([], {}).kind is InputError


def test_options_are_written_with_hyphens_on_the_command_line_only() -> None:
    text = f"{option('split-every')} 10, or {option('resume')}; `dose` is a word of the author"
    assert text == "`split-every` 10, or `resume`; `dose` is a word of the author"
    assert on_command_line(text) == "--split-every 10, or --resume; `dose` is a word of the author"


@pytest.mark.parametrize(("number", "said"), [(0, "0 cells"), (1, "1 cell"), (2, "2 cells"), (21, "21 cells")])
def test_a_count_has_its_noun_in_the_right_number(number: int, said: str) -> None:
    assert counted(number, "cell") == said
