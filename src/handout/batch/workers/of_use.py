"""How many of the workers that were asked for are of use.

A worker that waits for a disk or a network leaves its processor to another.  One more than the processors can do
only takes them from those that are at work, with what the processors' caches hold: eight workers that share one
processor take a fifth more of its time for each document than one worker does.
"""

from __future__ import annotations

from math import ceil

_IDLE = 0.5
"""Processors for which the workers have no use, from which on one more worker has."""


class WorkersOfUse:
    """Begins with a worker for each processor, and adds others while these leave processors unused."""

    def __init__(self, most: int, processors: int) -> None:
        self._most, self._processors = most, processors
        self.number = min(most, processors)
        self.begin()

    def begin(self) -> None:
        """Judges by what comes from now on."""
        self._calls, self._wanted, self._elapsed = 0, 0.0, 0.0

    def done(self, wanted: float, elapsed: float) -> None:
        """A call took so many seconds, and in so many of them its worker had a processor or waited for one.

        That is judged after as many calls as there are workers.
        """
        self._calls += 1
        self._wanted += wanted
        self._elapsed += elapsed
        if self._calls >= self.number:
            self.judge()

    def judge(self) -> None:
        """Adds as many as would use the rest of the processors; it at most doubles them, as one wait may be chance."""
        if self._wanted < self._elapsed:
            needed = ceil((self._processors - _IDLE) * self._elapsed / max(self._wanted, 0.001))
            self.number = max(self.number, min(needed, 2 * self.number, self._most))
        self.begin()
