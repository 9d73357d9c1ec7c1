"""Worker processes: forked or spawned, and ended together with the process that has them."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from handout.system import signals

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

_SET_PARENT_DEATH_SIGNAL, _KILL = 1, 9
"""prctl(2) of Linux, signal(7)."""
_MOST_ON_WINDOWS = 61
"""Processes that one can wait for there (WaitForMultipleObjects)."""


def context(*, fork: bool = True) -> BaseContext:
    """How workers are started: forked where that is safe, so that they begin with what this process has read."""
    import ctypes  # noqa: F401 (workers that are forked need it first of all)
    import multiprocessing

    return multiprocessing.get_context("fork" if forks(fork=fork) else "spawn")


def forks(*, fork: bool = True) -> bool:
    """Whether workers are forked, where that is asked for."""
    return fork and sys.platform == "linux" and hasattr(os, "fork")


def count(asked: int | None = None) -> int:
    """How many workers: as many as are asked for or, for 0 or None, as there are usable cores; not more than can be."""
    wanted = asked or _usable_cores()
    return min(wanted, _MOST_ON_WINDOWS) if sys.platform == "win32" else wanted


def _usable_cores() -> int:
    """The cores that this process may use: a container, or taskset(1), may leave it only some of the machine's."""
    if sys.platform == "linux" and hasattr(os, "sched_getaffinity"):
        with contextlib.suppress(OSError):
            return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def begin() -> None:
    """What a worker does first: it ends when its parent is killed, and leaves the terminal's signals to it."""
    if threading.current_thread() is threading.main_thread():
        signals.leave_to_parent()
    _end_with_parent()
    # The garbage collector would look through all that a forked worker begins with, and so give it a copy of its own.
    gc.freeze()


def all_hold(check: Callable[[int], bool], count: int) -> bool:
    """Whether a check holds for each number below a count, each asked in a process of its own where one can be forked.

    An error in such a process means that it doesn't hold.
    """
    running = list[int]()
    try:
        with contextlib.suppress(OSError):
            for number in range(1, count):
                running.append(_forked(partial(check, number)))
        holds = check(0) and all(map(check, range(1 + len(running), count)))
        while holds and running:
            holds = os.waitpid(running[-1], 0)[1] == 0
            running.pop()
        return holds
    finally:
        for child in running:
            with contextlib.suppress(OSError):
                os.kill(child, _KILL)
                os.waitpid(child, 0)


def _forked(check: Callable[[], bool]) -> int:
    """The number of a new process, which ends with 0 if a check holds; OSError where none can be forked safely."""
    if sys.platform == "win32" or not forks() or threading.active_count() > 1:
        raise OSError
    own, code = os.getpid(), 1
    try:
        if not (child := os.fork()):
            code = 0 if check() else 1
    finally:
        if os.getpid() != own:
            os._exit(code)
    return child


def alive(number: int) -> bool:
    """Whether there is a process with this number, as far as the system reports it; never looked for on Windows."""
    if sys.platform != "win32":
        try:
            os.kill(number, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:  # it is another user's
            return True
        return True
    return False


def _end_with_parent() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError, TypeError):
            import ctypes

            ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, _KILL)
            return
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.join,), name="parent", daemon=True).start()


def _watch(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
