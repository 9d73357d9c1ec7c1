"""A Dask cluster as executor, with a watch on whether its scheduler and a worker are there.

Dask does a chunk again when a worker dies.  What kills its own process, or worker after worker, comes back as lost, and
the pool finds out which record it was.  The keys of tasks are random, and what is sent is bytes.
"""

from __future__ import annotations

import contextlib
import pickle
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from time import monotonic
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from handout.batch.workers import dask_task
from handout.batch.workers.dask_client import connected
from handout.batch.workers.jobs import Chunk, Done
from handout.batch.workers.pool import Unreachable
from handout.batch.workers.versions import with_forms
from handout.diagnostics import OutputError

PATIENCE = 30.0
"""Seconds to wait for the scheduler, or for a first worker."""
_LOOK = 1.0
_FETCH = 30.0
"""Seconds to wait for a result before it is checked whether scheduler and worker are there."""


class _SentChunk(Struct, frozen=True, eq=False):
    """A chunk that was sent to the cluster."""

    chunk: Chunk
    forms: bytes
    task: Any
    worker: str | None
    """The one that is to make it, if it is there."""


class Cluster:
    """A scheduler, and its workers.  Called, it gives an executor."""

    def __init__(self, address: str, *, patience: float = PATIENCE) -> None:
        """HandoutError if it isn't there (6), or if the address is invalid or Dask isn't installed (2)."""
        self._address, self._patience = address, patience
        self._client = connected(address, patience)
        self._open: dict[Future[Done], _SentChunk] = {}
        self._first: str | None = None
        """The address of the worker that a run begins with."""
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._answers: SimpleQueue[tuple[Future[Done], _SentChunk] | None] = SimpleQueue()
        self._key = ""
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            self._client.close()
            message = f"the scheduler has had no worker for {patience:.0f} seconds"
            raise OutputError.at(address, message, "start one with: dask worker ADDRESS", "scheduler") from None
        threads = self._client.nthreads()
        self.slots = sum(threads.values())
        """Chunks that it can do at once."""
        self._workers = sorted(threads)
        """The addresses of those that were there when somebody last was."""
        threading.Thread(target=self._watch, daemon=True).start()
        # Dask has one thread for callbacks of results; waiting in it would stop the callbacks of every cluster.
        threading.Thread(target=self._listen, daemon=True).start()

    def __call__(self) -> Executor:
        """An executor on it; each call gives one."""
        return _Executor(self)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self, chunk: Chunk, future: Future[Done], forms: bytes, *, job: bool = False, anybody: bool = False
    ) -> None:  # fmt: skip
        """Sends a chunk to a worker, with the job if it is known not to be there; Unreachable if there is none.

        What comes before others is for the first worker as long as it is there, or for `anybody`.
        """
        self._key = chunk.key
        content = with_forms(chunk.job, forms) if job else None
        content = dask_task.parcel(
            chunk.key, content, pickle.dumps(replace(chunk, job=b"")), with_forms=bool(forms)
        )  # fmt: skip
        if self._client.status != "running":
            raise Unreachable(self._lost())
        worker = self._first_worker() if chunk.before_others and not anybody else None
        task = self._client.submit(
            dask_task.made, content, key=f"handout-{secrets.token_hex(8)}", pure=False,
            workers=worker, allow_other_workers=worker is not None,
        )  # fmt: skip
        asked = _SentChunk(chunk, forms, task, worker)
        with self._lock:
            self._open[future] = asked
        task.add_done_callback(lambda _: self._answers.put((future, asked)))

    def _first_worker(self) -> str | None:
        """The same as before if it was there a moment ago; the scheduler isn't asked, for it may never answer."""
        there = self._workers
        if self._first not in there:
            self._first = there[0] if there else None
        return self._first

    def close(self) -> None:
        """Lets the workers forget the run, and closes the connection."""
        self._ended.set()
        self._answers.put(None)
        with contextlib.suppress(Exception):
            if self._client.status == "running":
                self._client.run(dask_task.dismiss, self._key, on_error="ignore")
        with contextlib.suppress(Exception):
            self._client.close(timeout=2)

    def _listen(self) -> None:
        while (answer := self._answers.get()) is not None:
            self._answered(*answer)

    def _fetched(self, task: Any) -> dask_task.ChunkReply:
        """A task's result; it would never arrive if the scheduler or the worker dies while it is sent."""
        while True:
            try:
                answer: dask_task.ChunkReply = task.result(timeout=_FETCH)
            except TimeoutError:
                if self._ended.is_set() or self._client.status != "running":
                    raise Unreachable(self._lost()) from None
            else:
                return answer

    def _answered(self, future: Future[Done], asked: _SentChunk) -> None:
        if self._open.get(future) is not asked:  # somebody else was asked since
            return
        try:
            kind, content = self._fetched(asked.task)
            if kind == "no-job":
                self.ask(asked.chunk, future, asked.forms, job=True)
            elif isinstance(content, bytes):
                _settle(future, pickle.loads(content))
            elif kind == "lost":
                _settle(future, BrokenExecutor())
            else:
                _settle(future, Unreachable(f"a worker can't do the work: {content}"))
        except Exception as error:
            _settle(future, self._told(error))
        finally:
            with self._lock:
                if self._open.get(future) is asked:
                    del self._open[future]
            with contextlib.suppress(Exception):
                asked.task.release()

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, Unreachable):
            return error
        if self._client.status != "running":
            return Unreachable(self._lost())
        if type(error).__name__ in ("KilledWorker", "CancelledError", "FutureCancelledError", "FuturesCancelledError"):
            return BrokenExecutor()
        if isinstance(error, ImportError):
            return Unreachable("a worker can't do the work: handout isn't installed there, or lacks a package")
        return Unreachable(f"a worker can't do the work: {type(error).__name__}")

    def _lost(self) -> str:
        return f"the scheduler at {self._address} doesn't answer any more"

    def _watch(self) -> None:
        """Tells the waiting futures when no worker is there any more, and asks again where one left that was alone."""
        seen = monotonic()
        while not self._ended.wait(_LOOK):
            reason = ""
            try:
                if self._client.status != "running":
                    reason = self._lost()
                elif there := self._client.nthreads():
                    seen, self._workers = monotonic(), sorted(there)
                    self._ask_again()
                elif monotonic() - seen > self._patience:
                    reason = f"the scheduler has had no worker for {self._patience:.0f} seconds"
            except Exception:  # the connection was closed, or broke, during the request
                continue
            if reason:
                with self._lock:
                    waiting, self._open = [*self._open], {}
                for future in waiting:
                    _settle(future, Unreachable(reason))

    def _ask_again(self) -> None:
        """What waits for a worker that left while nobody else was there: Dask gives it to none that comes later."""
        with self._lock:
            left = {
                each.task.key: future
                for future, each in self._open.items()
                if each.worker not in (None, *self._workers)
            }
        if not left:
            return
        for under_way in self._client.processing().values():
            for key in under_way:
                left.pop(key, None)
        for future in left.values():
            asked = self._open.get(future)
            if asked is not None and asked.task.status == "pending":
                self.ask(asked.chunk, future, asked.forms, anybody=True)
                asked.task.cancel()


class _Executor(Executor):
    """Runs chunks on a cluster, at first on one worker, whose forms the others get with the job.

    A running chunk isn't cancelled: its worker may be writing.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._forms = b""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        (chunk,) = args
        future: Future[Done] = Future()
        future.set_running_or_notify_cancel()
        self._cluster.ask(chunk, future, self._forms)
        return future

    def grow(self, forms: bytes) -> None:
        """From now on the job goes to workers with these forms."""
        self._forms = forms


def _settle(future: Future[Done], result: Done | Exception) -> None:
    """Sets a future's result, unless it has one."""
    with contextlib.suppress(Exception):
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
