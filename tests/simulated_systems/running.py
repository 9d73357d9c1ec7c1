"""Runs of the program on simulated systems."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from program import Outcome, environment

SYSTEMS = ("windows", "macos", "bare")
WINDOWS_FIRST = ("windows", *(pytest.param(name, marks=pytest.mark.deep) for name in ("macos", "bare")))
"""For what takes long."""
_SIMULATED = Path(__file__).with_name("simulated.py")


def command(*arguments: str | Path) -> list[str]:
    """How such a run is started; a text that is read or written without saying in which encoding is an error."""
    return [
        sys.executable,
        "-X",
        "warn_default_encoding",
        "-W",
        "ignore::EncodingWarning",
        str(_SIMULATED),
        *map(str, arguments),
    ]


def started(system: str, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of such a run."""
    return environment({"SIMULATED": system, **(env or {})})


def on(
    system: str, *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None, given: bytes | None = None
) -> Outcome:
    """The program on that system."""
    done = subprocess.run(
        command(*arguments), cwd=cwd, env=started(system, env), capture_output=True, timeout=300, check=False,
        input=given,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
