"""A command starts without the module `inspect`, and click finds in its place all that it may ask for."""

from __future__ import annotations

import inspect
import subprocess
import sys

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


START = """
import sys
from handout.cli import click, run
sys.argv = ["handout", "batch", "--help"]
try:
    run()
except SystemExit:
    pass
assert "inspect" not in sys.modules, "inspect was imported"
late = click.core.inspect
assert late.isfunction(run) and not late.isfunction(late)
assert sys.modules["inspect"] is not late
"""


def test_a_command_that_starts_does_without() -> None:
    ran = subprocess.run([sys.executable, "-c", START], check=False, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert "--patients" in ran.stdout
