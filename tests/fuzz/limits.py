"""How much time and memory one run of the program may take, in a process that may die of it."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Seconds of processor time, which a busy machine doesn't change, and MiB of memory."""

    seconds: float = 10.0
    memory: int = 512


class Used(Struct):
    """What a run took too much of, in words."""

    fault: str = ""


WAITING = 300
"""Seconds by the clock, for what waits instead of working."""
RESET_PEAK = "5"
"""Written to clear_refs, proc(5)."""


@contextlib.contextmanager
def limited(limits: Limits) -> Iterator[Used]:
    """Ends this process by SIGPROF or SIGALRM where a run takes too long; says afterwards whether it took too much."""
    used = Used()
    Path("/proc/self/clear_refs").write_text(RESET_PEAK, encoding="ascii")
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    signal.setitimer(signal.ITIMER_REAL, WAITING)
    try:
        yield used
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    if (peak := _peak()) > limits.memory:
        used.fault = f"more than {limits.memory} MiB of memory" + (", and far more" if peak > 2 * limits.memory else "")


def _peak() -> int:
    """The most memory that this process had since its peak was reset, in MiB."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")) >> 10


def confine() -> None:
    """Keeps this process from taking the whole machine, or leaving a core behind."""
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
