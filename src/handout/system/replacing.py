"""Putting a finished file in place, in one step: a name always leads to the whole old file or the whole new one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

_PAUSES = (0.01, 0.05, 0.2, 0.5, 1.0)
"""Seconds.  On Windows a scanner opens each new file for a moment, and no open file can be renamed."""


MOVES_OPEN_FILES = sys.platform != "win32"
"""Whether a file that is open can be renamed, replaced or taken away."""


class InUse(PermissionError):
    """A file can't be replaced or taken away: on Windows, as long as another program has it open."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "another program has it open, or it is read-only; close it there")


def replace(draft: Path, path: Path) -> None:
    """A file in the place of another, or of none; InUse, or another OSError."""
    _patiently(lambda: draft.replace(path), path)


def remove(path: Path) -> None:
    """Takes a file away; InUse, or another OSError."""
    _patiently(path.unlink, path)


def _patiently(act: Callable[[], object], path: Path) -> None:
    for pause in () if MOVES_OPEN_FILES else _PAUSES:
        try:
            act()
        except PermissionError:
            sleep(pause)
        else:
            return
    try:
        act()
    except PermissionError:
        # A file that doesn't exist isn't open in another program.
        if MOVES_OPEN_FILES or not path.is_file():
            raise
        raise InUse from None


def in_place(path: Path, file: int) -> bool:
    """Whether an open file is still the one under its name: somebody may have taken it away, and put another there."""
    try:
        # What is open stays where it is on Windows, whose Python doesn't number every file alike in both calls.
        return not MOVES_OPEN_FILES or os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def put(draft: Path, path: Path) -> None:
    """A file under a name that is free; FileExistsError where it isn't, however late somebody took it."""
    if sys.platform == "win32":
        draft.rename(path)
        return
    # A link fails where a file has come to be meanwhile; a rename would replace it.
    os.link(draft, path)
    draft.unlink()
