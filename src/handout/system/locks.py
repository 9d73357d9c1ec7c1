"""A lock on an open file, which the system releases when the process ends, whatever the reason.

Record locks where the system has them (POSIX): no process that was forked inherits one.  Windows locks bytes, and
nobody else can read these.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handout.system import opening, replacing


class Held(BlockingIOError):
    """Another process has the lock."""


def take(file: int) -> bool:
    """Locks an open file for this process alone; False where the system has no locks.  Held, or another OSError."""
    if (posix := _posix()) is not None:
        _lock(posix, posix.lockf, file)
        return True
    return _lock_bytes(file)


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
    if (posix := _posix()) is not None:
        _lock(posix, posix.flock, file)


def remove_unmarked(path: Path) -> None:
    """Takes away what a process that was killed has left; OSError where somebody is writing it."""
    if (posix := _posix()) is not None:
        with os.fdopen(opening.read(path), "rb") as file:
            _lock(posix, posix.flock, file.fileno())
            path.unlink(missing_ok=True)
    elif sys.platform == "win32":
        path.unlink()


def _posix() -> Any:
    """The system's own calls, or None: portalocker's around them take longer to import than a small run to resume."""
    try:
        import fcntl
    except ModuleNotFoundError:
        return None
    return fcntl


def _lock(posix: Any, call: Callable[[int, int], None], file: int) -> None:
    try:
        call(file, posix.LOCK_EX | posix.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            raise Held from None
        raise


def _lock_bytes(file: int) -> bool:
    """As Windows locks; False where the system has no such locks.  ImportError where portalocker isn't installed."""
    try:
        from portalocker import AlreadyLocked, LockException, LockFlags, portalocker
    except ModuleNotFoundError as error:
        if error.name not in ("fcntl", "msvcrt"):
            raise
        return False
    locker = getattr(portalocker, "MsvcrtLocker", None)
    if locker is None:
        return False
    try:
        locker().lock(file, LockFlags.EXCLUSIVE | LockFlags.NON_BLOCKING)
    except AlreadyLocked:
        raise Held from None
    except LockException as error:
        raise (error.__cause__ if isinstance(error.__cause__, OSError) else OSError(str(error))) from None
    return True
