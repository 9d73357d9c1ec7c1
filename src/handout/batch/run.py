"""A run: records in, documents and their manifest out, from the lock to the summary.

A run has these steps, in this order:

1. What would refuse every document is found before a record is read; then every record is checked.  Nothing is written
   until both have passed.
2. The place of the output is locked.  Drafts of a run that was killed are removed, and with `overwrite` the
   documents of the older manifest too.
3. Documents that are there as this run would make them are left alone (`resume`).  Of the others tasks are made, of
   tasks chunks, and workers make the chunks.  A worker writes its documents and makes them durable.  Only then does the
   run add their lines to the manifest.  So a document that the manifest names is there, and a run that is killed at any
   moment can be resumed.
4. A record that fails gets its line in the manifest, and an older document under its name is removed.
5. At the end the lines are put in the order of the input, and documents that this input doesn't ask for are removed.
6. The print run, if one is asked for, is made of the files that the manifest names.

A run that can't go on (a signal, a full disk, an input that changed) ends with the first reason: chunks that are under
way are finished and get their lines, and no further chunk is begun.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from handout.batch.fingerprints import Fingerprints
from handout.batch.making import Making
from handout.batch.options import Listener, Options, Summary
from handout.batch.order import Order
from handout.batch.order_rules import needed, refusals
from handout.batch.other_people import OtherPeople
from handout.batch.output.changed_files import strays
from handout.batch.output.destination import Destination, FolderDestination, Outlet
from handout.batch.output.earlier import EarlierLines
from handout.batch.output.entries import Entry, files, ours
from handout.batch.output.manifest import NAME, entry_key
from handout.batch.output.return_to_run import ReturnOutlet
from handout.batch.output.withdrawal import withdraw
from handout.batch.print_run.combine import PrintRunStopped, combine
from handout.batch.print_run.target import PrintRun, check_target, withdraw_older
from handout.batch.progress import Progress
from handout.batch.requests import RequestBuilder
from handout.batch.results import Results
from handout.batch.resume import EarlierDocuments
from handout.batch.signals import stoppable
from handout.batch.workers.jobs import Job
from handout.batch.workers.workspace_files import packed
from handout.diagnostics import Diagnostic, HandoutError, InputError, OutputError, Span, option
from handout.exit_codes import ExitCode
from handout.patients.lists import Records
from handout.pipeline import Renderer
from handout.system import memory
from handout.workspace.load import Workspace

_UNLIMITED = Diagnostic(
    Span(option("workers")), "this system can't limit the memory of a worker",
    "a document that needs very much memory slows the machine down", "no-memory-limit", "warning",
)  # fmt: skip


def run(workspace: Workspace, records: Records, order: Order, options: Options, listener: Listener) -> Summary:
    """Makes the documents of an order; HandoutError when the run is refused, with nothing written."""
    return _BatchRun(workspace, order, options, listener).run(records)


class _BatchRun:
    def __init__(self, workspace: Workspace, order: Order, options: Options, listener: Listener) -> None:
        self._requests = RequestBuilder(order, workspace)
        self._workspace, self._order = workspace, order
        self._files = packed(workspace)
        """Read once: every document of the run has these pictures and fonts, and so have the receipts."""
        self._options, self._listener = options, listener
        self._progress = Progress(listener, anew=options.mode == "overwrite")
        self._fresh = False
        """The place was empty before this run."""

    def run(self, records: Records) -> Summary:
        """From the checks to the summary."""
        renderer, summary = Renderer(self._workspace, self._files), self._progress.summary
        InputError.raise_for(refusals(self._order, self._workspace, renderer))
        checked = records.check(needed(self._order, self._workspace))
        count = min(checked.count, self._options.limit or checked.count)
        if self._options.only is not None:
            count = self._found(records)
        summary.total = count * (1 if self._order.columns.topics else self._requests.stride)
        self._listener.started(count, checked.notes)
        if not self._options.remote and not memory.can_limit():
            self._listener.noted(_UNLIMITED)
        with stoppable(self._progress.stop):
            if (place := self._options.place) is None:
                self._make(renderer, records, Results(self._progress))
            else:
                self._write(renderer, records, place)
        if summary.failed and not summary.reason:
            summary.exit_code = ExitCode.RECORDS_FAILED
        return summary

    def _found(self, records: Records) -> int:
        if any(record.id == self._options.only for record in records):
            return 1
        raise InputError.at(option("only"), "no record has this id", code="no-such-record")

    def _make(self, renderer: Renderer, records: Records, results: Results) -> None:
        outlet: Outlet | None = self._options.place
        workspace = self._workspace
        if self._options.remote:
            workspace = replace(workspace, root=Path())
            outlet = ReturnOutlet() if isinstance(outlet, FolderDestination) else outlet
        job = Job(
            workspace=workspace, files=self._files, outlet=outlet, fresh=self._fresh, limits=self._options.limits,
            pid=0 if self._options.remote else os.getpid(),
        )  # fmt: skip
        Making(job, self._options, self._requests, results).make(renderer, records)

    def _write(self, renderer: Renderer, records: Records, place: Destination) -> None:
        self._look(place)
        print_run, folder = self._options.print_run, self._options.folder
        if print_run is not None and isinstance(folder, Path):
            check_target(print_run, folder)
        try:
            with place.locked():
                self._look(place)  # another run may have come and gone since
                self._clear(place)
                if print_run is not None:
                    withdraw_older(print_run)
                besides = self._list(renderer, records, place)
                if print_run is not None and isinstance(folder, Path) and not self._progress.summary.reason:
                    self._bind(print_run, folder, besides)
                summary, finished = self._progress.summary, self._options.finished
                if finished is not None and not summary.reason and not summary.failed:
                    finished()
        except OSError as error:
            # Of the files there, only documents have names that say something of a patient.
            named = Path(str(error.filename)).name == NAME
            what = f"its {NAME} can't be read or written" if named else "the output can't be written to"
            reason = f"{what}: {error.strerror or type(error).__name__}"
            self._progress.end(ExitCode.OUTPUT, reason)

    def _look(self, place: Destination) -> None:
        """Whether nothing is in the place; a new run is refused where something is."""
        self._fresh = not place.used()
        if not self._fresh and self._options.mode == "new":
            hint = f"{option('resume')} goes on with what is there, {option('overwrite')} begins again"
            raise OutputError.at(place.name, "the folder is not empty", hint, "not-empty")

    def _clear(self, place: Destination) -> None:
        if not ours(place.earlier()):
            hint = "name another folder, or move the file away"
            raise OutputError.at(f"{place.name}/{NAME}", "it is no manifest of a batch, and is kept", hint, "not-ours")
        place.tidy()
        if isinstance(self._options.folder, Path):
            for note in strays(self._options.folder):
                self._listener.noted(note)
        if self._options.mode == "overwrite" and not self._options.part:
            self._withdraw(place, files(place.earlier()))
            place.forget()

    def _list(self, renderer: Renderer, records: Records, place: Destination) -> list[Entry]:
        """Makes the documents, and their manifest; gives the entries in it that this run wasn't asked for."""
        manifest = place.manifest(self._requests.stride)
        earlier: EarlierDocuments | None = None
        try:
            lines = EarlierLines(manifest)
            earlier = self._earlier(lines)
            results = Results(self._progress, manifest, earlier, self._others(lines))
            self._make(renderer, records, results)
            # A worker that died has left its draft.
            place.tidy()
            if self._progress.summary.reason:
                return []
            return results.finish(partial(self._withdraw, place), part=self._options.part)
        finally:
            manifest.close()
            if earlier is not None:
                earlier.close()

    def _earlier(self, lines: EarlierLines) -> EarlierDocuments | None:
        """What is known of the documents that are there; nothing of those in a store."""
        folder, options = self._options.folder, self._options
        if not isinstance(folder, Path):
            return None
        return EarlierDocuments(
            folder, lines, Fingerprints(self._workspace, self._files),
            trusted=options.mode == "resume" and not options.verify,
            anew=options.mode == "overwrite" and not options.part,
        )  # fmt: skip

    def _others(self, lines: EarlierLines) -> OtherPeople | None:
        folder = self._options.folder
        return OtherPeople(folder, lines, self._workspace) if isinstance(folder, Path) and not self._fresh else None

    def _withdraw(self, place: Destination, names: Iterable[str]) -> int:
        return withdraw(place, names, self._listener.noted, fresh=self._fresh)

    def _bind(self, print_run: PrintRun, folder: Path, besides: Iterable[Entry]) -> None:
        """Makes the print run of all documents in the folder that this input asks for."""
        progress, others = self._progress, {entry_key(entry) for entry in besides}

        def watch(done: int, total: int) -> None:
            if progress.stop.asked():
                raise PrintRunStopped
            self._listener.bound(done, total)

        try:
            progress.summary.printed = combine(print_run, folder, self._workspace.clinic, others, watch)
        except PrintRunStopped:
            progress.end_if_signalled("stopped before the print run was made")
        except HandoutError as error:
            problem = error.diagnostics[0]
            # Of several reasons the first counts, and a record that failed came before.
            code = ExitCode.RECORDS_FAILED if progress.summary.failed else error.exit_code
            progress.end(code, "; ".join(filter(None, (problem.message, problem.hint))))
