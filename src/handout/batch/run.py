"""A run: records in, documents and their manifest out, from the lock to the summary.

A run has these steps, in this order:

1. What would refuse every document is found before a record is read; then every record is checked.  Nothing is written
   until both have passed.
2. The place of the output is locked.  Drafts of a run that was killed are taken away, and with `overwrite` the
   documents of the older manifest too.
3. Documents that are there as this run would make them are left alone (`resume`).  Of the others tasks are made, of
   tasks chunks, and workers make the chunks.  A worker writes its documents and makes them durable.  Only then does the
   run add their lines to the manifest.  So a document that the manifest names is there, and a run that is killed at any
   moment can be resumed.
4. A record that fails gets its line in the manifest, and an older document under its name is taken away.
5. At the end the lines are put in the order of the input, and documents that this input doesn't ask for are taken away.
6. The print run, if one is asked for, is made of the files that the manifest names.

A run that can't go on (a signal, a full disk, an input that changed) ends with the first reason: chunks that are under
way are finished and get their lines, and no further chunk is begun.
"""

from __future__ import annotations

import gc
import os
import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import monotonic

from msgspec.structs import replace

from handout.batch.fingerprints import Fingerprints
from handout.batch.options import Listener, Options, Summary
from handout.batch.order import Order
from handout.batch.order_rules import needed, refusals
from handout.batch.output.changed_files import Altered, strays
from handout.batch.output.destination import Destination, FolderDestination, Outlet, Writing
from handout.batch.output.folder_writer import NotReplaceable
from handout.batch.output.manifest import Entry, Fault, Manifest, encoded, files
from handout.batch.output.return_to_run import ReturnOutlet, landed
from handout.batch.print_run import combine
from handout.batch.print_run.combine import PrintRun
from handout.batch.requests import RefusedRecord, RequestBuilder, Task
from handout.batch.resume import EarlierDocuments
from handout.batch.signals import Stop, stoppable
from handout.batch.workers import worker
from handout.batch.workers.first_forms import alone
from handout.batch.workers.jobs import Chunk, Done, Job, Outcome
from handout.batch.workers.pool import Begin, Unreachable, WorkerPool, pool
from handout.batch.workers.versions import sealed
from handout.batch.workers.worker import Worker
from handout.batch.workers.workspace_files import packed
from handout.diagnostics import Diagnostic, HandoutError, InputError, OutputError, Span, option
from handout.exit_codes import ExitCode
from handout.patients.lists import RawRecord, Records
from handout.pipeline import Renderer
from handout.system import memory, processes, signals
from handout.workspace.load import Workspace

CHUNK = 64
"""Documents that are made durable at once."""
KEPT = 4096
"""Documents that were there already whose lines are made durable at once."""
LOOK = 2.0
"""Seconds between looks at whether the input is still the same."""
_UNLIMITED = Diagnostic(
    Span(option("workers")), "this system can't limit the memory of a worker",
    "a document that needs very much slows the machine down", "no-memory-limit", "warning",
)  # fmt: skip


def run(workspace: Workspace, records: Records, order: Order, options: Options, listener: Listener) -> Summary:
    """Makes the documents of an order; HandoutError when the run is refused, with nothing written."""
    return _Run(workspace, order, options, listener).run(records)


