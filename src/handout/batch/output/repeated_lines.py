"""Lines of a run that an earlier run has already written into the manifest, in the same order."""

from __future__ import annotations

from typing import BinaryIO


class RepeatedLines:
    """Compares the lines of a run with the earlier ones, one after another, up to the first that differs."""

    def __init__(self, earlier: BinaryIO, end: int) -> None:
        """`earlier` is read from its beginning up to the offset `end`."""
        self._earlier, self._end = earlier, end
        self._at, self._place = 0, -1
        self._next = self._read()

    @property
    def all(self) -> bool:
        """Whether the run has each of the earlier lines, in their order."""
        return self._at == self._end

    def offset(self, place: int, line: bytes) -> int | None:
        """Where the manifest has the line of this place; None if it isn't the next of the earlier ones."""
        if line != self._next or place <= self._place:
            return None
        at = self._at
        self._at, self._place = at + len(line), place
        self._next = self._read()
        return at

    def _read(self) -> bytes:
        """The next of the earlier lines; empty after the last."""
        return self._earlier.readline() if self._at < self._end else b""
