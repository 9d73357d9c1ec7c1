"""X01–X10 as far as they are about one run: the command line, its environment and its signals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from program import environment, files, run, spawn

from .case import Case


@pytest.fixture
def plain(case: Case) -> Case:
    return case.body("text: Words.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["rendr"],
        ["render"],
        ["render", "case"],
        ["render", "case", "--audience"],
        ["render", "case", "--nope"],
        ["render", "case", "--audience", "patient", "--page", "A5"],
        ["render", "case", "--audience", "patient", "--text", "huge"],
        ["render", "case", "--audience", "patient", "--date", "yesterday"],
        ["render", "case", "--audience", "patient", "--date", "2026-02-30"],
        ["render", "case", "--audience", "patient", "--language", "not a language"],
        ["render", "case", "--audience", "all", "-o", "one.pdf"],
        ["render", "case", "--audience", "patient", "--set", "name=A", "--set", "birth_date=2000-01-01"],
        ["schema"],
        ["schema", "patient"],
        ["text"],
        ["explain", "case"],
        ["list", "more"],
        ["-C"],
    ],
)
def test_x01_usage(plain: Case, arguments: list[str]) -> None:
    before = files(plain.folder)
    outcome = run(*arguments, cwd=plain.folder)
    assert (outcome.code, outcome.out, files(plain.folder)) == (2, "", before)
    assert "Error: " in outcome.err
    assert "Usage: handout" in outcome.err or "requires an argument" in outcome.err


@pytest.mark.parametrize("path", ["none.pdf", "none/none.pdf"])
def test_x01_a_path_that_is_missing_is_input_refused(plain: Case, path: str) -> None:
    # Exit 3 rather than 2: whether a file is there is not the command line's grammar, and it is said like all input.
    outcome = run("text", path, cwd=plain.folder)
    assert (outcome.code, outcome.out) == (3, "")
    assert f"{path}: error: no such file" in outcome.err


@pytest.mark.parametrize(
    "audience", ["both", "patient ", " patient", "Patient", "PATIENT", "patients", "", "ALL", "All", "*"]
)
def test_x09_audiences_are_never_guessed(plain: Case, audience: str) -> None:
    before = files(plain.folder)
    outcome = run("render", "case", "--audience", audience, cwd=plain.folder)
    assert (outcome.code, files(plain.folder)) == (2, before)
    assert "there are patient, clinician" in outcome.err


SETTINGS = """
from pathlib import Path
Path({marker!r}).write_text("run")
trustedHosts = ["*"]
invariant = 0
pageCompression = 0
"""


def test_x05_x06_reportlabs_settings_are_not_obeyed(plain: Case, tmp_path: Path) -> None:
    assert spawn("render", "case", "--audience", "patient", "-o", "usual.pdf", cwd=plain.folder).code == 0
    usual = (plain.folder / "usual.pdf").read_bytes()
    marker = tmp_path / "marker"
    home = tmp_path / "home"
    home.mkdir()
    for path in (plain.folder / "reportlab_settings.py", home / ".reportlab_settings"):
        path.write_text(SETTINGS.format(marker=str(marker)))
    variables = {
        "RL_trustedHosts": "*",
        "RL_toColorCanUse": "rl_safe_eval",
        "RL_invariant": "0",
        "RL_pageCompression": "0",
        "RL_useA85": "1",
        "HOME": str(home),
        "PYTHONPATH": f"{environment({})['PYTHONPATH']}{os.pathsep}{plain.folder}",
    }
    outcome = spawn("render", "case", "--audience", "patient", "-o", "case.pdf", cwd=plain.folder, env=variables)
    assert outcome.code == 0, outcome.err
    assert plain.pdf.read_bytes() == usual
    assert not marker.exists()


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}])
def test_x10_names_outside_ascii_where_the_terminal_has_none(plain: Case, locale: dict[str, str]) -> None:
    folder = plain.folder / "Bücher"
    folder.mkdir()
    outcome = spawn("render", "case", "--audience", "patient", "-o", "Bücher", cwd=plain.folder, env=locale)
    assert outcome.code == 0, outcome.err
    assert files(folder) == ["case.patient.pdf"]
    refused = spawn("render", "café", "--audience", "patient", cwd=plain.folder, env=locale)
    assert (refused.code, "Traceback" in refused.err) == (3, False)
    listed = plain.text("Wörter.").folder
    assert spawn("text", "Bücher/case.patient.pdf", cwd=listed, env=locale).code == 0
    assert spawn("list", cwd=plain.folder, env=locale).code == 0


def test_a_full_standard_output(plain: Case) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "handout", "list"], cwd=plain.folder, env=environment({}), stdout=full,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 6
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves(plain: Case) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "handout", "schema", "content"], cwd=plain.folder, env=environment({}),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert said == b""


def test_a_reader_of_messages_that_leaves(plain: Case) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "handout", "snapshot", "check", "nothing"], cwd=plain.folder, env=environment({}),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".yaml", "a/" * 3_000])
def test_names_longer_than_the_system_takes(plain: Case, name: str) -> None:
    before = files(plain.folder)
    render = ["render", "case", "--audience", "patient"]
    for arguments in (
        ["render", name, "--audience", "patient"],
        [*render, "-o", name],
        [*render, "-o", f"{name}.pdf"],
        [*render, "--patient", name],
        ["text", name],
        ["init", name],
        ["-C", name, "check"],
    ):
        outcome = run(*arguments, cwd=plain.folder)
        assert outcome.code in (2, 3, 6), arguments
        assert "a bug of handout" not in outcome.err
    assert files(plain.folder) == before
