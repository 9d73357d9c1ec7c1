"""When to make the pages again: a file of the workspace has changed, and no file changes any more.

Files are compared by time, size and number a few times a second. That needs no library, works on every file system,
and a workspace is small.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from handout.preview.board import Board
from handout.preview.state import PreviewState

FileStates = frozenset[tuple[str, int, int, int]]
"""Each file's path, time of change, size and number."""

CALM, UNREST = 0.35, 0.1
"""Seconds between two looks: usually, and while files are being written."""
SHARE = 0.1
"""The largest share of time that looking may take, in a folder with very many files."""
LONGEST_UNREST = 20
"""Looks; after so many, a folder that still changes is shown all the same."""
KINDS = {".yaml", ".yml", ".json", ".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf"}
PASSED_OVER = {"output", "node_modules", "__pycache__"}


def look(root: Path, record: Path | None = None) -> FileStates:
    """The files that a document may be made from: the workspace's files, and a patient's record."""
    # A folder of the workspace may be a link to somewhere else.
    linked = [path for name in ("content", "layouts") if (path := root / name).is_symlink()]
    found = {entry for folder in (root, *linked) for entry in _below(os.fspath(folder))}
    if record is not None:
        found |= _entry(os.fspath(record))
    return frozenset(found)


def _below(folder: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    if any(entry.name == "pyvenv.cfg" for entry in found):
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if os.path.splitext(entry.name)[1].lower() in KINDS:  # noqa: PTH122 - many times a second
            yield from _entry(entry.path)
        elif entry.name not in PASSED_OVER and entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _entry(path: str) -> set[tuple[str, int, int, int]]:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return set()
    return {(path, status.st_mtime_ns, status.st_size, status.st_ino)}


class Watcher:
    """Looks at the files again and again, and shows what is made of them."""

    def __init__(
        self,
        board: Board,
        look: Callable[[], FileStates],
        make: Callable[[PreviewState], PreviewState],
        *,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._board, self._look, self._make, self._clock = board, look, make, clock
        self._shown: FileStates | None = None
        """The state of the files when the pages were made."""
        self._last: FileStates | None = None
        self._unrest = 0

    def turn(self) -> float:
        """Look once, make the pages again if that is due, and return the seconds until the next look.

        Changes while pages are made are seen by the next look, so however many there are, at most one more follows.
        """
        began = self._clock()
        seen = self._look()
        least = (self._clock() - began) / SHARE
        if seen == self._shown:
            self._unrest = 0
            return max(CALM, least)
        at_rest = seen == self._last or self._shown is None
        self._last, self._unrest = seen, self._unrest + 1
        if not at_rest and self._unrest < LONGEST_UNREST:
            return max(UNREST, least)
        self._unrest = 0
        self._shown = seen
        self._board.show(self._make(self._board.state))
        return max(CALM, least)
