"""Writes the outcomes of a run: the manifest, the receipts of its documents, and the listener."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from handout.batch.other_people import OtherPeople
from handout.batch.output.changed_files import Altered
from handout.batch.output.entries import Entry
from handout.batch.output.manifest import Manifest
from handout.batch.progress import Progress
from handout.batch.resume import EarlierDocuments
from handout.batch.workers.jobs import Outcome


class Results:
    """Lists the outcomes of a run that writes documents; a run that writes nothing only counts them."""

    def __init__(
        self,
        progress: Progress,
        manifest: Manifest | None = None,
        earlier: EarlierDocuments | None = None,
        others: OtherPeople | None = None,
    ) -> None:
        self.progress, self.earlier, self.others = progress, earlier, others
        self._manifest = manifest
        self._altered = Altered()

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """Lists outcomes: their lines in the manifest are durable before the listener hears of them."""
        if self._manifest is not None and outcomes:
            same = {outcome.place for outcome in outcomes if outcome.found == "same"}
            self._manifest.add(((outcome.place, outcome.entry) for outcome in outcomes), same)
        if self.earlier is not None:
            self.earlier.listed(outcomes)
        for outcome in outcomes:
            self._altered.note(outcome)
        self.progress.count(outcomes)

    def finish(self, withdraw: Callable[[Iterable[str]], int], *, part: bool) -> list[Entry]:
        """Puts the manifest in the order of the input, and withdraws documents that the input doesn't ask for.

        With `part` of the input, what the rest of it may ask for is kept; gives the entries of that.
        """
        if self._manifest is None:
            return []
        for note in self._altered.warnings(self._manifest):
            self.progress.listener.noted(note)
        superseded, others = self._manifest.leftover()
        gone = superseded if part else superseded + others
        self.progress.summary.withdrawn = withdraw(entry.file for entry in gone if entry.file)
        kept = others if part else []
        self._manifest.finish(kept)
        if self.earlier is not None and not part:
            self.earlier.finish()
        return kept
