"""When the one worker that begins a run makes all of it: what is left is done before others would have begun.

What the others cost before they have made anything is paid for by what they save only in a run that isn't short.
"""

from __future__ import annotations

LITTLE = 0.5
"""What is left is little if it takes no longer than so much of the time of the slowest document, which is a first one.

Two workers are made and take over its form in a quarter of that time, and save half the time of what is left.
"""


class LittleLeft:
    """Looks after each chunk of the one worker; once little is left, it makes the rest whatever comes."""

    def __init__(self) -> None:
        self._slowest = 0.0
        self._little = False

    def after(self, seconds: list[float], left: int) -> bool:
        """Whether little is left; `seconds` are those of each document of a chunk, `left` documents are still to come.

        The pace is that of the chunk without its slowest document.
        """
        slowest = max(seconds, default=0.0)
        self._slowest = max(self._slowest, slowest)
        others = len(seconds) - 1
        if others > 0 and left * (sum(seconds) - slowest) / others < LITTLE * self._slowest:
            self._little = True
        return self._little
