"""A lock on an open file, which the system frees with its process however that ends.

A record lock where the system has them (POSIX): no process that was forked inherits one.  Windows locks bytes, and
nobody else can read these.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from handout.system import opening, replacing


class Held(Exception):
    """Another process has the lock."""


def take(file: int) -> bool:
    """Locks an open file for this process alone; False where the system has no locks.  Held, or OSError."""
    try:
        return _take(file)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise Held from None
        raise


def remove(path: Path, file: int) -> None:
    """Takes away a locked file, and then frees the lock: whoever waits for it finds that the file is gone."""
    if not replacing.MOVES_OPEN_FILES:
        os.close(file)
    with contextlib.suppress(OSError):
        path.unlink()
    if replacing.MOVES_OPEN_FILES:
        os.close(file)


def mark(file: int) -> None:
    """Marks a file as being written, as long as it is open; on Windows every open file is."""
    with contextlib.suppress(ImportError):
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def remove_unmarked(path: Path) -> None:
    """Takes away what a process that was killed has left; OSError where somebody is writing it."""
    if sys.platform == "win32":
        path.unlink()
        return
    try:
        import fcntl
    except ImportError:
        return  # nobody knows whether somebody is writing it

    with os.fdopen(opening.read(path), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)


def _take(file: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        return True
    try:
        import fcntl
    except ImportError:
        return False
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
