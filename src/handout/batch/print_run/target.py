"""Where a print run goes: the names of its files, and older files with these names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from msgspec import Struct

from handout.diagnostics import OutputError
from handout.files import publish
from handout.files.provenance import made_or_drawn_here
from handout.system import replacing


class PrintRun(Struct, frozen=True, kw_only=True):
    """The print run that is asked for."""

    target: Path
    duplex: bool = False
    """Each document begins on a right-hand page."""
    split: int | None = None
    """The number of patients in one file."""

    def path(self, part: int, parts: int) -> Path:
        """The name of a part, from 1; a run that isn't split has one part."""
        if self.split is None:
            return self.target
        return self.part(part, max(_WIDTHS.start, len(str(parts))))

    def part(self, number: int, width: int) -> Path:
        """The name of a part, its number with so many digits."""
        return self.target.with_name(f"{self.target.stem}-{number:0{width}d}{self.target.suffix}")


_WIDTHS = range(3, 8)
"""Digits of a part's number: as many as the number of parts has, and at least three."""


def check_target(run: PrintRun, folder: Path) -> None:
    """HandoutError for an impossible target, before anything is made."""
    target = run.target
    publish.suitable(target.parent, named=False)
    if target.parent.resolve() == folder.resolve():
        message = "the print run can't be in the folder of the documents"
        raise OutputError.at(target, message, "name a file outside the output folder", "print-run")
    for path in _existing(run):
        publish.replaceable(path)


def withdraw_older(run: PrintRun) -> None:
    """Removes an older print run, so that it isn't taken for a print run of the new documents.

    What handout didn't make stays, until it is replaced.  HandoutError where that can't be.
    """
    for path in _existing(run):
        if made_or_drawn_here(path):
            try:
                replacing.remove(path)
            except OSError as error:
                raise OutputError.at(path, f"the older print run can't be deleted: {error.strerror}") from None


def _existing(run: PrintRun) -> Iterator[Path]:
    """The files of an earlier print run with this name: numbered ones as far as they follow each other."""
    if run.split is None or os.path.lexists(run.target):
        yield run.target
    if run.split is None:
        return
    for width in _WIDTHS:
        for number in count(1):
            path = run.part(number, width)
            if not os.path.lexists(path):
                break
            yield path