class _Run:
    def __init__(self, workspace: Workspace, order: Order, options: Options, listener: Listener) -> None:
        self._requests = RequestBuilder(order, workspace)
        self._workspace, self._order = workspace, order
        self._files = packed(workspace)
        """Read once: every document of the run has these pictures and fonts, and so have the receipts."""
        self._options, self._listener = options, listener
        self._place = options.place
        self._fresh = False
        """The place was empty before this run."""
        self._workers = self._options.workers or processes.count()
        self._summary = Summary()
        self._refused: list[RefusedRecord] = []
        self._key = secrets.token_hex(8)
        self._stop, self._told = Stop(), False
        self._altered = Altered()
        self._manifest: Manifest | None = None
        self._there: EarlierDocuments | None = None
        self._kept: list[Outcome] = []

    def run(self, records: Records) -> Summary:
        """From the checks to the summary."""
        renderer = Renderer(self._workspace, self._files)
        InputError.raise_for(refusals(self._order, self._workspace, renderer))
        checked = records.check(needed(self._order, self._workspace))
        count = min(checked.count, self._options.limit or checked.count)
        if self._options.only is not None:
            count = self._found(records)
        self._summary.total = count * (1 if self._order.columns.topics else self._requests.stride)
        self._listener.started(count, checked.notes)
        if not self._options.remote and not memory.can_limit():
            self._listener.noted(_UNLIMITED)
        with stoppable(self._stop):
            if self._place is None:
                self._make(renderer, records)
            else:
                self._write(renderer, records, self._place)
        if self._summary.failed and not self._summary.reason:
            self._summary.exit_code = ExitCode.RECORDS_FAILED
        return self._summary

    def _write(self, renderer: Renderer, records: Records, place: Destination) -> None:
        self._look(place)
        print_run, folder = self._options.print_run, self._options.folder
        if print_run is not None and isinstance(folder, Path):
            combine.check(print_run, folder)
        try:
            with place.locked():
                self._look(place)  # another run may have come and gone since
                self._clear(place)
                if print_run is not None:
                    combine.withdraw(print_run)
                manifest = self._manifest = place.manifest(self._requests.stride)
                try:
                    self._there = self._earlier(manifest)
                    self._make(renderer, records)
                    # A worker that died has left its draft.
                    place.tidy()
                    if not self._summary.reason:
                        self._finish(manifest)
                finally:
                    manifest.close()
                    if self._there is not None:
                        self._there.close()
                if print_run is not None and isinstance(folder, Path) and not self._summary.reason:
                    self._bind(print_run, folder)
        except OSError as error:
            self._end(ExitCode.OUTPUT, f"the output can't be written to: {error.strerror or type(error).__name__}")

    def _earlier(self, manifest: Manifest) -> EarlierDocuments | None:
        """What is known of the documents that are there; nothing of those in a store."""
        folder, options = self._options.folder, self._options
        if not isinstance(folder, Path):
            return None
        return EarlierDocuments(
            folder, manifest, Fingerprints(self._workspace, self._files),
            trusted=options.mode == "resume" and not options.verify,
            anew=options.mode == "overwrite" and not options.part,
        )  # fmt: skip

    def _look(self, place: Destination) -> None:
        """Whether nothing is in the place; a new run is refused where something is."""
        self._fresh = not place.used()
        if not self._fresh and self._options.mode == "new":
            hint = f"{option('resume')} goes on with what is there, {option('overwrite')} begins again"
            raise OutputError.at(place.name, "the folder is not empty", hint, "not-empty")

    def _bind(self, print_run: PrintRun, folder: Path) -> None:
        """Makes the print run of all documents in the folder that this input asks for."""

        def watch(done: int, total: int) -> None:
            if self._stop.asked():
                raise combine.PrintRunStopped
            self._listener.bound(done, total)

        try:
            limit = self._options.limit
            self._summary.printed = combine.combine(print_run, folder, self._workspace.clinic, limit, watch)
        except combine.PrintRunStopped:
            self._end(signals.exit_code(self._stop.signal), "stopped before the print run was made")
        except HandoutError as error:
            problem = error.diagnostics[0]
            # Of several reasons the first counts, and a record that failed came before.
            code = ExitCode.RECORDS_FAILED if self._summary.failed else error.exit_code
            self._end(code, "; ".join(filter(None, (problem.message, problem.hint))))

    def _found(self, records: Records) -> int:
        if any(record.id == self._options.only for record in records):
            return 1
        raise InputError.at(option("only"), "no record has this id", code="no-such-record")

    def _clear(self, place: Destination) -> None:
        place.tidy()
        if isinstance(self._options.folder, Path):
            for note in strays(self._options.folder):
                self._listener.noted(note)
        if self._options.mode == "overwrite" and not self._options.part:
            self._withdraw(files(place.earlier()))
            place.forget()

    def _withdraw(self, names: Iterable[str]) -> int:
        """Takes documents away; how many there were."""
        assert self._place is not None
        writer = self._place.writer(fresh=self._fresh)
        count = 0
        try:
            for name in names:
                # A manifest is a file like another: what it names is never looked for elsewhere.
                count += Path(name).name == name and self._gone(writer, name)
        finally:
            writer.close()
        return count

    def _gone(self, writer: Writing, name: str) -> bool:
        """Whether a document was there, and is taken away; a file that handout didn't make stays, and is reported."""
        try:
            return writer.withdraw(name)
        except NotReplaceable:
            message = "it is not as a run into this folder made it, and is left there"
            hint = "look whose it is before anybody gets it"
            self._listener.noted(Diagnostic(Span(name), message, hint, "older-file", "warning"))
            return False

    def _make(self, renderer: Renderer, records: Records) -> None:
        job = self._job()
        worker.prepare(self._key, maker := Worker(job, renderer))
        make, content, begins = self._options.make_executor, b"", None
        if make is None:
            fork = (self._place is None or self._place.forks) and not records.threads
            make = pool(self._workers, Begin(self._key, job), fork=fork)
            begins = alone(maker, self._workers, fork=fork)
        else:
            content = sealed(job, other_machines=self._options.remote)
        workers = WorkerPool(make, self._workers, self._asked, begins)
        looked = monotonic()
        try:
            for done in workers.run(self._chunks(records, content)):
                self._take([*self._failures(), *self._landed(done).outcomes])
                if done.fatal is not None:
                    self._end(done.fatal.code, done.fatal.message)
                if monotonic() - looked > LOOK:
                    looked = monotonic()
                    self._unchanged(records)
            self._take(self._failures())
            self._unchanged(records)
        except Unreachable as lost:
            self._take(self._failures())
            self._end(ExitCode.OUTPUT, str(lost))
        finally:
            worker.forget(self._key)
            gc.unfreeze()
        if self._stop.signal:
            self._end(signals.exit_code(self._stop.signal), "stopped")

    def _job(self) -> Job:
        outlet: Outlet | None = self._place
        workspace = self._workspace
        if self._options.remote:
            workspace = replace(workspace, root=Path())
            outlet = ReturnOutlet() if isinstance(outlet, FolderDestination) else outlet
        return Job(
            workspace=workspace, files=self._files, outlet=outlet, fresh=self._fresh, limits=self._options.limits,
            pid=0 if self._options.remote else os.getpid(),
        )  # fmt: skip

    def _landed(self, done: Done) -> Done:
        if not done.carried or self._place is None:
            return done
        writer = self._place.writer(fresh=self._fresh)
        try:
            return landed(done, writer)
        finally:
            writer.close()

    def _asked(self) -> bool:
        """Whether to stop; the listener hears once that the run is stopping."""
        if self._stop.signal and not self._told:
            self._told = True
            self._listener.stopping()
        return self._stop.asked()

    def _unchanged(self, records: Records) -> None:
        if not self._summary.reason and records.changed():
            self._other()

    def _other(self) -> None:
        self._end(ExitCode.RECORDS_FAILED, "the input has changed since the run began")

    def _end(self, code: int, reason: str) -> None:
        """Has the run end as soon as what is under way is done; the first reason counts."""
        if not self._summary.reason:
            self._summary.exit_code, self._summary.reason = code, reason
        self._stop.ask()

    def _chunks(self, records: Records, job: bytes) -> Iterator[Chunk]:
        size = max(1, min(CHUNK, self._summary.total // (4 * self._workers)))
        tasks: list[Task] = []
        for number, row in self._read(records):
            for asked in self._outstanding(number, row, records):
                if isinstance(asked, RefusedRecord):
                    self._refused.append(asked)
                else:
                    tasks.append(asked)
            if len(self._kept) >= KEPT:
                self._take(self._settled())
            if len(tasks) >= size or len(self._refused) >= CHUNK:
                yield Chunk(self._key, job, tuple(tasks))
                tasks = []
        if tasks:
            yield Chunk(self._key, job, tuple(tasks))

    def _outstanding(self, number: int, row: RawRecord, records: Records) -> Iterator[Task | RefusedRecord]:
        """What is to be done for a record; documents that are there as they would be made have their outcome."""
        if self._there is None:
            yield from self._requests.tasks(records.record(number, row))
            return
        cells = records.cells(row)
        if self._there.trusted and (foreseen := self._requests.foreseen(number, row)):
            kept = [outcome for task in foreseen if (outcome := self._there.kept(task, cells)) is not None]
            if len(kept) == len(foreseen):
                self._kept += kept
                return
        for asked in self._requests.tasks(records.record(number, row)):
            outcome = self._there.kept(asked, cells) if isinstance(asked, Task) else None
            if outcome is not None:
                self._kept.append(outcome)
                continue
            if isinstance(asked, Task):
                self._there.begin(asked, cells)
            yield asked

    def _wanted(self, records: Records) -> Iterator[tuple[int, RawRecord]]:
        if self._options.only is not None:
            return (
                (number, row) for number, row in records.rows() if records.record(number, row).id == self._options.only
            )
        return islice(records.rows(), self._options.limit)

    def _read(self, records: Records) -> Iterator[tuple[int, RawRecord]]:
        """The records that are wanted, up to where the input is another one than was checked."""
        try:
            for number, row in self._wanted(records):
                # Where all is there, nothing else asks.
                if self._asked():
                    return
                yield number, row
        except HandoutError as error:
            if not any(problem.code == "input-changed" for problem in error.diagnostics):
                raise
            # Chunks under way still get their lines: a document without a line belongs to no record.
            self._other()

    def _settled(self) -> list[Outcome]:
        """The outcomes of documents that were there."""
        kept, self._kept = self._kept, []
        return kept

    def _failures(self) -> list[Outcome]:
        """The outcomes of records that got no documents, and of documents that were there."""
        found = self._settled() + [self._failure(refused) for refused in self._refused]
        if self._refused and self._place is not None:
            self._withdraw(name for refused in self._refused for name in refused.stale)
        self._refused = []
        return found

    def _failure(self, refused: RefusedRecord) -> Outcome:
        record, columns = refused.record, self._order.columns
        own = f"record {record.number}: "
        # As in a message of a worker: the entry itself says which record it is about.
        faults = tuple(Fault(problem.code, problem.message.removeprefix(own)) for problem in refused.problems)
        entry = Entry(
            record=record.number, id=record.id, topics=() if columns.topics else self._order.topics,
            audience="" if columns.audience else self._order.audiences[0], status="failed", error=faults,
        )  # fmt: skip
        return Outcome(refused.place, record.number, record.line, encoded(entry), True, faults)

    def _take(self, outcomes: list[Outcome]) -> None:
        if self._manifest is not None and outcomes:
            self._manifest.add((outcome.place, outcome.entry) for outcome in outcomes)
        if self._there is not None:
            self._there.listed(outcomes)
        for outcome in outcomes:
            self._summary.failed += outcome.failed
            self._summary.done += not outcome.failed
            self._summary.unchanged += outcome.found == "same"
            self._summary.forms += outcome.first
            if outcome.painted:
                self._summary.painted[outcome.painted] = self._summary.painted.get(outcome.painted, 0) + 1
            self._altered.note(outcome)
            self._listener.made(outcome)
        self._listener.tick(self._summary)

    def _finish(self, manifest: Manifest) -> None:
        for note in self._altered.told(manifest):
            self._listener.noted(note)
        superseded, others = manifest.leftover()
        gone = superseded if self._options.part else superseded + others
        self._summary.withdrawn = self._withdraw(entry.file for entry in gone if entry.file)
        manifest.finish(others if self._options.part else [])
        if self._there is not None and not self._options.part:
            self._there.finish()
