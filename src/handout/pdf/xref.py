"""Cross-reference tables: the rows of a file's shared part are compressed once, those of a copy's own objects inserted.

A zlib stream is a sequence of blocks (RFC 1951, 3.2): compressed blocks for the rows that all copies share, each
flushed to a whole byte, and stored blocks for the rows that differ.  So nothing is compressed for a copy.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from msgspec import Struct

ROW = struct.Struct(">BIB")
"""Type, offset or object stream, generation or index (ISO 32000-1, 7.5.8.3)."""
_HEAD = b"\x78\x01"
_STORED = struct.Struct("<BHH")
_LONGEST = 0xFFFF // ROW.size * ROW.size


class XrefStretch(Struct, frozen=True):
    """Consecutive rows of a copy's objects, from byte `start` to `end`, and the compressed block before them."""

    before: bytes
    start: int
    end: int


class XrefTable(Struct, frozen=True):
    """The cross references of a file's shared part; a row of zeros is for an object that each copy brings."""

    rows: bytes
    stretches: tuple[XrefStretch, ...]

    def packed(self, offsets: Mapping[int, int], last: int) -> bytes:
        """A copy's table as a zlib stream: the offsets of its objects by number, and that of the table itself."""
        rows, pack_into, size = bytearray(self.rows), ROW.pack_into, ROW.size
        for at, offset in offsets.items():
            pack_into(rows, at * size, 1, offset, 0)
        pack_into(rows, len(rows) - size, 1, last, 0)
        out: list[bytes | bytearray] = [_HEAD]
        for stretch in self.stretches:
            out += (stretch.before, rows[stretch.start : stretch.end])
        out.append(zlib.adler32(rows).to_bytes(4, "big"))
        return b"".join(out)


def table(shared: bytes, more: int = 0) -> XrefTable:
    """The table of a shared part, with rows for more objects of a copy behind it, and one for the table itself."""
    rows = shared + bytes(ROW.size * (more + 1))
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
    """A block that other blocks can follow; nothing for no rows."""
    small = zlib.compressobj(9, zlib.DEFLATED, -15)
    return small.compress(rows) + small.flush(zlib.Z_FULL_FLUSH) if rows else b""
