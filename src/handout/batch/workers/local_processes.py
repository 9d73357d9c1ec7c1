"""The executors of this machine: processes that are forked from the first of them, or else begin with the job alone.

What they take is imported when it is needed: a run in which nothing is to be made has no workers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.batch.workers import worker
from handout.batch.workers.jobs import Job
from handout.batch.workers.pool import MakeExecutor, Unreachable
from handout.system import processes

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Begin(Struct, frozen=True):
    """How a process begins that isn't forked: with the job, so that no chunk need bring it, and with forms for it."""

    key: str
    job: Job
    forms: bytes = b""

    def __call__(self) -> None:
        """In the process."""
        worker.receive(self.key, self.job, self.forms)


def spawned_pool(workers: int, begin: Begin) -> MakeExecutor:
    """Makes a pool of processes that begin with the job alone, or with the forms of the first of them too."""

    def make() -> Executor:
        from concurrent.futures import ProcessPoolExecutor

        from handout.batch.workers.spawned_pool import SpawnedPool

        def some(number: int, forms: bytes) -> Executor:
            return ProcessPoolExecutor(number, processes.context(fork=False), replace(begin, forms=forms))

        return SpawnedPool(processes.count(workers), some)

    return make


def forked_pool(workers: int, begin: Callable[[], None]) -> MakeExecutor:
    """Makes a pool of processes that are forked; `begin` is called in the first of them.  It may raise Unreachable."""

    def make() -> Executor:
        from handout.batch.workers.forked_pool import ForkedPool

        try:
            return ForkedPool(workers, begin)
        except OSError as error:
            raise Unreachable(f"no worker can be started: {error.strerror or type(error).__name__}") from None

    return make
