"""What a worker may take: time and memory for one document.  Set inside the worker, whatever started it."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import os
import resource
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TextIO

from msgspec import Struct

_PR_SET_PDEATHSIG = 1
_REARM = 1.0
"""Seconds: how old the second line of defence may be when a document is begun."""


class Limits(Struct, frozen=True, kw_only=True):
    """For each document."""

    seconds: float = 60.0
    memory: int = 2 << 30
    """Bytes beside what a worker has when it begins."""


class Overdue(BaseException):
    """A document's time is over.  No `Exception`, so that nothing in between takes it for its own."""


class _Guarded:
    """What of this process is set up already."""

    pid = 0
    armed = 0.0
    null: TextIO | None = None
    settled = 0


def guard(limits: Limits) -> None:
    """Sets up this worker, once: the memory's limit, and which signals are not for it."""
    if _Guarded.pid == os.getpid():
        return
    _Guarded.pid, _Guarded.armed = os.getpid(), 0.0
    _Guarded.null = Path(os.devnull).open("w")  # noqa: SIM115 (as long as the process)
    _end_with_parent()
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = pages * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
    if threading.current_thread() is threading.main_thread():
        # Ctrl-C reaches every process of the terminal; the run decides when its workers stop.
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, _overdue)


def settle(kept: int) -> None:
    """What a worker keeps is not looked through for garbage again and again; `kept` says how much it ever kept."""
    if _Guarded.pid == os.getpid() and _Guarded.settled != kept:
        _Guarded.settled = kept
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def _end_with_parent() -> None:
    """A run that is killed takes its workers with it, where the system can do so."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _overdue(number: int, frame: FrameType | None) -> None:
    raise Overdue


@contextlib.contextmanager
def deadline(limits: Limits) -> Iterator[None]:
    """Overdue is raised inside when the time is over; where even that isn't heard, the worker ends soon after."""
    if _Guarded.pid != os.getpid() or threading.current_thread() is not threading.main_thread():
        yield
        return
    now = monotonic()
    if now - _Guarded.armed > _REARM:
        _Guarded.armed = now
        # A thread outside of Python's hands: it ends even what never returns to the interpreter.
        faulthandler.dump_traceback_later(2 * limits.seconds + _REARM, exit=True, file=_Guarded.null or 2)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
