"""A run: records in, documents and their manifest out, from the lock to the summary."""

from __future__ import annotations

import os
import pickle
import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Literal

from msgspec import Struct

from handout import publish
from handout.batch import combine, work
from handout.batch.combine import Printed, PrintRun
from handout.batch.crew import Crew, MakeExecutor, processes
from handout.batch.limits import Limits
from handout.batch.lock import NAME as LOCK
from handout.batch.lock import locked
from handout.batch.manifest import NAME as MANIFEST
from handout.batch.manifest import Entry, Fault, Manifest, encoded, files
from handout.batch.order import Desk, Order, Refused, Task
from handout.batch.stop import Stop, stoppable
from handout.batch.work import Chunk, Job, Maker, Outcome
from handout.batch.writing import Writer, tidy
from handout.decode import Workspace
from handout.pipeline import Press
from handout.records import Record, Records
from handout.source import Diagnostic, HandoutError, Span

CHUNK = 64
"""Documents that are made durable at once."""
_LOOK = 2.0
"""Seconds between looks at whether the input is still the same."""


class Options(Struct, frozen=True, kw_only=True):
    """How a run is done; none of it changes a byte of any document."""

    mode: Literal["new", "resume", "overwrite"] = "new"
    workers: int = 0
    """0 for one a core."""
    limits: Limits = Limits()
    limit: int | None = None
    """Only so many records, from the first."""
    only: str | None = None
    """Only the record with this id."""
    folder: Path | None
    """Where the documents go; None for a run that makes everything and writes nothing."""
    make_executor: MakeExecutor | None = None
    """Makes what the work is done on; called again when the last one died."""
    print_run: PrintRun | None = None
    """All documents once more, as one file for the printer."""

    @property
    def part(self) -> bool:
        """Whether only some records of the input are asked for."""
        return self.limit is not None or self.only is not None


class Summary(Struct):
    """How a run went."""

    total: int = 0
    """Documents that were asked for, as far as is known."""
    done: int = 0
    failed: int = 0
    withdrawn: int = 0
    """Documents of earlier runs that this input doesn't ask for, and that were taken away."""
    exit_code: int = 0
    reason: str = ""
    """Why the run ended early; empty when it didn't."""
    printed: Printed | None = None
    """The print run, if one was asked for and made."""


class Listener:
    """Is told how a run goes; does nothing with it unless something is overridden."""

    def started(self, total: int, notes: tuple[Diagnostic, ...]) -> None:
        """The input is checked, and has so many records."""

    def made(self, outcome: Outcome) -> None:
        """A document is made and lasts, or has failed."""

    def tick(self, summary: Summary) -> None:
        """Some time went by."""

    def bound(self, done: int, total: int) -> None:
        """So many documents are in the print run."""


def run(workspace: Workspace, records: Records, order: Order, options: Options, listener: Listener) -> Summary:
    """Makes the documents of an order; HandoutError when the run is refused, with nothing written."""
    return _Run(workspace, order, options, listener).run(records)


