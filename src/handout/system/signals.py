"""The signals that ask a program to end, as far as the system has them.

Windows has no SIGHUP and sends no SIGTERM; there SIGBREAK comes for Ctrl-Break and for a window that is closed.
"""

from __future__ import annotations

import signal

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
