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
"""What became of a chunk, with its result, or the name of the error."""


class _Thread(threading.local):
    """The process of each thread of a worker."""

    process: Subprocess | None = None


_THREAD = _Thread()
_PROCESSES: set[Subprocess] = set()
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
        process = _process(key, job)
        answer = process.make(tasks)
        if answer is not None:
            return "done", answer
        idle = process.idle()
        _end(process)
        if not idle:
            break
    return "lost", ""


def _process(key: str, job: bytes) -> Subprocess:
    if _THREAD.process is None or _THREAD.process.key != key:
        if _THREAD.process is not None:
            _end(_THREAD.process)
        _THREAD.process = Subprocess(key, job)
        _PROCESSES.add(_THREAD.process)
    return _THREAD.process


def _end(process: Subprocess) -> None:
    process.close()
    _PROCESSES.discard(process)
    if _THREAD.process is process:
        _THREAD.process = None


def dismiss(key: str) -> None:
    """Ends the processes of a run on this worker, and forgets the run."""
    _JOBS.pop(key, None)
    for process in [process for process in _PROCESSES if process.key == key]:
        _end(process)


@atexit.register
def _leave() -> None:
    for process in [*_PROCESSES]:
        process.close()
