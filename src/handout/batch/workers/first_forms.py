"""The first documents of a run are made by one worker alone; the others begin with the forms that it has.

A form takes as long as hundreds of documents that are filled, and most documents of a run need one of the first few.
Where little is left (`little_left`), the one worker makes it all.
"""

from __future__ import annotations

from collections.abc import Callable

from handout.batch.workers.jobs import Done
from handout.batch.workers.pool import Alone

_RARE = 16
"""Where fewer than one in so many documents needs a new form, all workers are of more use than one."""
_FIRST, _RARE_AT_FIRST = 512, 128
"""The same among the first documents: what few of them need, each of the workers would soon need and make."""
_LEAST = 32
"""Documents by which that is judged: where many need a form, few are made in the time of one chunk."""
_MOST_LOST = 32
"""Documents that no other has shared its form with, beyond those that have: such forms are of no use to others."""


class _FirstDocuments:
    """What became of them, and whether it is worth while that one worker makes more of them alone."""

    def __init__(self) -> None:
        self._lost = self._one_by_one = self._seen = self._ever = 0
        self._forms = -1
        """Without the first of all, which says nothing of others."""

    def __call__(self, done: Done) -> bool:
        if done.alone:
            return True
        first = sum(outcome.first for outcome in done.outcomes)
        others = sum(not outcome.first and (bool(outcome.painted) or outcome.failed) for outcome in done.outcomes)
        self._lost += 2 * (first + others) - len(done.outcomes)
        self._forms += first
        self._one_by_one += others
        self._seen += len(done.outcomes)
        self._ever += len(done.outcomes)
        return self._worthwhile()

    def _worthwhile(self) -> bool:
        if self._lost > _MOST_LOST:
            return False
        if self._seen < _LEAST and 2 * self._one_by_one <= self._seen:
            return True
        many = self._forms * (_RARE if self._ever > _FIRST else _RARE_AT_FIRST) > self._seen
        self._forms = self._one_by_one = self._seen = 0
        return many


def alone(workers: int, left: Callable[[], int]) -> Alone | None:
    """Has the first of some workers make the first documents, for an executor that can begin with one worker.

    `left` says how many documents there still are to be made.
    """
    return None if workers < 2 else Alone(left, _FirstDocuments())
