"""The list of mutants that may survive, and what is said where others do."""

from __future__ import annotations

import tomllib

import pytest

from mutation.survivors import LIST, Mutant, Reason, differences, listed, mutant
from program import ROOT

REASONS = listed(LIST.read_text(encoding="utf-8"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
ONE, TWO = Mutant("handout.a.B.f", "x = 1", "x = 2"), Mutant("handout.a.g", "y = 1", "y = None")


def test_survivors_are_those_of_the_list() -> None:
    reasons = (Reason("nobody can tell", (ONE, TWO)),)
    assert differences([ONE, TWO, ONE], reasons) == []
    assert differences([TWO], reasons) == [
        "listed, and it doesn't survive:\n- function: handout.a.B.f\n  was: x = 1\n  now: x = 2\n"
    ]
    [unlisted] = differences([ONE, TWO], (Reason("nobody can tell", (ONE,)),))
    assert unlisted.startswith("no test sees this change:\n- function: handout.a.g")


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("handout.select.x_select__mutmut_12", "handout.select.select"),
        ("handout.select.x__top__mutmut_1", "handout.select._top"),
        (
            "handout.batch.output.manifest.xǁFolderManifestǁ__init____mutmut_3",
            "handout.batch.output.manifest.FolderManifest.__init__",
        ),
    ],
)
def test_a_mutant_is_told_by_what_it_says(name: str, function: str) -> None:
    diff = "# name: survived\n--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n def f():\n-    return 1\n+    return 2\n"
    assert mutant(name, diff) == Mutant(function, "return 1", "return 2")


def test_each_has_a_reason_and_is_of_the_code_as_it_is() -> None:
    assert all(reason.why.strip() and reason.mutants for reason in REASONS)
    found = [mutant for reason in REASONS for mutant in reason.mutants]
    assert len(set(found)) == len(found), "one is listed twice"
    files = {path: (ROOT / path).read_text(encoding="utf-8") for path in SETTINGS["only_mutate"]}
    modules = {path.removeprefix("src/").removesuffix(".py").replace("/", "."): text for path, text in files.items()}
    for one in found:
        [text] = [text for module, text in modules.items() if one.function.startswith(f"{module}.")]
        code = {line.strip() for line in text.splitlines()}
        assert set(one.was.splitlines()) <= code, f"{one.function} no longer says: {one.was}"


def test_what_mutmut_reads_is_there() -> None:
    for path in (*SETTINGS["only_mutate"], *SETTINGS["also_copy"], *SETTINGS["pytest_add_cli_args_test_selection"]):
        assert (ROOT / path).exists(), path
