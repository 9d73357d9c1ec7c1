"""Documents that workers send back, so that the run writes them into a folder of its own machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.batch.output.entries import Fault, decoded, encoded
from handout.batch.output.folder_writer import Existing, ForeignFile, NotReplaceable, UnreadableFile
from handout.batch.workers.jobs import Carried, Done, Outcome

if TYPE_CHECKING:
    from handout.batch.output.destination import Writing

BLOCKED = Fault("output", "there is something under its file's name that is no file")
LEFT = Fault("older-file", "the file under its name is not as a run into this folder made it, and is kept")
UNREADABLE = Fault("older-file", "the file under its name can't be read, and is kept")


def why(blocked: NotReplaceable) -> Fault:
    """Why a document couldn't be written."""
    if isinstance(blocked, UnreadableFile):
        return UNREADABLE
    return LEFT if isinstance(blocked, ForeignFile) else BLOCKED


class ReturnOutlet(Struct, frozen=True):
    """The destination that such workers get."""

    def writer(self, *, fresh: bool) -> ReturnWriter:
        """Keeps everything."""
        return ReturnWriter()


class ReturnWriter:
    """Keeps documents until they are sent back."""

    def __init__(self) -> None:
        self._kept: list[Carried] = []

    def write(self, name: str, content: bytes) -> Existing:
        """Keeps a document."""
        self._kept.append(Carried(name, content))
        return "nothing"

    def withdraw(self, name: str) -> bool:
        """Keeps the request to remove an older document."""
        self._kept.append(Carried(name, None))
        return True

    def sync(self) -> None:
        """Nothing is written here."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> tuple[Carried, ...]:
        """The documents since the last call."""
        kept, self._kept = tuple(self._kept), []
        return kept


def landed(done: Done, writer: Writing) -> Done:
    """The result of a chunk, after its documents are written and durable; OSError if they can't be written."""
    blocked: dict[str, Fault] = {}
    found: dict[str, Existing] = {}
    left: dict[str, Fault] = {}
    for each in done.carried:
        if each.content is None:
            try:
                writer.withdraw(each.name)
            except NotReplaceable as error:
                left[each.name] = why(error)
            continue
        try:
            found[each.name] = writer.write(each.name, each.content)
        except NotReplaceable as error:
            blocked[each.name] = why(error)
    writer.sync()
    written = (_written(outcome, blocked, found) for outcome in done.outcomes)
    outcomes = tuple(
        _left(outcome, left[outcome.missing]) if outcome.missing in left else outcome for outcome in written
    )
    return replace(done, outcomes=outcomes, carried=())


def _left(outcome: Outcome, fault: Fault) -> Outcome:
    """A document that failed and whose older file stays, and why it does."""
    entry = decoded(outcome.entry)
    if entry is None:
        return outcome
    faults = (*outcome.faults, fault)
    return replace(outcome, entry=encoded(replace(entry, error=faults)), faults=faults)


def _written(outcome: Outcome, blocked: Mapping[str, Fault], found: Mapping[str, Existing]) -> Outcome:
    entry = decoded(outcome.entry)
    if entry is None or entry.file is None or entry.file not in blocked:
        return replace(outcome, found="nothing" if entry is None else found.get(entry.file or "", "nothing"))
    faults = (blocked[entry.file],)
    failed = replace(entry, edition=None, file=None, sha256=None, pages=None, way=None, status="failed", error=faults)
    return replace(outcome, entry=encoded(failed), failed=True, faults=faults, warnings=())
