"""What the pool of workers asks of an executor, and how one of `concurrent.futures` gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from handout.batch.workers.jobs import Others

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


@runtime_checkable
class Attended(Protocol):
    """An executor that works while somebody waits for it."""

    ahead: int
    """Chunks a worker that it is given before the first of them is done."""
    others: Others
    """How it takes further workers, where it begins with one."""

    def submit(self, call: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """The result is there after some `attend`; BrokenExecutor where a worker has died."""

    def attend(self, seconds: float) -> None:
        """Lets it work until something is done, or for so long."""

    def grow(self, forms: bytes) -> None:
        """Has it take further workers, which begin with the forms of the first."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the workers."""


@runtime_checkable
class TakesForms(Protocol):
    """An executor of `concurrent.futures` that begins with one worker, and sends its forms to others."""

    def grow(self, forms: bytes) -> None:
        """Has it take further workers, which begin with these forms."""


class _Unattended:
    """An executor that works by itself: whoever attends waits."""

    ahead = 2

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._growing = executor if isinstance(executor, TakesForms) else None
        self._pending: set[Future[Any]] = set()
        self.others: Others = "" if self._growing is None else "sent"

    def submit(self, call: Callable[..., Any], /, *args: Any) -> Future[Any]:
        future = self._executor.submit(call, *args)
        self._pending.add(future)
        return future

    def attend(self, seconds: float) -> None:
        # A run in which nothing is to be made has no workers, and needn't import what they take.
        from concurrent.futures import FIRST_COMPLETED, wait

        self._pending = {future for future in self._pending if not future.done()}
        wait(self._pending, timeout=seconds, return_when=FIRST_COMPLETED)

    def grow(self, forms: bytes) -> None:
        """Without effect on one that has all its workers from the beginning."""
        if self._growing is not None:
            self._growing.grow(forms)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait, cancel_futures=cancel_futures)


def attended(executor: Executor | Attended) -> Attended:
    """The executor itself, or what lets one of `concurrent.futures` be attended."""
    return executor if isinstance(executor, Attended) else _Unattended(executor)
