"""The pool of workers, which is made again when one of them dies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.batch.output.entries import Fault
from handout.batch.workers import worker
from handout.batch.workers.jobs import Carried, Chunk, Done, Job
from handout.system import processes

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

MakeExecutor = Callable[[], "Executor"]

_TICK = 0.2
"""Seconds between looks at whether the run is to stop."""
_AHEAD = 2
"""Chunks a worker that are handed out."""
_READY = 64
"""Chunks that are read ahead."""
_DIED = Fault("worker-died", "the worker that made it died, or was stopped well after its deadline")


class Unreachable(Exception):
    """No worker can be reached; the message says which workers and why, and the run can be resumed."""


class Begin(Struct, frozen=True):
    """How a process of the pool begins: with the job, so that no chunk need bring it.  A forked one has it already."""

    key: str
    job: Job

    def __call__(self) -> None:
        """In the process."""
        worker.receive(self.key, self.job)


def pool(workers: int, begin: Begin | None = None, *, fork: bool = True) -> MakeExecutor:
    """Makes a pool of processes; forked where that is safe, so that they begin with what this process has read."""

    def make() -> Executor:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(processes.count(workers), processes.context(fork=fork), begin)

    return make


class Alone(Struct, frozen=True):
    """How a run begins with one worker alone, which makes what the others are then forked with."""

    make_executor: MakeExecutor
    """Makes the executor of one worker."""
    left: Callable[[], int]
    """How many documents there still are to be made."""
    learned: Callable[[Done], bool]
    """Takes what a chunk teaches; whether the next chunk is done alone, too."""


class _Chunks:
    """The chunks of a run, some of them read before they are asked for."""

    def __init__(self, first: Chunk, others: Iterator[Chunk]) -> None:
        self._ready, self._others = deque([first]), others

    def next(self) -> Chunk | None:
        """The next chunk; None behind the last."""
        return self._ready.popleft() if self._ready else next(self._others, None)

    def read_ahead(self) -> bool:
        """Makes one more ready; whether that is of use."""
        if len(self._ready) < _READY and (chunk := next(self._others, None)) is not None:
            self._ready.append(chunk)
            return True
        return False


class WorkerPool:
    """Has chunks done; a worker that dies costs only the document that it died of."""

    def __init__(
        self, make_executor: MakeExecutor, workers: int, stopped: Callable[[], bool], alone: Alone | None = None
    ) -> None:
        self._make, self._workers, self._stopped = make_executor, workers, stopped
        self._executor: Executor | None = None
        self._begins = alone
        """Until the others are there."""

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Done]:
        """What became of the chunks, in the order in which they are done; when the run stops, of those under way."""
        first = None if self._stopped() else next(chunks, None)
        if first is None:
            return
        # A run in which nothing is to be made has no workers, and needn't import what they take.
        from concurrent.futures import FIRST_COMPLETED, wait

        known = _Chunks(first, chunks)
        pending: dict[Future[Done], Chunk] = {}
        more = True
        try:
            while more or pending:
                ahead = 1 if self._begins else _AHEAD * self._workers
                while more and len(pending) < ahead and not self._stopped():
                    chunk = known.next()
                    more = chunk is not None
                    if chunk is not None:
                        self._hand(chunk, pending)
                if self._begins:
                    self._read_ahead(known, pending)
                if self._stopped():
                    more = False
                    for future in pending:
                        future.cancel()
                done, _ = wait(pending, timeout=_TICK, return_when=FIRST_COMPLETED)
                lost = []
                for future in done:
                    chunk = pending.pop(future)
                    result = _result(future)
                    if result is not None:
                        yield result
                        self._learned(result)
                        if result.left and not self._stopped():
                            self._hand(_rest(chunk, result), pending)
                    elif not self._stopped():
                        lost.append(chunk)
                if lost:
                    yield from self._recovered(lost, pending)
        finally:
            self._dismiss()

    def _read_ahead(self, chunks: _Chunks, pending: Iterable[Future[Done]]) -> None:
        """While one worker is alone, this process has nothing else to do; later all others wait for it."""
        while not self._stopped() and not any(future.done() for future in pending) and chunks.read_ahead():
            pass

    def _learned(self, done: Done) -> None:
        """After a chunk that was done alone: the one worker makes room for all when there is no more to learn."""
        if self._begins is not None and not self._begins.learned(done):
            self._begins = None
            self._dismiss()

    def _hand(self, chunk: Chunk, pending: dict[Future[Done], Chunk]) -> None:
        from concurrent.futures import BrokenExecutor, Future

        for _ in range(2):
            if self._executor is None:
                self._executor = self._begins.make_executor() if self._begins else self._make()
            begins = self._begins
            chunk = replace(chunk, teaches=begins is not None, left=begins.left() if begins is not None else 0)
            try:
                pending[self._executor.submit(worker.make, chunk)] = chunk
                return
            except (BrokenExecutor, RuntimeError):
                # The pool broke while a chunk was submitted; its chunks are among the pending ones.
                if pending:
                    future: Future[Done] = Future()
                    future.set_exception(BrokenExecutor())
                    pending[future] = chunk
                    return
                self._dismiss()
        raise BrokenExecutor("no worker stays alive")

    def _recovered(self, lost: list[Chunk], pending: dict[Future[Done], Chunk]) -> Iterator[Done]:
        """After the death of a worker: the chunk that caused it isn't known, so chunks are run one after another."""
        for future, chunk in list(pending.items()):
            result = _result(future)
            if result is None:
                lost.append(chunk)
                continue
            yield result
            if result.left:
                lost.append(_rest(chunk, result))
        pending.clear()
        self._dismiss()
        self._begins = None
        for chunk in lost:
            rest = chunk
            while (result := self._alone(rest)) is not None:
                yield result
                if not result.left or self._stopped():
                    break
                rest = _rest(rest, result)
            if result is not None:
                continue
            for task in rest.tasks:
                if self._stopped():
                    return
                one = self._alone(replace(rest, tasks=(task,))) if len(rest.tasks) > 1 else None
                # It may have died before it removed the file of an earlier run under that name.
                yield one or Done((worker.failed(task, (_DIED,)),), carried=(Carried(task.file, None),))

    def _alone(self, chunk: Chunk) -> Done | None:
        """The result of a chunk that runs alone; None if its worker died."""
        alone: dict[Future[Done], Chunk] = {}
        self._hand(chunk, alone)
        (future,) = alone
        result = _result(future)
        if result is None:
            self._dismiss()
        return result

    def _dismiss(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None


def _rest(chunk: Chunk, done: Done) -> Chunk:
    """The tasks of a chunk that weren't begun."""
    return replace(chunk, tasks=chunk.tasks[-done.left :])


def _result(future: Future[Done]) -> Done | None:
    """A chunk's result; None if its worker died during it, or before it."""
    from concurrent.futures import BrokenExecutor, CancelledError

    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        return None
