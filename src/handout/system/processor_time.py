"""How long a process has had a processor, or has waited for one: the rest of the time it waited for something else."""

from __future__ import annotations

from pathlib import Path
from time import process_time

SCHEDULE = Path("/proc/self/schedstat")
"""Of this process's main thread: nanoseconds on a processor, and waiting for one (Linux: scheduler/sched-stats)."""


def wanted() -> float:
    """Seconds in which the main thread had a processor or waited for one, from some moment on.

    Where the system doesn't say how long it waited, those in which the process had one.
    """
    try:
        working, waiting, _ = map(int, SCHEDULE.read_bytes().split())
    except (OSError, ValueError):
        return process_time()
    return (working + waiting) / 1e9
