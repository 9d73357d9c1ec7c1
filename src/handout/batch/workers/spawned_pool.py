"""A pool of workers that aren't forked: one at first, then others that begin with the forms that it has made."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from handout.system import signals

MakeWorkers = Callable[[int, bytes], Executor]
"""Makes an executor with a number of workers, which begin with some forms."""


class SpawnedPool(Executor):
    """Gives a call to whichever of its two groups of workers, the first one and the others, has less to do."""

    def __init__(self, workers: int, make: MakeWorkers) -> None:
        self._workers, self._make = workers, make
        self._parts = [_Processes(make(1, b""), 1)]

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """BrokenExecutor where a worker of the part has died."""
        return min(self._parts, key=_Processes.calls_per_worker).submit(call, *args, **named)

    def grow(self, forms: bytes) -> None:
        """Has it take the other workers, with these forms."""
        if len(self._parts) == 1 < self._workers:
            others = self._workers - 1
            self._parts.append(_Processes(self._make(others, forms), others))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends all workers, after what they do now."""
        for part in self._parts:
            part.executor.shutdown(wait, cancel_futures=cancel_futures)


class _Processes:
    def __init__(self, executor: Executor, workers: int) -> None:
        self.executor, self._workers = executor, workers
        self._calls: list[Future[Any]] = []

    def calls_per_worker(self) -> float:
        self._calls = [call for call in self._calls if not call.done()]
        return len(self._calls) / self._workers

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        with signals.interrupt_waits():  # where a process is begun, it would die of Ctrl-C before it ignores it
            future = self.executor.submit(call, *args, **named)
        self._calls.append(future)
        return future
