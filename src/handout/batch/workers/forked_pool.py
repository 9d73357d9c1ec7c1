"""A pool of workers that are forked from the first of them, so that they begin with all that it has made and read.

The run's own process forks the first worker, with a pipe for each worker that there will be.  When the pool is to
`grow`, the first worker forks the others, and each of them takes a pipe.  The run's own process makes no document
itself: a record that ruins whoever makes its document ruins a worker, never the run.  No more workers are forked, and
have calls, than are of use (`of_use`).

Whoever waits for the pool lets it work (`attend`): there is no thread of its own, which would only wait for the others.

A busy worker gets its next call ahead, so that it need not wait for the run.  But then nobody else can take this call.
So it gets one only where enough calls are left for all, and only a short one.  That fits into the pipe: else the run
would wait for the worker, and the worker, which gives a result back, for the run.

When a worker dies, all are ended, and each call that has no result is broken.
"""

from __future__ import annotations

import contextlib
import pickle
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing import connection
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from handout.batch.workers.jobs import Others
from handout.batch.workers.limits import unwatched
from handout.batch.workers.of_use import WorkersOfUse
from handout.system import processes, processor_time

_SHORT = 1 << 15
"""Bytes; a pipe takes several times as many before anybody reads them."""
_PATIENCE = 5.0
"""Seconds until a worker whose first worker was ended has ended, too; the system sees to that at once."""
_END = "end"
"""What a worker is told last; the first is told, too, how many others it is to fork.  A pipe that the run closes tells
it nothing as long as somebody else has it, as a process has that was forked while the pool was there.
"""
_BEGUN = None, None, 0.0, 0.0
"""What a worker says first."""


class _PipedWorker:
    """A worker as the run sees it."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.begun = False
        self.calls = deque[Future[Any]]()
        """Those that it was given, the one that it does in front."""


class ForkedPool(Executor):
    """Begins with one process; `grow` gives it others."""

    ahead = 3
    """Chunks a worker: one is made, one is there already, one is for whoever is free."""
    others: Others = "forked"

    def __init__(self, workers: int, begin: Callable[[], None], processors: int | None = None) -> None:
        """`begin` is called in the first process; without `processors`, there are those that this process may use."""
        context = processes.context()
        pipes: list[tuple[Any, Any]] = [connection.Pipe() for _ in range(workers)]  # on Windows they have another type
        self._workers = [_PipedWorker(own) for own, _ in pipes]
        self._waiting = deque[tuple[Future[Any], bytes]]()
        self._of_use = WorkersOfUse(workers, processors or processes.count())
        self._broken = self._grown = False
        self._forked = 1
        theirs = [pipe for _, pipe in pipes]
        self._first = context.Process(target=_first, args=(begin, theirs, [own for own, _ in pipes]))  # type: ignore[attr-defined]
        self._first.start()
        _close(theirs)

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """The result is there after some `attend`; BrokenExecutor where a worker has died."""
        if self._broken:
            raise BrokenExecutor
        future = Future[Any]()
        self._waiting.append((future, pickle.dumps((call, args, named), pickle.HIGHEST_PROTOCOL)))
        self._feed()
        return future

    def grow(self, forms: bytes = b"") -> None:
        """Has the first worker fork others that are of use, after what it does now; they have its forms then."""
        if not self._grown:
            self._grown = True
            self._of_use.judge()
        if self._of_use.number > self._forked and not self._broken:
            more, self._forked = self._of_use.number - self._forked, self._of_use.number
            self._give(self._workers[0], pickle.dumps(more))

    def attend(self, seconds: float) -> None:
        """Takes results and gives further calls; waits for so long where no worker has anything to say."""
        if self._broken:
            return
        speaking = connection.wait([worker.pipe for worker in self._workers], seconds)
        if not all(self._heard(worker) for worker in self._workers if worker.pipe in speaking):
            self._break()
            return
        if self._grown:
            self.grow()
        self._feed()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the workers, after what they do now."""
        for worker in self._workers:
            with contextlib.suppress(OSError):
                worker.pipe.send(_END)
            worker.pipe.close()
        self._first.join()
        self._broken = True

    def _feed(self) -> None:
        for ahead in (0, 1):
            for worker in self._workers:
                if worker.begun and len(worker.calls) == ahead and self._next(ahead=bool(ahead)):
                    future, call = self._waiting.popleft()
                    worker.calls.append(future)
                    self._give(worker, call)

    def _next(self, *, ahead: bool) -> bool:
        """Whether there is a call to be done next; some were cancelled."""
        while self._waiting and (not ahead or len(self._waiting) > self._forked):
            if ahead and len(self._waiting[0][1]) > _SHORT:
                return False
            if self._waiting[0][0].set_running_or_notify_cancel():
                return True
            self._waiting.popleft()
        return False

    def _give(self, worker: _PipedWorker, call: bytes) -> None:
        try:
            worker.pipe.send_bytes(call)
        except OSError:
            self._break()

    def _break(self) -> None:
        if self._broken:
            return
        self._broken = True
        self._first.kill()
        for worker in self._workers:
            while worker.pipe.poll(_PATIENCE) and self._heard(worker):
                pass
        self._first.join()
        for worker in self._workers:
            for future in worker.calls:
                future.set_exception(BrokenExecutor())
        for future, _ in self._waiting:
            if future.set_running_or_notify_cancel():
                future.set_exception(BrokenExecutor())
        self._waiting.clear()

    def _heard(self, worker: _PipedWorker) -> bool:
        """Takes what a worker says, a result or that it has begun; whether it is alive."""
        try:
            result, error, wanted, elapsed = worker.pipe.recv()
        except (EOFError, OSError):
            return False
        if not worker.begun:
            worker.begun = True
            return True
        if error is None:
            worker.calls.popleft().set_result(result)
        else:
            worker.calls.popleft().set_exception(error)
        if not self._grown:
            self._of_use.begin()  # what it made before had forms that take long, perhaps
        self._of_use.done(wanted, elapsed)
        return True


