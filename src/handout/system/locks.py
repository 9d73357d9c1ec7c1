"""A lock on an open file, which the system releases when the process ends, whatever the reason.

Record locks where the system has them (POSIX): no process that was forked inherits one.  Windows locks bytes, and
nobody else can read these.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handout.system import opening, replacing

if TYPE_CHECKING:
    from portalocker.portalocker import BaseLocker


class Held(BlockingIOError):
    """Another process has the lock."""


def take(file: int) -> bool:
    """Locks an open file for this process alone; False where the system has no locks.  Held, or another OSError."""
    locker = _locker("LockfLocker", "MsvcrtLocker")
    if locker is not None:
        _lock(locker, file)
    return locker is not None


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
    locker = _locker("FlockLocker")
    if locker is not None:
        _lock(locker, file)


def remove_unmarked(path: Path) -> None:
    """Takes away what a process that was killed has left; OSError where somebody is writing it."""
    locker = _locker("FlockLocker")
    if locker is not None:
        with os.fdopen(opening.read(path), "rb") as file:
            _lock(locker, file.fileno())
            path.unlink(missing_ok=True)
    elif sys.platform == "win32":
        path.unlink()


def _lock(locker: BaseLocker, file: int) -> None:
    from portalocker import AlreadyLocked, LockException, LockFlags

    try:
        locker.lock(file, LockFlags.EXCLUSIVE | LockFlags.NON_BLOCKING)
    except AlreadyLocked:
        raise Held from None
    except LockException as error:
        raise (error.__cause__ if isinstance(error.__cause__, OSError) else OSError(str(error))) from None


def _locker(*names: str) -> BaseLocker | None:
    """The first of these kinds that the system has.  ImportError where portalocker isn't installed."""
    try:
        from portalocker import portalocker
    except ModuleNotFoundError as error:
        if error.name not in ("fcntl", "msvcrt"):
            raise
        return None  # this system has no locks
    kinds = (getattr(portalocker, name, None) for name in names)
    return next((kind() for kind in kinds if kind is not None), None)
