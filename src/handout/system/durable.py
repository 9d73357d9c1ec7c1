"""Making what was written durable: after a call it survives a power failure.  Every function may raise OSError."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path


def sync(file: int) -> None:
    """The bytes of an open file."""
    if sys.platform == "darwin":
        # There, fsync leaves them in the drive's own memory (fsync(2) of macOS).
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            return
    os.fsync(file)


def sync_folder(folder: Path) -> None:
    """The names in a folder; nothing where no folder can be opened, as on Windows, whose file system keeps a log."""
    if sys.platform == "win32" or not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def file_system() -> Callable[[int], int] | None:
    """The system's call that writes out an open file's whole file system, and gives 0 if it could; None without one."""
    try:
        import ctypes  # a run in which nothing is made needs none

        return ctypes.CDLL(None, use_errno=True).syncfs
    except (ImportError, AttributeError, OSError, TypeError):
        return None
