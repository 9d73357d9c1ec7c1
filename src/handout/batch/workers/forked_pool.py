"""A pool of workers that are forked from the first of them, so that they begin with all that it has made and read.

The run's own process forks the first worker, with a pipe for each worker that there will be.  When the pool is to
`grow`, the first worker forks the others, and each of them takes a pipe.  The run's own process makes no document
itself: a record that ruins whoever makes its document ruins a worker, never the run.

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
from typing import Any

from handout.batch.workers.limits import unwatched
from handout.system import processes

_SHORT = 1 << 15
"""Bytes; a pipe takes several times as many before anybody reads them."""
_PATIENCE = 5.0
"""Seconds until a worker whose first worker was ended has ended, too; the system sees to that at once."""
_GROW, _END = "grow", "end"
"""What a worker is told beside its calls.  A pipe that the run closes tells it nothing as long as somebody else has it,
as a process has that was forked while the pool was there.
"""


class _PipedWorker:
    """A worker as the run sees it."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.begun = False
        self.calls = deque[Future[Any]]()
        """Those that it was given, the one that it does in front."""


class ForkedPool(Executor):
    """Begins with one process; `grow` gives it the others."""

    def __init__(self, workers: int, begin: Callable[[], None]) -> None:
        """`begin` is called in the first process."""
        context = processes.context()
        pipes: list[tuple[Any, Any]] = [connection.Pipe() for _ in range(workers)]  # on Windows they have another type
        self._workers = [_PipedWorker(own) for own, _ in pipes]
        self._waiting = deque[tuple[Future[Any], bytes]]()
        self._broken = self._grown = False
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

    def grow(self) -> None:
        """Has the first worker fork the others, after what it does now."""
        if not self._grown and not self._broken:
            self._grown = True
            self._give(self._workers[0], pickle.dumps(_GROW))

    def attend(self, seconds: float) -> None:
        """Takes results and gives further calls; waits for so long where no worker has anything to say."""
        if self._broken:
            return
        speaking = connection.wait([worker.pipe for worker in self._workers], seconds)
        if all(_heard(worker) for worker in self._workers if worker.pipe in speaking):
            self._feed()
        else:
            self._break()

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
        while self._waiting and (not ahead or len(self._waiting) > len(self._workers)):
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
            while worker.pipe.poll(_PATIENCE) and _heard(worker):
                pass
        self._first.join()
        for worker in self._workers:
            for future in worker.calls:
                future.set_exception(BrokenExecutor())
        for future, _ in self._waiting:
            if future.set_running_or_notify_cancel():
                future.set_exception(BrokenExecutor())
        self._waiting.clear()


def _heard(worker: _PipedWorker) -> bool:
    """Takes what a worker says, a result or that it has begun; whether it is alive."""
    try:
        result, error = worker.pipe.recv()
    except (EOFError, OSError):
        return False
    if not worker.begun:
        worker.begun = True
    elif error is None:
        worker.calls.popleft().set_result(result)
    else:
        worker.calls.popleft().set_exception(error)
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


def _other(number: int, pipes: Sequence[Connection]) -> None:
    processes.begin()
    _close([*pipes[:number], *pipes[number + 1 :]])
    _serve(pipes[number])


def _serve(pipe: Connection, others: Sequence[Connection] = ()) -> None:
    """Does what comes through a pipe until the run ends it, which it may do before the worker has begun.

    Without memory for a call or its result the worker ends, too: a new one has all that it may have.
    """
    with contextlib.suppress(EOFError, OSError, MemoryError):
        pipe.send((None, None))
        while (asked := pipe.recv()) != _END:
            if asked == _GROW:
                _fork((pipe, *others))
            else:
                pipe.send_bytes(_said(*asked))


def _said(call: Callable[..., Any], args: Sequence[Any], named: Mapping[str, Any]) -> bytes:
    """What a worker says of a call: its result, or its error; of one that can't be sent, the type."""
    try:
        return pickle.dumps((call(*args, **named), None), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except Exception as error:
        with contextlib.suppress(Exception):
            said = pickle.dumps((None, error))
            pickle.loads(said)  # some can be written only
            return said
        return pickle.dumps((None, RuntimeError(f"a {type(error).__name__} in a worker")))


def _fork(pipes: Sequence[Connection]) -> None:
    """Forks a worker for each pipe but the first, or as many as the system lets there be.

    A pipe that nobody takes stays open: once it is closed, a worker has died.
    """
    unwatched()
    for number in range(1, len(pipes)):
        try:
            processes.context().Process(target=_other, args=(number, pipes)).start()  # type: ignore[attr-defined]
        except OSError:
            return
        pipes[number].close()
