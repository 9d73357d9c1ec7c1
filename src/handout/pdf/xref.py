"""Cross-reference tables: the rows of a file's shared part compressed once, those of a copy's own objects put between.

A zlib stream is a row of blocks (RFC 1951, 3.2): compressed ones for the rows that all copies share, each flushed to a
whole byte, and stored ones for the rows that differ.  So a copy costs no compressing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from msgspec import Struct

ROW = struct.Struct(">BIB")
"""Kind, place, index (ISO 32000-1, 7.5.8.3)."""
_HEAD = b"\x78\x01"
_STORED = struct.Struct("<BHH")
_LONGEST = 0xFFFF // ROW.size * ROW.size


class XrefStretch(Struct, frozen=True):
    """Rows that a copy brings, and the compressed ones before them."""

    before: bytes
    start: int
    end: int


class XrefTable(Struct, frozen=True):
    """The cross references of a file's shared part; a row of zeros is for an object that each copy brings."""

    rows: bytes
    stretches: tuple[XrefStretch, ...]

    def packed(self, places: Iterable[tuple[int, int]], last: int) -> bytes:
        """A copy's table as a zlib stream: its objects with their places, and last the table's own place."""
        rows = bytearray(self.rows)
        for at, place in places:
            ROW.pack_into(rows, at * ROW.size, 1, place, 0)
        ROW.pack_into(rows, len(rows) - ROW.size, 1, last, 0)
        out = [_HEAD]
        for stretch in self.stretches:
            out += (stretch.before, bytes(rows[stretch.start : stretch.end]))
        out.append(zlib.adler32(rows).to_bytes(4, "big"))
        return b"".join(out)


def table(shared: bytes) -> XrefTable:
    """The table of a shared part, with a row more for that of the table itself."""
    rows = shared + bytes(ROW.size)
    own = [not any(rows[at : at + ROW.size]) for at in range(0, len(rows), ROW.size)]
    stretches, done, start = [], 0, 0
    while start < len(own):
        while not own[start]:
            start += 1
        end = start
        while end < len(own) and own[end] and (end - start) * ROW.size < _LONGEST:
            end += 1
        first, stop = start * ROW.size, end * ROW.size
        head = _STORED.pack(end == len(own), stop - first, 0xFFFF ^ (stop - first))
        stretches.append(XrefStretch(_compressed(rows[done:first]) + head, first, stop))
        done, start = stop, end
    return XrefTable(rows, tuple(stretches))


def _compressed(rows: bytes) -> bytes:
    """Blocks that can be followed by others; nothing for no rows."""
    small = zlib.compressobj(9, zlib.DEFLATED, -15)
    return small.compress(rows) + small.flush(zlib.Z_FULL_FLUSH) if rows else b""
