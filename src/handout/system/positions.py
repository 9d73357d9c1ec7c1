"""Reading and writing at a position of an open file, and reading into memory that is there already.

Where the system has no call for a position, the file's own is moved first: one thread at a time may use the handle.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def read_at(file: int, size: int, position: int) -> bytes:
    """At most so many bytes from there on."""
    if sys.platform != "win32" and hasattr(os, "pread"):
        return os.pread(file, size, position)
    os.lseek(file, position, os.SEEK_SET)
    return os.read(file, size)


def write_at(file: int, content: bytes | memoryview, position: int) -> int:
    """How many of these bytes were written there."""
    if sys.platform != "win32" and hasattr(os, "pwrite"):
        return os.pwrite(file, content, position)
    os.lseek(file, position, os.SEEK_SET)
    return os.write(file, content)


def read_into(file: int, buffers: Sequence[bytearray]) -> int:
    """Fills one buffer after another from the file's own position; how many bytes there were for them."""
    if sys.platform != "win32" and hasattr(os, "readv"):
        return os.readv(file, buffers)
    taken = 0
    for buffer in buffers:
        found = os.read(file, len(buffer))
        buffer[: len(found)] = found
        taken += len(found)
        if len(found) < len(buffer):
            break
    return taken


class ReaderAt(io.RawIOBase):
    """Reads an open file from its beginning, with a position of its own."""

    def __init__(self, file: int) -> None:
        self._file, self._at = file, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is, from the beginning and from where it is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Goes to a position, which it gives."""
        self._at = offset if whence == os.SEEK_SET else self._at + offset
        return self._at

    def readinto(self, into: WriteableBuffer, /) -> int:
        """Reads as much as there is room for, at most; how many bytes that was."""
        view = memoryview(into)
        found = read_at(self._file, len(view), self._at)
        view[: len(found)] = found
        self._at += len(found)
        return len(found)
