"""An alarm that interrupts the main thread when a time is over.

The system's own alarm where there is one (setitimer(2)): it interrupts every Python function, and regular expressions.
Elsewhere a thread watches the time, and what never returns to the interpreter isn't interrupted.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from time import monotonic, sleep
from types import FrameType
from typing import NoReturn, Protocol

_TICK = 0.05
"""Seconds between looks at the time."""


class Ring(Protocol):
    """What an alarm does: it raises something in the main thread."""

    def __call__(self) -> NoReturn:
        """Raises."""


def interrupts_everything() -> bool:
    """Whether an alarm also interrupts a regular expression that takes for ever."""
    return hasattr(signal, "setitimer")


class Alarm:
    """The one alarm of the main thread."""

    def __init__(self, ring: Ring) -> None:
        """Takes the place of whatever else rings; only in the main thread."""
        self._ring = ring
        self._until: float | None = None
        self._closed = False
        self._before = signal.signal(_number(), self._rung)
        if not interrupts_everything():
            threading.Thread(target=self._watch, name="alarm", daemon=True).start()

    def set(self, seconds: float) -> None:
        """Has it ring after so many seconds."""
        self._until = monotonic() + seconds
        if sys.platform != "win32" and interrupts_everything():
            signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop(self) -> None:
        """Has it not ring."""
        self._until = None
        if sys.platform != "win32" and interrupts_everything():
            signal.setitimer(signal.ITIMER_REAL, 0)

    def close(self) -> None:
        """Lets ring again what rang before."""
        self.stop()
        self._closed = True
        signal.signal(_number(), self._before)

    def _rung(self, number: int, frame: FrameType | None) -> None:
        if self._until is not None:
            self._until = None
            self._ring()

    def _watch(self) -> None:
        while not self._closed:
            until = self._until
            if until is not None and monotonic() >= until:
                _thread.interrupt_main(_number())
            sleep(_TICK)


def _number() -> signal.Signals:
    """The signal that an alarm comes as; without the system's own, one that Windows has too, and that nobody sends."""
    if sys.platform != "win32" and interrupts_everything():
        return signal.SIGALRM
    return signal.SIGABRT
