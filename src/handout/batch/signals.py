"""Stopping a run: a signal asks for it, and the run ends when its running chunks are done."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from handout.system import signals


class Stop:
    """Whether a run is to end, and the signal that asked for it."""

    def __init__(self) -> None:
        self.signal = 0
        self._asked = False

    def ask(self) -> None:
        """Has the run end."""
        self._asked = True

    def asked(self) -> bool:
        """Whether it is to end."""
        return self._asked or bool(self.signal)


@contextlib.contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Signals inside ask for the end instead of making it; in any thread but the first they are somebody else's.

    A second signal ends the process and its workers at once; a resumed run makes what is missing then.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        if stop.signal:
            os._exit(signals.exit_code(number))
        stop.signal = number

    before = {number: signal.signal(number, note) for number in (signals.INTERRUPT, *signals.ENDING)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
