"""The task of a worker of a Dask cluster.  It takes and returns bytes only, and raises nothing.

Dask logs the arguments of a function that raises, and shows names and lines of code on its dashboard: no patient's
value is in any of these.
"""

from __future__ import annotations

import atexit
import pickle
import threading
from typing import Literal

from handout.batch.workers.dask_subprocess import Subprocess

ChunkReply = tuple[Literal["done", "no-job", "lost", "failed"], bytes | str]
"""With the chunk's result, or the name of what failed."""


class _Thread(threading.local):
    """Of each thread of a worker, its own process."""

    hand: Subprocess | None = None


_THREAD = _Thread()
_HANDS: set[Subprocess] = set()
_JOBS: dict[str, bytes] = {}
"""The job of the last run of this worker."""


def parcel(key: str, job: bytes | None, tasks: bytes) -> bytes:
    """What a worker gets; without the job if it may have it already."""
    return pickle.dumps((key, job, tasks))


def made(content: bytes) -> ChunkReply:
    """The result of a parcel."""
    try:
        key, job, tasks = pickle.loads(content)
        if job is not None:
            _JOBS.clear()
            _JOBS[key] = job
        elif key not in _JOBS:
            return "no-job", ""
        return _made(key, _JOBS[key], tasks)
    except BaseException as error:
        return "failed", type(error).__name__


def _made(key: str, job: bytes, tasks: bytes) -> ChunkReply:
    for _ in range(2):
        hand = _hand(key, job)
        answer = hand.make(tasks)
        if answer is not None:
            return "done", answer
        idle = hand.idle()
        _end(hand)
        if not idle:
            break
    return "lost", ""


def _hand(key: str, job: bytes) -> Subprocess:
    if _THREAD.hand is None or _THREAD.hand.key != key:
        if _THREAD.hand is not None:
            _end(_THREAD.hand)
        _THREAD.hand = Subprocess(key, job)
        _HANDS.add(_THREAD.hand)
    return _THREAD.hand


def _end(hand: Subprocess) -> None:
    hand.close()
    _HANDS.discard(hand)
    if _THREAD.hand is hand:
        _THREAD.hand = None


def dismiss(key: str) -> None:
    """Ends the processes of a run on this worker, and forgets the run."""
    _JOBS.pop(key, None)
    for hand in [hand for hand in _HANDS if hand.key == key]:
        _end(hand)


@atexit.register
def _leave() -> None:
    for hand in [*_HANDS]:
        hand.close()
