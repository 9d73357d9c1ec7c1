"""The pool of workers, which is made again when one of them dies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.batch.output.entries import Fault
from handout.batch.workers import outcomes, worker
from handout.batch.workers.attended import Attended, attended
from handout.batch.workers.jobs import Carried, Chunk, Done

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

MakeExecutor = Callable[[], "Executor | Attended"]

_TICK = 0.2
"""Seconds between looks at whether the run is to stop."""
_READY, _MOST_READY = 256, 16 << 20
"""Chunks that are read ahead, most that there are of a list of 20,000; characters that they may have in all."""
_DIED = Fault("worker-died", "the worker that made it died, or was stopped well after its deadline")


class Unreachable(Exception):
    """No worker can be reached; the message says which workers and why, and the run can be resumed."""


class Alone(Struct, frozen=True):
    """How a run begins with one worker alone, whose forms the others then have, forked from it or sent them."""

    left: Callable[[], int]
    """How many documents there still are to be made."""
    goes_on: Callable[[Done], bool]
    """Whether the next chunk is done alone, too."""


class _Chunks:
    """The chunks of a run, some of them read before they are asked for."""

    def __init__(self, first: Chunk, others: Iterator[Chunk]) -> None:
        self._ready, self._others = deque([first]), others
        self._characters = 0
        """Of all that was read ahead."""

    def next(self) -> Chunk | None:
        """The next chunk; None behind the last."""
        return self._ready.popleft() if self._ready else next(self._others, None)

    def read_ahead(self) -> bool:
        """Makes one more ready; whether that is of use."""
        room = len(self._ready) < _READY and self._characters < _MOST_READY
        if room and (chunk := next(self._others, None)) is not None:
            self._ready.append(chunk)
            self._characters += sum(task.characters for task in chunk.tasks)
            return True
        return False


class WorkerPool:
    """Has chunks done; a worker that dies costs only the document that it died of."""

    def __init__(
        self, make_executor: MakeExecutor, workers: int, stopped: Callable[[], bool], alone: Alone | None = None
    ) -> None:
        self._make, self._workers, self._stopped = make_executor, workers, stopped
        self._executor: Attended | None = None
        self._at_first = self._begins = alone
        """The second until the others are there."""
        self._forms = b""
        """Of the worker that is alone, if they are sent to others."""

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Done]:
        """What became of the chunks, in the order in which they are done; when the run stops, of those under way."""
        first = None if self._stopped() else next(chunks, None)
        if first is None:
            return
        known = _Chunks(first, chunks)
        pending: dict[Future[Done], Chunk] = {}
        more = True
        try:
            while more or pending:
                while more and len(pending) < self._ahead and not self._stopped():
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
                lost = []
                for future in self._done(pending):
                    chunk = pending.pop(future)
                    result = self._result(future)
                    if result is not None:
                        self._grow_after(result)
                        yield result
                        if result.left and not self._stopped():
                            self._hand(_rest(chunk, result), pending)
                    elif not self._stopped():
                        lost.append(chunk)
                if lost:
                    yield from self._recovered(lost, pending)
        finally:
            self._dismiss()

    @property
    def _ahead(self) -> int:
        """How many chunks are handed out together."""
        most = self._workers * self._there().ahead
        return 1 if self._begins else most

    def _read_ahead(self, chunks: _Chunks, pending: Collection[Future[Done]]) -> None:
        """While one worker is alone, this process has nothing else to do; later all others wait for it."""
        while not self._stopped() and not any(future.done() for future in pending) and chunks.read_ahead():
            self._there().attend(0)

    def _grow_after(self, done: Done) -> None:
        """After a chunk that was done alone: the others come when the one worker has what all need."""
        if self._begins is None:
            return
        self._forms = done.forms or self._forms
        if not self._begins.goes_on(done):
            self._begins = None
            self._there().grow(self._forms)

    def _done(self, pending: Collection[Future[Done]]) -> list[Future[Done]]:
        """Those that are done, when there are any or it is time to look whether the run is to stop."""
        if pending and not any(future.done() for future in pending):
            self._there().attend(_TICK)
        return [future for future in pending if future.done()]

    def _hand(self, chunk: Chunk, pending: dict[Future[Done], Chunk]) -> None:
        from concurrent.futures import BrokenExecutor, Future

        for _ in range(2):
            executor, begins = self._there(), self._begins
            others, left = ("", 0) if begins is None else (executor.others, begins.left())
            chunk = replace(chunk, before_others=others, left=left)
            try:
                pending[executor.submit(worker.make, chunk)] = chunk
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
            result = self._result(future)
            if result is None:
                lost.append(chunk)
                continue
            yield result
            if result.left:
                lost.append(_rest(chunk, result))
        pending.clear()
        self._dismiss()
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
                yield one or Done((outcomes.failed(task, (_DIED,)),), carried=(Carried(task.file, None),))

    def _alone(self, chunk: Chunk) -> Done | None:
        """The result of a chunk that runs alone; None if its worker died."""
        alone: dict[Future[Done], Chunk] = {}
        self._hand(chunk, alone)
        (future,) = alone
        result = self._result(future)
        if result is None:
            self._dismiss()
        else:
            self._forms = result.forms or self._forms
        return result

    def _result(self, future: Future[Done]) -> Done | None:
        """A chunk's result; None if its worker died during it, or before it."""
        from concurrent.futures import BrokenExecutor, CancelledError

        while not future.done():
            self._there().attend(_TICK)
        try:
            return future.result()
        except (BrokenExecutor, CancelledError):
            return None

    def _there(self) -> Attended:
        """The executor, which is made when it is first needed, and again after a worker's death."""
        if self._executor is None:
            self._executor = attended(self._make())
            if not self._executor.others:
                self._begins = None
        return self._executor

    def _dismiss(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor, self._begins, self._forms = None, self._at_first, b""


def _rest(chunk: Chunk, done: Done) -> Chunk:
    """The tasks of a chunk that weren't begun."""
    return replace(chunk, tasks=chunk.tasks[-done.left :])
