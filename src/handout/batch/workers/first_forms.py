"""The first documents of a run are made by one worker alone, and all workers begin with the forms that it made.

A form takes as long as hundreds of documents that are filled, and most documents of a run need one of the first few.
The worker gives its forms back to the run's own process, which makes no document itself: a record that ruins whoever
makes its document ruins a worker, never the run.

Where little is left (`little_left`), the one worker makes it all, and nobody learns from it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from handout.batch.workers.jobs import Done
from handout.batch.workers.pool import Alone, pool
from handout.batch.workers.worker import Worker
from handout.system import processes

if TYPE_CHECKING:
    from concurrent.futures import Executor

_RARE = 16
"""Where fewer than one in so many documents needs a new form, all workers are of more use than one."""
_FIRST, _RARE_AT_FIRST = 512, 128
"""The same among the first documents: what few of them need, each of the workers would soon need and make."""
_LEAST = 32
"""Documents by which that is judged: where many need a form, few are made in the time of one chunk."""
_FEW = 256
"""Documents; where no more are left, the one worker mostly makes them all, and nothing is learned in vain."""
_MOST_LOST = 32
"""Documents that no other has shared its form with, beyond those that have: such forms are of no use to others."""


class _Lessons:
    """What has been learned, and whether it is worth while to learn more."""

    def __init__(self, worker: Worker, left: Callable[[], int]) -> None:
        self._worker, self._left = worker, left
        self._lost = self._one_by_one = self._seen = self._ever = 0
        self._forms = -1
        """Without the first of all, which says nothing of others."""
        self._new: list[bytes] = []
        """What isn't learned yet; nobody needs it before it is known whether others begin."""

    def __call__(self, done: Done) -> bool:
        if done.alone:
            self._new = []
            return True
        self._new.append(done.lesson)
        first = sum(outcome.first for outcome in done.outcomes)
        others = sum(not outcome.first and (bool(outcome.painted) or outcome.failed) for outcome in done.outcomes)
        self._lost += 2 * (first + others) - len(done.outcomes)
        self._forms += first
        self._one_by_one += others
        self._seen += len(done.outcomes)
        self._ever += len(done.outcomes)
        early, goes_on = self._seen < _LEAST, self._worthwhile()
        if not goes_on or (not early and self._left() > _FEW):
            self._learn()
        if goes_on:
            return True
        gc.freeze()  # or each worker would look through all of it, and so get a copy of its own
        return False

    def _learn(self) -> None:
        for lesson in self._new:
            self._worker.learn(lesson)
        self._new = []

    def _worthwhile(self) -> bool:
        """Whether one worker alone is to go on."""
        if self._lost > _MOST_LOST:
            return False
        if self._seen < _LEAST and 2 * self._one_by_one <= self._seen:
            return True
        many = self._forms * (_RARE if self._ever > _FIRST else _RARE_AT_FIRST) > self._seen
        self._forms = self._one_by_one = self._seen = 0
        return many


def alone(worker: Worker, workers: int, left: Callable[[], int], *, fork: bool) -> Alone | None:
    """Has a forked worker make the first documents, for workers that are forked from this process afterwards.

    `left` says how many documents there still are to be made.
    None where there is but one worker, or where workers aren't forked: those make their forms themselves.
    """
    if workers < 2 or not processes.forks(fork=fork):
        return None
    return Alone(partial(_first, worker), left, _Lessons(worker, left))


def _first(worker: Worker) -> Executor:
    """The one worker; a run in which nothing is to be made never has it."""
    worker.ready()
    return pool(1)()