class _Run:
    def __init__(self, workspace: Workspace, order: Order, options: Options, listener: Listener) -> None:
        self._desk = Desk(order, workspace)
        self._workspace, self._order = workspace, order
        self._options, self._listener = options, listener
        self._workers = self._options.workers or os.cpu_count() or 1
        self._summary = Summary()
        self._refused: list[Refused] = []
        self._key = secrets.token_hex(8)
        self._stop = Stop()

    def run(self, records: Records) -> Summary:
        """From the checks to the summary."""
        press = Press(self._workspace)
        problems = self._desk.refusals(press)
        if problems:
            raise HandoutError(problems)
        checked = records.check(self._desk.needed())
        count = min(checked.count, self._options.limit or checked.count)
        if self._options.only is not None:
            count = self._found(records)
        self._summary.total = count * (1 if self._order.columns.topics else self._desk.stride)
        self._listener.started(count, checked.notes)
        with stoppable(self._stop):
            if self._options.folder is None:
                self._make(press, records, None)
            else:
                self._write(press, records, self._options.folder)
        if self._summary.failed and not self._summary.reason:
            self._summary.exit_code = 4
        return self._summary

    def _write(self, press: Press, records: Records, folder: Path) -> None:
        self._open(folder)
        if self._options.print_run is not None:
            combine.check(self._options.print_run, folder)
        try:
            with locked(folder):
                self._clear(folder)
                if self._options.print_run is not None:
                    combine.withdraw(self._options.print_run)
                manifest = Manifest(folder, self._desk.stride)
                try:
                    self._make(press, records, manifest)
                    if not self._summary.reason:
                        self._finish(manifest)
                finally:
                    manifest.close()
                if self._options.print_run is not None and not self._summary.reason:
                    self._bind(self._options.print_run, folder)
        except OSError as error:
            self._end(6, f"the folder can't be written to: {error.strerror or type(error).__name__}")

    def _bind(self, print_run: PrintRun, folder: Path) -> None:
        """Makes the print run of all documents in the folder that this input asks for."""

        def watch(done: int, total: int) -> None:
            if self._stop.asked():
                raise combine.Stopped
            self._listener.bound(done, total)

        try:
            limit = self._options.limit
            self._summary.printed = combine.combine(print_run, folder, self._workspace.clinic, limit, watch)
        except combine.Stopped:
            self._end(128 + self._stop.signal, "stopped before the print run was made")
        except HandoutError as error:
            problem = error.diagnostics[0]
            # Of several reasons the first counts, and a record that failed came before.
            code = 4 if self._summary.failed else error.exit_code
            self._end(code, "; ".join(filter(None, (problem.message, problem.hint))))

    def _found(self, records: Records) -> int:
        if any(record.id == self._options.only for record in records):
            return 1
        raise HandoutError([Diagnostic(Span("--only"), "no record has this id", "", "no-such-record")])

    def _open(self, folder: Path) -> None:
        """The folder, made where it is missing; HandoutError when it isn't empty, and nobody said what to do then."""
        publish.make_folder(folder)
        with os.scandir(folder) as entries:
            used = any(entry.name != LOCK for entry in entries)
        if used and self._options.mode == "new":
            hint = "--resume goes on with what is there, --overwrite begins again"
            raise HandoutError([Diagnostic(Span(str(folder)), "the folder is not empty", hint, "not-empty")], 6)

    def _clear(self, folder: Path) -> None:
        tidy(folder)
        if self._options.mode == "overwrite" and not self._options.part:
            manifest = folder / MANIFEST
            self._withdraw(files(manifest))
            manifest.unlink(missing_ok=True)

    def _withdraw(self, names: Iterable[str]) -> int:
        """Takes documents away; how many there were."""
        assert self._options.folder is not None
        writer = Writer(self._options.folder)
        count = 0
        try:
            for name in names:
                # A manifest is a file like another: what it names is never looked for elsewhere.
                count += Path(name).name == name and writer.withdraw(name)
        finally:
            writer.close()
        return count

    def _make(self, press: Press, records: Records, manifest: Manifest | None) -> None:
        job = Job(workspace=self._workspace, folder=self._options.folder, limits=self._options.limits, pid=os.getpid())
        work.prepare(self._key, Maker(job, press))
        crew = Crew(self._options.make_executor or processes(self._workers), self._workers, self._stop.asked)
        looked = monotonic()
        try:
            for done in crew.run(self._chunks(records, pickle.dumps(job))):
                self._take([*self._failures(), *done.outcomes], manifest)
                if done.fatal is not None:
                    self._end(done.fatal.code, done.fatal.message)
                if monotonic() - looked > _LOOK:
                    looked = monotonic()
                    self._unchanged(records)
            self._take(self._failures(), manifest)
            self._unchanged(records)
        except HandoutError as error:
            if not any(problem.code == "input-changed" for problem in error.diagnostics):
                raise
            self._take(self._failures(), manifest)
            self._end(4, "the input has changed since the run began")
        finally:
            work.forget(self._key)
        if self._stop.signal:
            self._end(128 + self._stop.signal, "stopped")

    def _unchanged(self, records: Records) -> None:
        if not self._summary.reason and records.changed():
            self._end(4, "the input has changed since the run began")

    def _end(self, code: int, reason: str) -> None:
        """Has the run end as soon as what is under way is done; the first reason counts."""
        if not self._summary.reason:
            self._summary.exit_code, self._summary.reason = code, reason
        self._stop.ask()

    def _chunks(self, records: Records, job: bytes) -> Iterator[Chunk]:
        size = max(1, min(CHUNK, self._summary.total // (4 * self._workers)))
        tasks: list[Task] = []
        for record in self._wanted(records):
            for asked in self._desk.tasks(record):
                if isinstance(asked, Refused):
                    self._refused.append(asked)
                else:
                    tasks.append(asked)
            if len(tasks) >= size or len(self._refused) >= CHUNK:
                yield Chunk(self._key, job, tuple(tasks))
                tasks = []
        if tasks:
            yield Chunk(self._key, job, tuple(tasks))

    def _wanted(self, records: Records) -> Iterator[Record]:
        if self._options.only is not None:
            return (record for record in records if record.id == self._options.only)
        return islice(records, self._options.limit)

    def _failures(self) -> list[Outcome]:
        """The outcomes of records that got no documents."""
        found = [self._failure(refused) for refused in self._refused]
        if self._refused and self._options.folder is not None:
            self._withdraw(name for refused in self._refused for name in refused.stale)
        self._refused = []
        return found

    def _failure(self, refused: Refused) -> Outcome:
        record, columns = refused.record, self._order.columns
        faults = tuple(Fault(problem.code, problem.message) for problem in refused.problems)
        entry = Entry(
            record=record.number, id=record.id, topics=() if columns.topics else self._order.topics,
            audience="" if columns.audience else self._order.audiences[0], status="failed", error=faults,
        )  # fmt: skip
        return Outcome(refused.place, record.number, record.line, encoded(entry), True, faults)

    def _take(self, outcomes: list[Outcome], manifest: Manifest | None) -> None:
        if manifest is not None and outcomes:
            manifest.add((outcome.place, outcome.entry) for outcome in outcomes)
        for outcome in outcomes:
            self._summary.failed += outcome.failed
            self._summary.done += not outcome.failed
            self._listener.made(outcome)
        self._listener.tick(self._summary)

    def _finish(self, manifest: Manifest) -> None:
        superseded, others = manifest.leftover()
        gone = superseded if self._options.part else superseded + others
        self._summary.withdrawn = self._withdraw(entry.file for entry in gone if entry.file)
        manifest.finish(others if self._options.part else [])
