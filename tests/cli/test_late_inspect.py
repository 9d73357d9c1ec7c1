"""A command starts without the module `inspect`, and click finds in its place all that it may ask for."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.cli.late_inspect import LateInspect


@given(st.text(st.sampled_from("a \t\n\f\u00a0"), max_size=40))
def test_a_text_is_cleaned_as_inspect_does(text: str) -> None:
    assert LateInspect.cleandoc(text) == inspect.cleandoc(text)


def test_all_else_is_in_the_real_module() -> None:
    late = LateInspect("inspect")
    assert late.isfunction is inspect.isfunction
    assert late.currentframe is inspect.currentframe


ROOT = Path(__file__).parents[2]
START = """
import sys
from handout.cli import click, run
sys.argv = ["handout", *sys.argv[1:]]
try:
    run()
except SystemExit:
    pass
assert "inspect" not in sys.modules, "inspect was imported"
late = click.core.inspect
assert late.isfunction(run) and not late.isfunction(late)
assert sys.modules["inspect"] is not late
"""
RENDER = ("-C", str(ROOT), "render", "milia-like-calcinosis", "--audience", "patient", "-o", "out.pdf")


@pytest.mark.parametrize(("arguments", "said"), [(("batch", "--help"), "--patients"), (RENDER, "out.pdf")])
def test_a_command_does_without(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert said in ran.stdout
