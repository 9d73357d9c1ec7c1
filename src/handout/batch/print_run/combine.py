"""The print run: the documents that a manifest names as one file for the printer, or several.

It is made from the finished files, in the order of the input, so it is the same whether they were made in one run or
after several that were stopped.
"""

from __future__ import annotations

import os
import zlib
from array import array
from collections.abc import Callable, Container, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec import Struct

from handout.batch.output.earlier import EarlierFiles
from handout.batch.output.entries import Entry, decoded
from handout.batch.output.manifest import NAME, Key, entry_key
from handout.batch.print_run.target import PrintRun
from handout.batch.print_run.temp_files import Drafts, drafts
from handout.content.clinic import Clinic
from handout.diagnostics import OutputError, VerificationError, option
from handout.system import durable

if TYPE_CHECKING:
    from handout.pdf.merge.volume import Volume


class PrintRunResult(Struct, frozen=True, kw_only=True):
    """A print run that was made."""

    files: tuple[Path, ...]
    patients: int
    documents: int
    pages: int
    """Blank ones too."""
    left_out: tuple[int, ...]
    """Records that failed: some or all of their documents aren't in it."""


class PrintRunStopped(Exception):
    """The run must end."""


PrintRunProgress = Callable[[int, int], None]
"""Called with the number of documents that are in, and of all; may raise PrintRunStopped."""


def combine(
    run: PrintRun, folder: Path, clinic: Clinic, besides: Container[Key], watch: PrintRunProgress
) -> PrintRunResult:
    """Makes the print run of a folder's documents; HandoutError when it can't be made, and then none of it is there.

    Entries with the keys `besides` are of an earlier list: there the number of a record is somebody else's.
    """
    found = _survey(folder, clinic, besides)
    try:
        with drafts(run.target.parent, run.target.name) as ready:
            files = EarlierFiles(folder)
            try:
                made = _Binder(run, folder, files, ready, found).run(_entries(folder, besides), watch)
            finally:
                files.close()
            ready.publish()
    except OverflowError:
        hint = f"put fewer patients into each file with {option('split-every')}"
        raise OutputError.at(run.target, "one PDF can't hold so many documents", hint, "too-large") from None
    except OSError as error:
        raise OutputError.at(run.target, f"the print run can't be written: {error.strerror}") from None
    return made


class _Survey(Struct):
    """A summary of a manifest."""

    documents: int = 0
    patients: int = 0


def _entries(folder: Path, besides: Container[Key]) -> Iterator[tuple[int, list[Entry]]]:
    """The records of a manifest with their documents."""
    with (folder / NAME).open("rb") as file:
        found = (entry for line in file if (entry := decoded(line)) is not None)
        entries = (entry for entry in found if entry_key(entry) not in besides)
        for record, group in groupby(entries, key=lambda entry: entry.record):
            yield record, list(group)


def _survey(folder: Path, clinic: Clinic, besides: Container[Key]) -> _Survey:
    """HandoutError for a manifest whose documents must not be in one print run, or without documents."""
    found = _Survey()
    piles: set[bool] = set()
    for _, entries in _entries(folder, besides):
        done = [entry for entry in entries if entry.file]
        found.documents += len(done)
        found.patients += bool(done)
        piles.update(_for_patients(entry, clinic) for entry in done)
    if len(piles) > 1:
        message = "the folder has documents for patients and for others, which can't be in one print run"
        raise VerificationError.at(folder, message, code="mixed-audiences")
    if not found.documents:
        raise VerificationError.at(folder, "there is no document to print", code="print-run")
    return found


def _for_patients(entry: Entry, clinic: Clinic) -> bool:
    if entry.audience not in clinic.audiences:
        message = f"record {entry.record}: its document is for an audience that the clinic doesn't have"
        raise VerificationError.at(NAME, message, f"begin again with {option('overwrite')}", "audience")
    return clinic.audience(entry.audience).for_patients


class _Binder:
    """Merges documents into volumes."""

    def __init__(self, run: PrintRun, folder: Path, files: EarlierFiles, ready: Drafts, found: _Survey) -> None:
        self._run, self._folder, self._earlier, self._drafts, self._found = run, folder, files, ready, found
        self._size = run.split or found.patients
        self._parts = -(-found.patients // self._size)
        self._patients = self._documents = self._pages = 0
        self._files: list[Path] = []

    def run(self, records: Iterator[tuple[int, list[Entry]]], watch: PrintRunProgress) -> PrintRunResult:
        """Merges the records' documents."""
        left_out = array("L")
        for part in range(1, self._parts + 1):
            with self._drafts.spool() as spool:
                self._bind(part, spool, self._found_ones(records, left_out), watch)
        left_out.extend(record for record, _ in records)  # behind the last that is done
        return PrintRunResult(
            files=tuple(self._files), patients=self._patients, documents=self._documents, pages=self._pages,
            left_out=tuple(left_out),
        )  # fmt: skip

    def _found_ones(self, records: Iterator[tuple[int, list[Entry]]], left_out: array[int]) -> Iterator[list[Entry]]:
        """The documents for one volume, patient by patient."""
        wanted = min(self._size, self._found.patients - self._patients)
        for record, entries in records:
            done = [entry for entry in entries if entry.file]
            if len(done) < len(entries):
                left_out.append(record)
            if done:
                self._patients += 1
                wanted -= 1
                yield done
                if not wanted:
                    return

    def _bind(self, part: int, spool: IO[bytes], patients: Iterator[list[Entry]], watch: PrintRunProgress) -> None:
        # Most runs bind nothing, and writing PDF takes long to import.
        from handout.batch.print_run.verify import Proof
        from handout.pdf.merge.volume import Volume

        target = self._run.path(part, self._parts)
        out = self._drafts.open(target)
        volume = Volume(out, spool, duplex=self._run.duplex)
        proof = Proof(self._size, duplex=self._run.duplex)
        for number, entries in enumerate(patients):
            for entry in entries:
                watch(self._documents + volume.documents, self._found.documents)
                pdf = self._document(entry)
                bookmark = (entry.id or str(entry.record)) if entry is entries[0] else None
                first = self._added(volume, pdf, entry, bookmark)
                proof.add(number, pdf, str(entry.edition), first)
        volume.finish()
        durable.sync(out.fileno())
        proof.check(self._drafts.path(part - 1), volume)
        self._files.append(target)
        self._documents += volume.documents
        self._pages += volume.pages

    def _added(self, volume: Volume, pdf: bytes, entry: Entry, bookmark: str | None) -> int:
        try:
            return volume.add(pdf, str(entry.edition), bookmark)
        except (ValueError, zlib.error):
            raise self._error(entry, "its document was made by another version of this program") from None

    def _document(self, entry: Entry) -> bytes:
        """The bytes of a document, whose hash is the manifest's."""
        name = str(entry.file)
        try:
            if os.path.basename(name) != name:  # noqa: PTH119 (a path's object for each would take longer)
                raise FileNotFoundError
            pdf = self._earlier.content(entry)
        except (OSError, ValueError):
            raise self._error(entry, "its document is missing") from None
        if not self._earlier.agrees(pdf, entry):
            raise self._error(entry, "its document is not the one that was made")
        return pdf

    def _error(self, entry: Entry, why: str) -> VerificationError:
        message = f"no print run was made: record {entry.record}: {why}"
        hint = f"make it again with {option('resume')} or {option('overwrite')}"
        return VerificationError.at(self._folder, message, hint, "print-run")
