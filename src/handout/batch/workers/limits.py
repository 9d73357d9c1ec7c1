"""The limits of a worker: time and memory for one document.  The worker sets them itself, whatever started it."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import threading
from pathlib import Path
from time import monotonic
from typing import NoReturn, TextIO

from msgspec import Struct

from handout.system import memory, processes
from handout.system.alarm import Alarm

_REARM = 1.0
"""Seconds: how old the second line of defence may be when a document is begun."""
YOUNG = 20_000
"""New objects after which the garbage among them is collected: laying a document out makes hundreds of thousands."""
_LEAST, _MOST = 16, 64
"""New forms after which all that is kept is searched for garbage: those that were forgotten may be some of it."""


class Limits(Struct, frozen=True, kw_only=True):
    """For each document."""

    seconds: float = 60.0
    memory: int = 2 << 30
    """Bytes in addition to the memory of a worker at its start."""


class DeadlineExceeded(BaseException):
    """A document's time is over.  It is no `Exception`, so that no other code catches it."""


class Guarded:
    """What is set up in this process."""

    pid = 0
    armed = 0.0
    null: TextIO | None = None
    alarm: Alarm | None = None
    thread = 0
    """The one that the alarm interrupts."""
    settled = 0
    searched = 0
    """How much was kept when all of it was last searched for garbage, or the first of it was kept."""


def guard(limits: Limits) -> None:
    """Sets up this worker, once: the limit of its memory, and the signals that it ignores."""
    if Guarded.pid == os.getpid():
        return
    Guarded.pid, Guarded.armed, Guarded.alarm = os.getpid(), 0.0, None
    Guarded.null = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (as long as the process)
    processes.begin()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    Guarded.searched = 0
    memory.limit(limits.memory)
    if threading.current_thread() is threading.main_thread():
        Guarded.alarm, Guarded.thread = Alarm(_overdue), threading.get_ident()


def settled(kept: int) -> None:
    """What a worker begins with isn't looked through either: the process that it was forked from has seen to that."""
    Guarded.settled = Guarded.searched = kept


def settle(kept: int) -> None:
    """Excludes what a worker keeps from garbage collection; `kept` counts all that it ever kept.

    What was excluded before is seldom searched again: a search takes the longer the more is kept.
    """
    if Guarded.pid != os.getpid() or Guarded.settled == kept:
        return
    Guarded.settled = kept
    if not Guarded.searched:
        Guarded.searched = kept  # before, there was only what it began with, perhaps that of a large process
    elif kept - Guarded.searched >= min(max(Guarded.searched, _LEAST), _MOST):
        Guarded.searched = kept
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def unwatched() -> None:
    """Before this worker is forked: no thread of its own would be in the other, which would wait for it for ever."""
    faulthandler.cancel_dump_traceback_later()
    Guarded.armed = 0.0


def _overdue() -> NoReturn:
    raise DeadlineExceeded


def deadline(limits: Limits) -> contextlib.AbstractContextManager[None]:
    """Raises DeadlineExceeded in the block when the time is over; without effect, the worker exits soon after."""
    alarm = Guarded.alarm
    if alarm is None or Guarded.pid != os.getpid() or Guarded.thread != threading.get_ident():
        return contextlib.nullcontext()
    return _Deadline(alarm, limits.seconds)


class _Deadline:
    """A class of its own, since each document has one: as a generator, it would take twice as long."""

    def __init__(self, alarm: Alarm, seconds: float) -> None:
        self._alarm, self._seconds = alarm, seconds

    def __enter__(self) -> None:
        now = monotonic()
        if now - Guarded.armed > _REARM:
            Guarded.armed = now
            # A thread outside the interpreter: it ends even code that never returns to the interpreter.
            faulthandler.dump_traceback_later(2 * self._seconds + _REARM, exit=True, file=Guarded.null or 2)
        self._alarm.set(self._seconds)

    def __exit__(self, *_: object) -> None:
        self._alarm.stop()
