"""Whether every document of a manifest is there as it was made: each is read whole, by some processes at once.

Nothing is written meanwhile, and all that a process says is whether it found a doubt.  So it doesn't matter how the
documents are shared out, and where no further process can be had, one reads them all.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from handout.batch.output.earlier import EarlierFiles
from handout.batch.output.entries import decoded
from handout.system import positions, processes

FEWEST = 500
"""Documents for a process: to have another takes as long as to read some hundred."""


def unchanged(folder: Path, manifest: int, workers: int) -> int | None:
    """How many documents a manifest has, which is open, if each of its lines is of one that is there as it was made."""
    count = sum(1 for _ in _lines(manifest))
    readers = max(1, min(workers, count // FEWEST))

    def agrees(reader: int) -> bool:
        # Neighbours are next to each other in the memory, too.
        first, end = count * reader // readers, count * (reader + 1) // readers
        return _agree(folder, islice(_lines(manifest), first, end))

    return count if count and processes.all_hold(agrees, readers) else None


def _agree(folder: Path, lines: Iterable[bytes]) -> bool:
    """Whether each document is as its line says."""
    files = EarlierFiles(folder)
    try:
        for line in lines:
            entry = decoded(line)
            if entry is None or entry.status != "done" or not files.same(entry):
                return False
    finally:
        files.close()
    return True


def _lines(manifest: int) -> Iterator[bytes]:
    """The lines from the beginning; processes that have the same open file have one position in it."""
    return io.BufferedReader(positions.ReaderAt(manifest), 1 << 16)
