"""Large files written beside their targets: no target until all files are whole, and no drafts afterwards.

A draft is locked while it is written, so that the next run can tell one that a killed run has left behind.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import IO

from handout.files import atomic
from handout.files.atomic import PREFIX, SUFFIX
from handout.system import locks, opening, replacing


class Drafts:
    """Drafts in one folder.  OSError from all of it."""

    def __init__(self, folder: Path, owner: str, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        # The name says nothing about the content.
        self._prefix = f"{PREFIX}{blake2b(owner.encode(), digest_size=6).hexdigest()}-"
        self._ready: list[tuple[Path, Path]] = []

    def open(self, target: Path) -> IO[bytes]:
        """An empty file that will be the target, 0600."""
        path = atomic.draft_for(self._folder / target.name, self._prefix)
        self._ready.append((path, target))
        handle = opening.create(path)
        locks.mark(handle)
        return self._stack.enter_context(os.fdopen(handle, "w+b"))

    def spool(self) -> IO[bytes]:
        """An empty file without a name, which is gone when it is closed."""
        import tempfile  # of the runs few make a print run

        return tempfile.TemporaryFile(dir=self._folder)

    def path(self, number: int) -> Path:
        """The path of a draft."""
        return self._ready[number][0]

    def publish(self) -> None:
        """Renames all of them to their targets, durably; existing files are replaced."""
        if not replacing.MOVES_OPEN_FILES:
            self._stack.close()
        for draft, target in self._ready:
            replacing.replace(draft, target)
        atomic.sync_names(self._folder)
        self._ready = []

    def clear(self) -> None:
        """Removes drafts that weren't published."""
        self._stack.close()
        for draft, _ in self._ready:
            draft.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes what a killed run has left."""
        for path in self._folder.glob(f"{self._prefix}*{SUFFIX}"):
            with contextlib.suppress(OSError):
                locks.remove_unmarked(path)


@contextlib.contextmanager
def drafts(folder: Path, owner: str) -> Iterator[Drafts]:
    """Drafts that are removed at the end of the block unless they were published."""
    with ExitStack() as stack:
        found = Drafts(folder, owner, stack)
        found.sweep()
        try:
            yield found
        finally:
            found.clear()
