"""The programs of benchmarks/ run to their end, on as little as they take; what they measure is not looked at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = (
    ("run.py", "1", "--no-page"),
    ("batch.py", "20", "--rounds", "1", "--seconds", "0.1", "--records", "20", "--no-page"),
    ("lists.py", "20", "--rounds", "1", "--only", "Greek", "--no-page"),
    ("resume.py", "20", "--rounds", "1", "--no-page"),
    ("workers.py", "--documents", "20", "--rounds", "1", "--no-page"),
    ("cluster.py", "--documents", "20", "--rounds", "1", "--no-page"),
)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
def test_a_benchmark_still_runs_and_reports(program: tuple[str, ...], tmp_path: Path) -> None:
    script, *options = program
    command = [sys.executable, str(ROOT / "benchmarks" / script), *options]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("# "), "no page"
