"""The task of a worker of a Dask cluster.  It takes and returns bytes only, and raises nothing.

Dask logs the arguments of a function that raises, and shows names and lines of code on its dashboard: no patient's
value is in any of these.
"""

from __future__ import annotations

import atexit
import pickle
import threading
from typing import Literal

from msgspec import Struct

from handout.batch.workers.dask_subprocess import Subprocess

ChunkReply = tuple[Literal["done", "no-job", "lost", "failed"], bytes | str]
"""What became of a chunk, with its result, or the name of the error."""


class _JobKept(Struct, frozen=True):
    key: str
    job: bytes
    with_forms: bool


RUNS = 4
"""Runs at once of which a worker keeps the jobs and the processes: else each would end the process of the last one."""
_PROCESSES: set[Subprocess] = set()
_IDLE: list[Subprocess] = []
"""Those that do nothing now; whoever was used last is used next, since it has the most forms."""
_JOBS: dict[str, _JobKept] = {}
"""The jobs of the last runs of this worker, the latest behind."""
_LOCK = threading.Lock()
"""A worker may have several threads, each with a process while it does a chunk."""


def parcel(key: str, job: bytes | None, chunk: bytes, *, with_forms: bool) -> bytes:
    """What a worker gets: without the job if it may have it already; `with_forms` once there are forms for the job."""
    return pickle.dumps((key, job, chunk, with_forms))


def made(content: bytes) -> ChunkReply:
    """The result of a parcel."""
    try:
        key, job, chunk, with_forms = pickle.loads(content)
        with _LOCK:
            if job is not None:
                _JOBS.pop(key, None)
                _JOBS[key] = _JobKept(key, job, with_forms)
                for forgotten in [*_JOBS][:-RUNS]:
                    del _JOBS[forgotten]
            kept = _JOBS.get(key)
        if kept is None or (with_forms and not kept.with_forms):
            return "no-job", ""
        return _made(kept, chunk)
    except BaseException as error:
        return "failed", type(error).__name__


def _made(kept: _JobKept, chunk: bytes) -> ChunkReply:
    for found in (_idle(kept.key), None):
        process = found or _begun(kept)
        answer = process.make(chunk)
        if answer is not None:
            with _LOCK:
                _IDLE.append(process)
            return "done", answer
        idle = process.idle()
        _end(process)
        if not idle:
            break
    return "lost", ""


def _idle(key: str) -> Subprocess | None:
    """A process of a job that does nothing now, if there is one; those of jobs that are forgotten are ended."""
    with _LOCK:
        ended = [process for process in _IDLE if process.key not in _JOBS]
        own = [process for process in _IDLE if process.key == key]
        found = own[-1] if own else None
        _IDLE[:] = [process for process in _IDLE if process is not found and process not in ended]
    for process in ended:
        _end(process)
    return found


def _begun(kept: _JobKept) -> Subprocess:
    process = Subprocess(kept.key, kept.job)
    with _LOCK:
        _PROCESSES.add(process)
    return process


def _end(process: Subprocess) -> None:
    process.close()
    with _LOCK:
        _PROCESSES.discard(process)
        if process in _IDLE:
            _IDLE.remove(process)


def dismiss(key: str) -> None:
    """Ends the processes of a run on this worker, and forgets the run."""
    with _LOCK:
        _JOBS.pop(key, None)
        ended = [process for process in _PROCESSES if process.key == key]
    for process in ended:
        _end(process)


@atexit.register
def _leave() -> None:
    for process in [*_PROCESSES]:
        process.close()
