"""Receipts: codes that show a later run that a document is as this run would make it, so it isn't made again.

A code is a keyed hash (BLAKE2b, RFC 7693) of all that a document was made from, and of its line in the manifest.  The
key is random and is stored beside the codes, for the folder's owner only; without it a code says nothing of a patient.
What is doubtful is no receipt: with another key, a key that others may read, or a file that was cut, documents are made
again.  So nothing here is worth an error, and none is raised.
"""

from __future__ import annotations

import contextlib
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from handout.files import atomic
from handout.system import opening, positions, rights

FILES = KEY, CODES, FINISHED = ".handout.key", ".handout.receipts", ".handout.finished"
"""In the folder of the documents; what a finished run leaves is the last."""
_HEAD = b"handout receipts 1\n"
SIZE = 16
"""Bytes of a code."""
_KEY_SIZE = 32


class Receipts:
    """The codes of a folder, which keep 24 bytes a document; one run at a time has them."""

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        """With `anew` the codes of earlier runs are forgotten, and their key."""
        self._path = folder / CODES
        self._codes, self._heads = b"", array("Q")
        self._kept = bytearray()
        """The codes of this run's documents."""
        self._file: int | None = None
        self._end = 0
        key = None if anew else known_key(folder / KEY)
        self._changed = key is None
        try:
            self._key = key or _new_key(folder / KEY)
            self._file = opening.update(self._path)
            self._codes = _sorted(self._read(anew=key is None))
            self._heads = _heads(self._codes)
        except OSError:
            self._key = os.urandom(_KEY_SIZE)
            self.close()
        self._keyed = blake2b(key=self._key, digest_size=SIZE)
        """The beginning of each code."""

    def code(self, source: bytes) -> blake2b:
        """The code of a document that is made from this, as far as its line isn't known."""
        code = self._keyed.copy()
        code.update(source)
        return code

    def known(self, code: bytes) -> bool:
        """Whether an earlier run has left this code."""
        head = int.from_bytes(code[: SIZE // 2])
        at = bisect_left(self._heads, head)
        while at < len(self._heads) and self._heads[at] == head:
            if self._codes[at * SIZE : at * SIZE + SIZE] == code:
                return True
            at += 1
        return False

    def keep(self, code: bytes) -> None:
        """One that was known holds for a document of this run, too."""
        self._kept += code

    def add(self, codes: Iterable[bytes]) -> None:
        """Codes of documents that last, and whose lines last."""
        rest = memoryview(b"".join(codes))
        if self._file is None or not rest:
            return
        self._changed = True
        self._kept += rest
        try:
            while rest:
                written = positions.write_at(self._file, rest, self._end)
                rest, self._end = rest[written:], self._end + written
        except OSError:
            self.close()

    def finish(self) -> None:
        """Forgets the codes that no document of this run has."""
        if self._file is None or not (self._changed or len(self._kept) != len(self._codes)):
            return
        self.close()
        with contextlib.suppress(OSError):
            atomic.replace(self._path, [_HEAD, bytes(self._kept)])

    def close(self) -> None:
        """Lets the file go."""
        if self._file is not None:
            os.close(self._file)
        self._file = None

    def _read(self, *, anew: bool) -> bytes:
        """The codes that are there, after which others can be written."""
        assert self._file is not None
        size = os.fstat(self._file).st_size
        content = b"" if anew else _whole(self._file, size)
        if not content.startswith(_HEAD):
            os.ftruncate(self._file, 0)
            self._end = positions.write_at(self._file, _HEAD, 0)
            return b""
        # A crash may have cut the last one.
        self._end = size - (size - len(_HEAD)) % SIZE
        os.ftruncate(self._file, self._end)
        return content[len(_HEAD) : self._end]


def known_key(path: Path) -> bytes | None:
    """The key of earlier runs; None where there is none, or not only its owner may have read or written it."""
    try:
        handle = opening.read(path)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not rights.for_owner_only(os.fstat(handle)):
            return None
        key = file.read(_KEY_SIZE + 1)
    return key if len(key) == _KEY_SIZE else None


def _new_key(path: Path) -> bytes:
    key = os.urandom(_KEY_SIZE)
    atomic.replace(path, [key])
    return key


def _whole(file: int, size: int) -> bytes:
    parts, at = [], 0
    while at < size and (part := positions.read_at(file, size - at, at)):
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def _heads(codes: bytes) -> array[int]:
    """The numbers that the first halves of codes are; codes in order have such numbers in order."""
    halves = array("Q", codes)
    if sys.byteorder == "little":
        halves.byteswap()
    return halves[::2]


def _sorted(codes: bytes) -> bytes:
    return b"".join(sorted(codes[at : at + SIZE] for at in range(0, len(codes), SIZE)))
