"""Going on with what is there: which documents of earlier runs are what this run would make.

A document is left as it is when all of this holds:

- A receipt says that an earlier run made it from the same: the fingerprint of its kind, the record's cells as the list
  has them, and the name of its file.
- The receipt holds for its line in the manifest, too, whatever the record's number is by now.
- Its file is there, and has the bytes that the line names: it is read whole.

Everything else is made.  A receipt is written for a document when the document and its line are durable.  So a run
that is killed leaves none too many.  No document of an edition that came with warnings gets one: whichever is made
first is to give them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from handout.batch.fingerprints import Fingerprints, canonical
from handout.batch.output.earlier import EarlierFiles, EarlierLines
from handout.batch.output.entries import BEGINNING, Entry, encoded
from handout.batch.output.receipts import Receipts
from handout.batch.requests import Task
from handout.batch.workers.jobs import Outcome

_NO_RECORD = BEGINNING + b"0"


class EarlierDocuments:
    """The documents of a folder, and the receipts for those of this run."""

    def __init__(
        self, folder: Path, lines: EarlierLines, fingerprints: Fingerprints, *, trusted: bool, anew: bool = False
    ) -> None:
        """Unless they are `trusted`, all are made again; `anew` forgets the receipts of earlier runs."""
        self._fingerprints = fingerprints
        self._receipts = Receipts(folder, anew=anew)
        self.trusted = trusted
        self._lines = lines if trusted else None
        self._files = EarlierFiles(folder)
        self._quiet: dict[str | None, bool] = {}
        """Whether an edition came without warnings; only a document that it was made from tells."""
        self._waiting: dict[str | None, list[bytes]] = {}
        """Receipts of which it isn't known yet."""
        self._begun: dict[int, blake2b] = {}
        """The receipts of documents that are being made, as far as their lines aren't known; by place."""

    def kept(self, task: Task, cells: Mapping[str, str]) -> Outcome | None:
        """The outcome of a document that is there; None for one that is to be made."""
        if self._lines is None:
            return None
        # Where the next line isn't about the document as it is, its last one may be.
        for find in (self._lines.following, self._lines.entry):
            entry = find(task.file)
            begun = self._code(task, cells) if entry is not None else None
            if entry is not None and begun is not None and (found := self._there(task, begun, entry)) is not None:
                return found
        return None

    def _there(self, task: Task, begun: blake2b, entry: Entry) -> Outcome | None:
        """The outcome of a document if there is a receipt for this entry, and the file that it names."""
        rest = _behind_record(encoded(entry), entry.record)
        begun.update(_NO_RECORD + rest)
        code = begun.digest()
        if not (self._receipts.known(code) and self._files.same(entry)):
            return None
        self._receipts.keep(code)
        self._quiet.setdefault(entry.edition, True)
        line = b"%s%d%s" % (BEGINNING, task.record, rest)
        return Outcome(task.place, task.record, task.line, line, False, found="same")

    def begin(self, task: Task, cells: Mapping[str, str]) -> None:
        """Takes a document that is to be made."""
        if (begun := self._code(task, cells)) is not None:
            self._begun[task.place] = begun

    def _code(self, task: Task, cells: Mapping[str, str]) -> blake2b | None:
        """A receipt without its line; None where there can be none."""
        fingerprint = self._fingerprints.of(task.kind)
        if fingerprint is None:
            return None
        return self._receipts.code(canonical((fingerprint, task.file, sorted(cells.items()))))

    def listed(self, outcomes: Iterable[Outcome]) -> None:
        """Takes what became of documents; those that were made are durable, and so are their lines."""
        for outcome in outcomes:
            begun = self._begun.pop(outcome.place, None)
            if begun is None or outcome.failed:
                continue
            edition = outcome.edition
            if outcome.first or outcome.painted or outcome.warnings:
                self._quiet[edition] = self._quiet.get(edition, True) and not outcome.warnings
            self._waiting.setdefault(edition, []).append(_completed(begun, outcome))
        # Of two workers the one that made an edition may be heard later than one that was given it.
        for edition in [edition for edition in self._waiting if edition in self._quiet]:
            codes = self._waiting.pop(edition)
            self._receipts.add(codes if self._quiet[edition] else ())

    def finish(self) -> None:
        """Every document that is asked for has its line: no other receipt is of use any more."""
        self._receipts.finish()

    def close(self) -> None:
        """Lets everything go."""
        self._receipts.close()
        self._files.close()


def _completed(begun: blake2b, outcome: Outcome) -> bytes:
    """A receipt with its line; a record that has moved in its list has the same documents."""
    begun.update(_NO_RECORD + _behind_record(outcome.entry, outcome.record))
    return begun.digest()


def _behind_record(line: bytes, record: int) -> bytes:
    """What a line of the manifest has behind the record's number."""
    return line[len(BEGINNING) + len(str(record)) :]
