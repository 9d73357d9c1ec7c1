"""Timing: whole processes by their processor time, and functions in this process; always interleaved."""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


def machine() -> str:
    """The system and its processor, for a page."""
    processor = platform.processor() or platform.machine()
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        processor = next(line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{platform.system()} on {processor}"


class Times(NamedTuple):
    """Seconds of several runs of one thing."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.runs)

    def __str__(self) -> str:
        return f"{1000 * self.median:.1f} ms ({1000 * min(self.runs):.1f}–{1000 * max(self.runs):.1f})"


def processes(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Times]:
    """User and system time of whole processes, one after another in each round; the first round warms the disk."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            took = _process(command)
            if number:
                found[name].append(took)
    return {name: Times(tuple(runs)) for name, runs in found.items()}


def _process(command: Sequence[str]) -> float:
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"failed: {' '.join(command)[:200]}")
    return usage.ru_utime + usage.ru_stime


def functions(
    calls: Mapping[str, Callable[[], object]], rounds: int, fresh: Callable[[], object] = lambda: None
) -> dict[str, Times]:
    """Processor time of functions, warm and interleaved, without the collector's pauses; `fresh` goes before each."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds + 2):
            for name, call in calls.items():
                fresh()
                start = time.process_time()
                call()
                took = time.process_time() - start
                if number > 1:
                    found[name].append(took)
    finally:
        gc.enable()
    return {name: Times(tuple(runs)) for name, runs in found.items()}
