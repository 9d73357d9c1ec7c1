"""A Dask cluster as executor, with a watch on whether its scheduler and a worker are there.

Dask does a chunk again when a worker dies.  What kills its own process, or worker after worker, comes back as lost, and
the pool finds out which record it was.  The keys of tasks are random, and what is sent is bytes.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from time import monotonic
from typing import Any

from msgspec.structs import replace

from handout.batch.workers import dask_task
from handout.batch.workers.jobs import Chunk, Done
from handout.batch.workers.pool import Unreachable
from handout.batch.workers.versions import with_forms
from handout.diagnostics import OutputError, UsageError

PATIENCE = 30.0
"""Seconds to wait for the scheduler, or for a first worker."""
_LOOK = 1.0
_FETCH = 30.0
"""Seconds to wait for a result before it is checked whether scheduler and worker are there."""


def unprotected(address: str) -> bool:
    """Whether others can read what is sent to a scheduler."""
    protocol, _, rest = address.rpartition("://")
    host = rest.rpartition(":")[0].strip("[]")
    return protocol in ("", "tcp", "ws") and host not in ("localhost", "127.0.0.1", "::1")


class Cluster:
    """A scheduler, and its workers.  Called, it gives an executor."""

    def __init__(self, address: str, *, patience: float = PATIENCE) -> None:
        """HandoutError if it isn't there (6), or if the address is invalid or Dask isn't installed (2)."""
        self._address, self._patience = address, patience
        self._client = _client(address, patience)
        self._open: dict[Future[Done], Any] = {}
        self._first: str | None = None
        """The address of the worker that a run begins with."""
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._answers: SimpleQueue[tuple[Chunk, Future[Done], bytes, Any] | None] = SimpleQueue()
        self._key = ""
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            self._client.close()
            message = f"the scheduler has had no worker for {patience:.0f} seconds"
            raise OutputError.at(address, message, "start one with: dask worker ADDRESS", "scheduler") from None
        self.slots = sum(self._client.nthreads().values())
        """Chunks that it can do at once."""
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

    def ask(self, chunk: Chunk, future: Future[Done], forms: bytes, *, job: bool = False) -> None:
        """Sends a chunk to a worker, with the job if it is known not to be there; Unreachable if there is none."""
        self._key = chunk.key
        content = with_forms(chunk.job, forms) if job else None
        content = dask_task.parcel(
            chunk.key, content, pickle.dumps(replace(chunk, job=b"")), with_forms=bool(forms)
        )  # fmt: skip
        if self._client.status != "running":
            raise Unreachable(self._lost())
        alone = chunk.before_others != ""
        task = self._client.submit(
            dask_task.made, content, key=f"handout-{secrets.token_hex(8)}", pure=False,
            workers=self._first_worker() if alone else None, allow_other_workers=alone,
        )  # fmt: skip
        with self._lock:
            self._open[future] = task
        task.add_done_callback(lambda task: self._answers.put((chunk, future, forms, task)))

    def _first_worker(self) -> list[str] | None:
        """One worker, the same as before if it is there; None if none is, or nobody answers."""
        there: list[str] = []
        with contextlib.suppress(Exception):
            there = sorted(self._client.nthreads())
        if self._first not in there:
            self._first = there[0] if there else None
        return None if self._first is None else [self._first]

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

    def _answered(self, chunk: Chunk, future: Future[Done], forms: bytes, task: Any) -> None:
        try:
            kind, content = self._fetched(task)
            if kind == "no-job":
                self.ask(chunk, future, forms, job=True)
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
                if self._open.get(future) is task:
                    del self._open[future]
            with contextlib.suppress(Exception):
                task.release()

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
        """Tells the waiting futures when no worker is there any more."""
        seen = monotonic()
        while not self._ended.wait(_LOOK):
            reason = ""
            try:
                if self._client.status != "running":
                    reason = self._lost()
                elif self._client.nthreads():
                    seen = monotonic()
                elif monotonic() - seen > self._patience:
                    reason = f"the scheduler has had no worker for {self._patience:.0f} seconds"
            except Exception:  # the connection was closed, or broke, during the request
                continue
            if reason:
                with self._lock:
                    waiting, self._open = [*self._open], {}
                for future in waiting:
                    _settle(future, Unreachable(reason))


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


def _client(address: str, patience: float) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise UsageError.at(
            address, "a scheduler needs another package", "pip install 'handout[dask]'", "scheduler"
        ) from None
    # The program reports once what Dask would log; and Dask's warning of large messages is expected here.
    for name in ("distributed", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})
    try:
        return Client(address, timeout=patience, set_as_default=False, name="handout")
    except (OSError, TimeoutError):
        raise OutputError.at(
            address, "no scheduler answers there", "start one with: dask scheduler", "scheduler"
        ) from None
    except (ValueError, TypeError, ImportError):
        raise UsageError.at(
            address, "no address of a scheduler", "write tcp://host:8786 or tls://host:8786", "scheduler"
        ) from None
