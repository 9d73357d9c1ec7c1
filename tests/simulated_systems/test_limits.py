"""Deadlines where the system has no alarm, and what is said of what it can't do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from program import run, workspace
from simulated_systems.running import SYSTEMS, on, started

HERE = str(Path(__file__).parent)
GUARDED = """
import sys
sys.path.insert(0, sys.argv[1])
import simulated
from handout.batch.workers.limits import Limits, DeadlineExceeded, deadline, guard
limits = Limits(seconds=0.3)
guard(limits)
for _ in range(3):
    with deadline(limits):
        pass  # in time, and nothing rings later
"""
IN_PYTHON = """
for _ in range(2):
    try:
        with deadline(limits):
            while True:
                sum(range(100))
    except DeadlineExceeded:
        print("overdue")
"""
IN_C = """
import re
with deadline(limits):
    re.match("(a+)+b", "a" * 60)
"""


def code(system: str, text: str) -> tuple[int, str]:
    """How a piece of code ends on a system, and what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", GUARDED + text, HERE], env=started(system), capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_deadline_is_kept(system: str) -> None:
    assert code(system, IN_PYTHON) == (0, "overdue\noverdue\n")


@pytest.mark.parametrize("system", ["windows", "bare"])
def test_what_can_t_be_interrupted_ends_its_process(system: str) -> None:
    assert code(system, IN_C) == (1, "")


@pytest.mark.parametrize("system", ["windows", "bare"])
def test_a_mask_that_could_take_for_ever_is_refused_where_nothing_could_stop_it(system: str, tmp_path: Path) -> None:
    root = workspace(tmp_path / "clinic")
    assert run("render", "plain", "--audience", "patient", cwd=root).code == 0
    file = "output/plain.patient.pdf"
    outcome = on(system, "compare", file, file, "--mask", "slow=(a+)+b", cwd=root)
    assert outcome.code == 2
    assert "a repeat in a repeat could take for ever" in outcome.err
    assert on(system, "compare", file, file, "--mask", "well=a+b", cwd=root).code == 0
