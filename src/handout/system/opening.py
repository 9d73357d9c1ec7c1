"""Opening files: their bytes as they are, through no link, and without waiting for the other end of a pipe.

A system that can't open so is asked about the file first.  There, whoever may write into the folder can put a link in
the file's place between the question and the opening.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

_AS_THEY_ARE: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Windows translates line ends without the first; Python itself shuts files to other programs there."""
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)
_LONGEST_ON_WINDOWS = 259
"""Characters of a whole path, unless the machine's owner allows more (MAX_PATH)."""


class NotRegular(OSError):
    """A folder, a pipe or a device where a file's bytes are wanted."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "not a regular file")


def read(path: str | Path, *, links: bool = False, folder: int | None = None) -> int:
    """A handle for reading a regular file; with `folder`, the path is relative to that open folder.

    NotRegular, or OSError, also for a link unless `links` are followed.
    """
    if not (_NO_LINK and _NO_WAIT):
        _looked_at(path, links=links)
    handle = _opened(path, os.O_RDONLY | _NO_WAIT | (0 if links else _NO_LINK), folder)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegular
    return handle


def create(path: str | Path, *, folder: int | None = None) -> int:
    """A handle for writing a file that isn't there yet, for its owner only; OSError where one is."""
    return _opened(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, folder)


def update(path: Path) -> int:
    """A handle for reading and writing a file, made for its owner only where it is missing; OSError for a link."""
    if not _NO_LINK and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return _opened(path, os.O_RDWR | os.O_CREAT | _NO_LINK)


def _looked_at(path: str | Path, *, links: bool) -> None:
    status = os.stat(path, follow_symlinks=links)  # noqa: PTH116 (a link itself, where none is followed)
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(status.st_mode):
        raise NotRegular


def _opened(path: str | Path, flags: int, folder: int | None = None) -> int:
    try:
        if folder is None:
            return os.open(path, flags | _AS_THEY_ARE, 0o600)
        return os.open(path, flags | _AS_THEY_ARE, 0o600, dir_fd=folder)
    except FileNotFoundError:
        # Windows finds nothing there, and doesn't say why.
        if sys.platform == "win32" and len(str(Path(path).absolute())) > _LONGEST_ON_WINDOWS:
            message = f"the path has more than {_LONGEST_ON_WINDOWS} characters"
            raise OSError(errno.ENAMETOOLONG, message) from None
        raise
