"""Making the documents of a run: records to tasks, tasks to chunks, and chunks to the workers and back.

The run's own process makes no document.  It reads the records, and gives chunks of tasks to workers; with the outcome
of each chunk come those of records that are refused and of documents that are there already.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from time import monotonic

from handout.batch.options import Options
from handout.batch.output.return_to_run import landed
from handout.batch.output.withdrawal import withdraw
from handout.batch.outstanding import Outstanding, failed
from handout.batch.requests import RequestBuilder, Task
from handout.batch.results import Results
from handout.batch.workers import worker
from handout.batch.workers.first_forms import alone
from handout.batch.workers.jobs import Chunk, Done, Job, Outcome
from handout.batch.workers.local_processes import Begin, forked_pool, spawned_pool
from handout.batch.workers.pool import MakeExecutor, Unreachable, WorkerPool
from handout.batch.workers.versions import sealed
from handout.batch.workers.worker import Worker
from handout.diagnostics import HandoutError
from handout.exit_codes import ExitCode
from handout.patients.lists import RawRecord, Records
from handout.pipeline import Renderer
from handout.system import processes

CHUNK = 64
"""Documents that are made durable at once."""
KEPT = 4096
"""Documents that were there already whose lines are made durable at once."""
LOOK = 2.0
"""Seconds between looks at whether the input is still the same."""


class Making:
    """Has workers make what a run asks for."""

    def __init__(self, job: Job, options: Options, requests: RequestBuilder, results: Results) -> None:
        self._job, self._options, self._requests, self._results = job, options, requests, results
        self._progress = results.progress
        self._outstanding = Outstanding(requests, results.earlier, results.others, results.progress.listener)
        self._place = options.place
        self._workers = options.workers or processes.count()
        self._key = os.urandom(8).hex()

    def make(self, renderer: Renderer, records: Records) -> None:
        """Makes the documents of all records, or as many as there are until the run has to end."""
        worker.prepare(self._key, maker := Worker(self._job, renderer))
        make, content = self._options.make_executor, b""
        begins = alone(self._workers, self._progress.left)
        if make is None:
            fork = (self._place is None or self._place.forks) and not records.threads
            make = self._processes(maker, fork=fork)
        else:
            content = sealed(self._job, other_machines=self._options.remote)
        workers = WorkerPool(make, self._workers, self._progress.stopping, begins)
        try:
            self._drain(workers, records, content)
            self._results.take(self._settled())
            self._check_input(records)
        except Unreachable as lost:
            self._results.take(self._settled())
            self._progress.end(ExitCode.OUTPUT, str(lost))
        finally:
            worker.forget(self._key)
        self._progress.end_if_signalled("stopped")

    def _processes(self, maker: Worker, *, fork: bool) -> MakeExecutor:
        """Processes on this machine."""
        if not processes.forks(fork=fork):
            return spawned_pool(self._workers, Begin(self._key, self._job))
        return forked_pool(self._workers, maker.ready)

    def _drain(self, workers: WorkerPool, records: Records, content: bytes) -> None:
        looked = monotonic()
        for done in workers.run(self._chunks(records, content)):
            self._results.take([*self._settled(), *self._landed(done).outcomes])
            if done.fatal is not None:
                self._progress.end(done.fatal.code, done.fatal.message)
            if monotonic() - looked > LOOK:
                looked = monotonic()
                self._check_input(records)

    def _chunks(self, records: Records, content: bytes) -> Iterator[Chunk]:
        size = max(1, min(CHUNK, self._progress.summary.total // (4 * self._workers)))
        tasks: list[Task] = []
        for number, row in self._read(records):
            tasks += self._outstanding.tasks(number, row, records)
            if len(self._outstanding.kept) >= KEPT:
                self._results.take(self._outstanding.take_kept())
            if len(tasks) >= size or len(self._outstanding.refused) >= CHUNK:
                yield Chunk(self._key, content, tuple(tasks))
                tasks = []
        if tasks:
            yield Chunk(self._key, content, tuple(tasks))

    def _read(self, records: Records) -> Iterator[tuple[int, RawRecord]]:
        """The records that are wanted, up to where the input is another one than was checked."""
        try:
            for number, row in self._wanted(records):
                # Where all is there, nothing else asks.
                if self._progress.stopping():
                    return
                yield number, row
        except HandoutError as error:
            if not any(problem.code == "input-changed" for problem in error.diagnostics):
                raise
            # Chunks under way still get their lines: a document without a line belongs to no record.
            self._end_for_changed_input(records)

    def _wanted(self, records: Records) -> Iterator[tuple[int, RawRecord]]:
        if (only := self._options.only) is not None:
            return ((number, row) for number, row in records.rows() if records.record(number, row).id == only)
        return islice(records.rows(), self._options.limit)

    def _check_input(self, records: Records) -> None:
        if not self._progress.summary.reason and records.changed():
            self._end_for_changed_input(records)

    def _end_for_changed_input(self, records: Records) -> None:
        gone = "the list isn't there any more: put it back, under the same name"
        reason = gone if records.gone() else "the input has changed since the run began"
        self._progress.end(ExitCode.RECORDS_FAILED, reason)

    def _landed(self, done: Done) -> Done:
        """What is done, after documents that a worker on another machine sent back are written."""
        if not done.carried or self._place is None:
            return done
        writer = self._place.writer(fresh=self._job.fresh)
        try:
            return landed(done, writer)
        finally:
            writer.close()

    def _settled(self) -> list[Outcome]:
        """The outcomes of documents that were there, and of records that got no documents."""
        refused = self._outstanding.take_refused()
        found = self._outstanding.take_kept() + [failed(each, self._requests.order) for each in refused]
        if refused and self._place is not None:
            stale = (name for each in refused for name in each.stale)
            withdraw(self._place, stale, self._progress.listener.noted, fresh=self._job.fresh)
        return found