def _close(pipes: Sequence[Connection]) -> None:
    for pipe in pipes:
        pipe.close()


def _first(begin: Callable[[], None], pipes: Sequence[Connection], of_run: Sequence[Connection]) -> None:
    processes.begin()
    _close(of_run)
    with contextlib.suppress(Exception):  # what is wrong, the first document says
        begin()
    _serve(pipes[0], pipes[1:])


def _other(of_first: Connection, pipes: Sequence[Connection]) -> None:
    """A worker with the first of these pipes."""
    processes.begin()
    _close([of_first, *pipes[1:]])
    _serve(pipes[0])


def _serve(pipe: Connection, others: Sequence[Connection] = ()) -> None:
    """Does what comes through a pipe until the run ends it, which it may do before the worker has begun.

    Without memory for a call or its result the worker ends, too: a new one has all that it may have.
    """
    pipes = deque(others)
    with contextlib.suppress(EOFError, OSError, MemoryError):
        pipe.send(_BEGUN)
        while (asked := pipe.recv()) != _END:
            if isinstance(asked, int):
                _fork(pipe, pipes, asked)
            else:
                pipe.send_bytes(_said(*asked))


def _said(call: Callable[..., Any], args: Sequence[Any], named: Mapping[str, Any]) -> bytes:
    """What a worker says of a call: its result, or its error (of one that can't be sent, the type); and what it took.

    That is seconds in which it had a processor or waited for one, and seconds in all.
    """
    wanted, began = processor_time.wanted(), monotonic()
    result: Any = None
    error: Exception | None = None
    try:
        result = call(*args, **named)
    except MemoryError:
        raise
    except Exception as raised:
        error = raised
    took = processor_time.wanted() - wanted, monotonic() - began
    try:
        said = pickle.dumps((result, error, *took), pickle.HIGHEST_PROTOCOL)
        if error is not None:
            pickle.loads(said)  # some can be written only
        return said
    except MemoryError:
        raise
    except Exception as unsent:
        unsent = error or unsent
        return pickle.dumps((None, RuntimeError(f"a {type(unsent).__name__} in a worker"), *took))


def _fork(pipe: Connection, others: deque[Connection], number: int) -> None:
    """Forks so many workers, each for one of the other pipes, or as many as the system lets there be.

    A pipe that nobody takes stays open: once it is closed, a worker has died.
    """
    unwatched()
    for _ in range(number):
        try:
            processes.context().Process(target=_other, args=(pipe, [*others])).start()  # type: ignore[attr-defined]
        except OSError:
            return
        others.popleft().close()
