"""The signals that ask a program to end, as far as the system has them.

Windows has no SIGHUP and sends no SIGTERM; there SIGBREAK comes for Ctrl-Break and for a window that is closed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPT: int = signal.SIGINT
"""Ctrl-C."""
ENDING: tuple[int, ...] = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""Others."""
_BREAK: int | None = getattr(signal, "SIGBREAK", None)


def exit_code(number: int) -> int:
    """128 and the number; that of Ctrl-C for Ctrl-Break, which means the same."""
    return 128 + (signal.SIGINT if number == _BREAK else number)


def leave_to_parent() -> None:
    """In a worker: what the terminal sends to each of its processes is for the one that talks to it."""
    for number in {INTERRUPT, *ENDING} - {signal.SIGTERM}:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32" and hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {INTERRUPT})


@contextmanager
def interrupt_waits() -> Iterator[None]:
    """While workers are made, Ctrl-C waits: Python forgets one that comes in the midst of a fork.

    The exception would be raised in a function that runs after the fork, from which none gets out.  In a process that
    begins inside it waits, too, until it is left to the parent: Python would die of it, with a traceback.
    """
    if sys.platform == "win32" or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {INTERRUPT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
