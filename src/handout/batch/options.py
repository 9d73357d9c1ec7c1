"""How a run is done, who hears of it, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from handout.batch.output.destination import Destination, FolderDestination
from handout.batch.output.s3 import Store
from handout.batch.print_run.combine import PrintRunResult
from handout.batch.print_run.target import PrintRun
from handout.batch.workers.jobs import Outcome
from handout.batch.workers.limits import Limits
from handout.batch.workers.pool import MakeExecutor
from handout.diagnostics import Diagnostic


class Options(Struct, frozen=True, kw_only=True):
    """How a run is done; none of it changes a byte of any document."""

    mode: Literal["new", "resume", "overwrite"] = "new"
    verify: bool = False
    """To resume by making every document again, and comparing it with the one that is there."""
    workers: int = 0
    """0 for one a core."""
    limits: Limits = Limits()
    limit: int | None = None
    """Only so many records, from the first."""
    only: str | None = None
    """Only the record with this id."""
    folder: Path | Store | None
    """Where the documents go; None for a run that makes everything and writes nothing."""
    make_executor: MakeExecutor | None = None
    """Makes what the work is done on; called again when the last one died."""
    remote: bool = False
    """Its workers may be on other machines: they get all that they need, and don't write into a folder."""
    print_run: PrintRun | None = None
    """All documents once more, as one file for the printer."""
    finished: Callable[[], None] | None = None
    """Called when all documents are made, and the place is still locked."""

    def __post_init__(self) -> None:
        """ValueError for a print run of documents that aren't in a folder."""
        if self.print_run is not None and not isinstance(self.folder, Path):
            raise ValueError("a print run is made from a folder of documents")

    @property
    def place(self) -> Destination | None:
        """Where the documents go."""
        return FolderDestination(self.folder) if isinstance(self.folder, Path) else self.folder

    @property
    def part(self) -> bool:
        """Whether only some records of the input are asked for."""
        return self.limit is not None or self.only is not None


class Summary(Struct):
    """How a run went."""

    total: int = 0
    """Documents that were asked for, as far as is known."""
    done: int = 0
    """How many documents are done, including those that were there already."""
    unchanged: int = 0
    """Of these, documents that were there already with the same bytes, where the destination knows; none with mode
    `overwrite`."""
    failed: int = 0
    forms: int = 0
    """How often a form was made: once for all workers at the beginning of a run, then by each that needs one."""
    painted: dict[str, int] = field(default_factory=dict)
    """Documents that were laid out one by one, by why: `letters`, `withheld`, `text`."""
    withdrawn: int = 0
    """Documents of earlier runs that this input doesn't ask for, and that were deleted."""
    exit_code: int = 0
    reason: str = ""
    """Why the run ended early; empty when it didn't."""
    printed: PrintRunResult | None = None
    """The print run, if one was asked for and made."""


class Listener:
    """Hears how a run goes; its methods do nothing unless they are overridden."""

    def started(self, total: int, notes: tuple[Diagnostic, ...]) -> None:
        """The input is checked, and has so many records."""

    def made(self, outcome: Outcome) -> None:
        """A document is made and durable, or has failed."""

    def noted(self, note: Diagnostic) -> None:
        """Something should be known of what was there before."""

    def tick(self, summary: Summary) -> None:
        """Some time went by."""

    def stopping(self) -> None:
        """A signal has asked for the end, which comes when what is begun is done."""

    def bound(self, done: int, total: int) -> None:
        """So many documents are in the print run."""
