"""Reading and writing at a position of an open file.

Where the system has no call for it, the file's own position is moved first: one thread at a time may use the handle.
"""

from __future__ import annotations

import os
import sys


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
