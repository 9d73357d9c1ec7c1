"""Counts the calls of functions in a program and in the processes that it forks.

Python imports this module at its start where its folder is in PYTHONPATH.  Each process adds a line with its number of
calls to the file that HANDOUT_CALLS names.
"""

from __future__ import annotations

import atexit
import cProfile
import os
from pathlib import Path
from typing import NoReturn


class Counter:
    """The calls of this process."""

    def __init__(self) -> None:
        self._profile = cProfile.Profile()
        self._profile.enable()

    def begin(self) -> None:
        """From nothing, in a process that was forked."""
        self._profile.disable()
        self.__init__()  # type: ignore[misc]

    def end(self) -> None:
        """Writes the number down."""
        self._profile.disable()
        calls = sum(entry.callcount for entry in self._profile.getstats())
        with Path(os.environ["HANDOUT_CALLS"]).open("a", encoding="ascii") as file:
            file.write(f"{calls}\n")


def _watch() -> None:
    counter, leave = Counter(), os._exit

    def counted_exit(status: int) -> NoReturn:
        counter.end()
        leave(status)

    atexit.register(counter.end)
    os.register_at_fork(after_in_child=counter.begin)
    os._exit = counted_exit  # a forked worker ends so, without what atexit has


if "HANDOUT_CALLS" in os.environ:
    _watch()
