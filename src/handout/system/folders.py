"""A folder that is held open, for many files that are written into it.

By its descriptor where the system can (openat(2)): each name is then looked up in this very folder, whatever happens to
its path, and sooner.  Elsewhere by its path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from handout.system import durable, opening, replacing


class Folder:
    """Files by their names in one folder.  OSError from all of it."""

    def __init__(self, path: Path) -> None:
        flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
        self._path = path
        self._handle = os.open(path, flags) if by_descriptor() else None

    def create(self, name: str) -> int:
        """A handle for writing a file that isn't there yet, for its owner only."""
        return opening.create(self._at(name), folder=self._handle)

    def read(self, name: str) -> int:
        """A handle for reading a regular file, through no link."""
        return opening.read(self._at(name), folder=self._handle)

    def status(self, name: str) -> os.stat_result | None:
        """What is under a name, a link itself; None for nothing."""
        try:
            return os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def replace(self, draft: str, name: str) -> None:
        """A file in the place of another, or of none."""
        if self._handle is None:
            replacing.replace(self._path / draft, self._path / name)
        else:
            os.replace(draft, name, src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def remove(self, name: str) -> None:
        """Takes a file away."""
        if self._handle is None:
            replacing.remove(self._path / name)
        else:
            os.unlink(name, dir_fd=self._handle)

    def sync(self, names: Iterable[str]) -> None:
        """Makes these files durable, with their names."""
        whole = durable.file_system()
        if whole is not None and self._handle is not None:
            if whole(self._handle):
                import ctypes

                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
            return
        for name in names:
            self._sync(name)
        durable.sync_folder(self._path)

    def close(self) -> None:
        """Lets the folder go."""
        if self._handle is not None:
            os.close(self._handle)

    def _sync(self, name: str) -> None:
        # Windows syncs only what is open for writing.
        flags = os.O_RDONLY if self._handle is not None else os.O_RDWR | getattr(os, "O_BINARY", 0)
        handle = os.open(self._at(name), flags, dir_fd=self._handle)
        try:
            durable.sync(handle)
        finally:
            os.close(handle)

    def _at(self, name: str) -> str | Path:
        return name if self._handle is not None else self._path / name


def by_descriptor() -> bool:
    """Whether this system opens, renames and removes files in an open folder."""
    calls = (os.open, os.stat, os.unlink, os.rename)
    return sys.platform != "win32" and hasattr(os, "O_DIRECTORY") and all(call in os.supports_dir_fd for call in calls)
