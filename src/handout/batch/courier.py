"""Documents that workers send back: the run writes them where only it can, into a folder of its own machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.batch.jobs import Carried, Done, Outcome
from handout.batch.manifest import Fault, decoded, encoded
from handout.batch.writing import Blocked

if TYPE_CHECKING:
    from handout.batch.places import Writing

BLOCKED = Fault("output", "what stands under its file's name is no file")


class Courier(Struct, frozen=True):
    """The outlet that such workers know."""

    def writer(self, *, fresh: bool) -> Carrier:
        """Keeps everything."""
        return Carrier()


class Carrier:
    """Keeps what was written until it is taken."""

    def __init__(self) -> None:
        self._kept: list[Carried] = []

    def write(self, name: str, content: bytes) -> bool:
        """Keeps a document."""
        self._kept.append(Carried(name, content))
        return False

    def withdraw(self, name: str) -> bool:
        """Keeps that an older one is to go."""
        self._kept.append(Carried(name, None))
        return True

    def sync(self) -> None:
        """Nothing is written here."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> tuple[Carried, ...]:
        """What was written since it was last taken."""
        kept, self._kept = tuple(self._kept), []
        return kept


def landed(done: Done, writer: Writing) -> Done:
    """What became of a chunk, once what was carried is written and lasts; OSError when it can't be."""
    blocked, others = set(), set()
    for each in done.carried:
        if each.content is None:
            writer.withdraw(each.name)
            continue
        try:
            if writer.write(each.name, each.content):
                others.add(each.name)
        except Blocked:
            blocked.add(each.name)
    writer.sync()
    outcomes = done.outcomes
    if blocked or others:
        outcomes = tuple(_written(outcome, blocked, others) for outcome in outcomes)
    return replace(done, outcomes=outcomes, carried=())


def _written(outcome: Outcome, blocked: set[str], others: set[str]) -> Outcome:
    entry = decoded(outcome.entry)
    if entry is None or entry.file not in blocked:
        return replace(outcome, replaced=entry is not None and entry.file in others)
    failed = replace(
        entry, edition=None, file=None, sha256=None, pages=None, way=None, status="failed", error=(BLOCKED,)
    )
    return replace(outcome, entry=encoded(failed), failed=True, faults=(BLOCKED,), warnings=())
