"""The options of `handout batch` as values, and which of them go together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

if TYPE_CHECKING:
    from handout.batch.output.s3 import Store
    from handout.document import Standard


class BatchOptions(Struct, frozen=True, kw_only=True):
    """What the command line asks for; None and False for what it doesn't name."""

    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    patients: str
    """The list: a path, a URL, or `-`."""
    encoding: str
    output: str | None
    """A folder or a URL."""
    resume: bool
    verify: bool
    overwrite: bool
    one_file: bool
    workers: int | None
    scheduler: str | None
    layout: str | None
    language: str | None
    page: str | None
    scale: str | None
    standard: Standard
    date: str | None
    strict: bool
    topics_column: str | None
    audience_column: str | None
    layout_column: str | None
    language_column: str | None
    combine: Path | None
    """The file of the print run."""
    duplex: bool
    split_every: int | None
    deadline: float | None
    dry_run: bool
    limit: int | None
    only: str | None
    json_: bool

    @property
    def place(self) -> Path | Store | None:
        """Where documents go; a `file://` URL is a folder."""
        from handout.batch.output.s3 import store
        from handout.files import object_store

        if self.output is None or not object_store.is_url(self.output):
            return None if self.output is None else Path(self.output)
        return object_store.local(self.output) or store(self.output)

    def check(self) -> None:
        """A usage error for options that don't go together."""
        if not self.topics and not self.topics_column:
            raise click.UsageError("name a topic, or give --topics-column, the column that names each patient's topics")
        if "all" in self.audiences:
            raise click.UsageError("a batch takes no 'all': name the audience, so that nobody gets another's document")
        if len(self.audiences) > 1 and not self.audience_column:
            raise click.UsageError("several audiences need --audience-column, which says for whom each document is")
        if self.resume and self.overwrite:
            raise click.UsageError("--resume continues a run, --overwrite begins again: use one of them")
        if self.verify and not self.resume:
            raise click.UsageError("--verify is only for --resume")
        if self.output is None and not self.dry_run:
            raise click.UsageError("give -o DIR, where the documents go, or --dry-run")
        if self.output is not None and self.dry_run:
            raise click.UsageError("--dry-run writes nothing: leave -o out")
        if self.workers and self.scheduler:
            raise click.UsageError("--workers are processes of this machine, --scheduler has its own: use one of them")
        if self.limit and self.only:
            raise click.UsageError("--limit and --only don't go together")
        self._check_print_run()

    def _check_print_run(self) -> None:
        if self.combine is None:
            if self.duplex or self.split_every:
                raise click.UsageError("--duplex and --split-every are only for --combine FILE")
            return
        if self.dry_run or self.only:
            raise click.UsageError("--combine is for a run that makes everybody's documents")
        if self.standard != "ua1":
            raise click.UsageError("--combine makes a file for the printer, which is PDF/UA-1: leave --standard out")
        if self.combine.suffix.lower() != ".pdf":
            # The run begins by removing an older file of that name, which must not be the list of patients.
            raise click.UsageError(f"--combine {self.combine}: the name of a print run ends in .pdf")
        if not isinstance(self.place, Path):
            raise click.UsageError(
                "--combine reads the documents again: make them in a folder, and copy them afterwards"
            )
