"""Writing a large file in little memory: each object goes to the file when it is added, its offset to a second file."""

from __future__ import annotations

import struct
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import chain, pairwise
from typing import IO

from handout.pdf.file import HEADER, ID_DIGITS, indirect, object_stream, stream

MOST_OBJECTS = 8_388_607
"""In one file (ISO 19005-2, 6.1.13)."""
MOST_SHARED = 2048
"""Objects whose content is remembered."""
PACKED = 64 * 1024
"""Bytes of plain objects that are compressed together."""
ROWS = 512 * 1024
"""Bytes of cross references that are kept: where the numbers of objects that wait to be compressed are between them,
they can't be written as one.
"""
_CHUNK = 256 * 1024
"""Bytes that are written at once."""
_SHORT = 500
"""Bytes of an object that is known by itself, and not by a hash."""
LEVEL = 2
"""Of compression: a higher one would take as long as all the rest of merging, for a tenth of the size."""
_ROW = struct.Struct(">xBBIH")
"""A cross reference: no predictor, type, offset in five bytes, index."""
_FREE = _ROW.pack(0, 0, 0, 0xFFFF)
"""The cross reference of a number without an object (ISO 32000-1, 7.5.4)."""
_NEXT = b"\x02" + bytes(_ROW.size - 3) + b"\x00\x01"
"""The cross reference of the next object in an object stream, as its difference to the row above (PNG's Up)."""
BLOCK = 8192
"""Cross references that are compressed at a time."""


class ObjectWriter:
    """Writes numbered objects.  Every method raises OSError, and OverflowError when there are too many objects."""

    def __init__(self, out: IO[bytes], spool: IO[bytes]) -> None:
        """`spool` takes the cross references until the end; it must be a file that can be read and sought in."""
        self._out, self._spool = out, spool
        self._left = range(1, 1)
        """Numbers that are left over before the next new one, which is its end."""
        self._size = self._written = 0
        self._unwritten: list[bytes] = []
        self._digest = sha256()
        self._packed: list[bytes] = []
        self._runs: list[range] = []
        """The numbers of the objects in `_packed`, those that follow each other together."""
        self._waiting = 0
        """Bytes in `_packed`."""
        self._rows: list[tuple[int, bytes]] = []
        """Cross references of objects that follow each other, by the first one's number."""
        self._rows_size = 0
        """Bytes in `_rows`."""
        self._shared: OrderedDict[bytes, int] = OrderedDict()
        self._row(0, 0, 0, 65535)
        self._write(HEADER)

    def reserve(self) -> int:
        """The number of an object that is added later."""
        at = self._left.start
        self._take(range(at + 1, max(at + 1, self._left.stop)))
        return at

    def reserve_many(self, count: int, unit: int) -> int:
        """The first of numbers that follow each other from a multiple of a power of ten on, all with as many digits."""
        free = self._left
        first = -(-free.stop // unit) * unit
        if len(str(first)) < len(str(first + count - 1)):
            first = 10 ** len(str(first))
        self._note_rows(free.start, _FREE * (first - free.start))
        self._take(range(first + count, first + -(-count // unit) * unit))
        return first

    def _take(self, left: range) -> None:
        self._left = left
        if left.stop > MOST_OBJECTS:
            raise OverflowError

    def add(self, body: bytes, at: int) -> None:
        """Adds an object that is no stream."""
        self._packed.append(body)
        if self._runs and self._runs[-1].stop == at:
            self._runs[-1] = range(self._runs[-1].start, at + 1)
        else:
            self._runs.append(range(at, at + 1))
        self._waiting += len(body)
        if self._waiting >= PACKED:
            self._flush()

    def add_packed(self, packed: bytes, start: int, numbers: range) -> None:
        """Adds objects with these numbers as an object stream of their own: its compressed content, and where the
        first begins.
        """
        holder = self.reserve()
        self._note_rows(numbers.start, _rows(holder, 0, len(numbers)))
        self.put(stream(packed, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(numbers), start)), holder)
        if self._rows_size >= ROWS:
            self._flush()
            self._spool_rows()

    def put(self, body: bytes, at: int) -> None:
        """Adds a stream, or an object that is too large for an object stream."""
        self._row(at, 1, self._size, 0)
        self._write(indirect(at, body))

    def once(self, body: bytes) -> int:
        """The number of an object with this content, which is added if no object is known to have it."""
        key = body if len(body) < _SHORT else blake2b(body, digest_size=16).digest()
        if key in self._shared:
            self._shared.move_to_end(key)
            return self._shared[key]
        at = self._shared[key] = self.reserve()
        if len(self._shared) > MOST_SHARED:
            self._shared.popitem(last=False)
        (self.put if body.endswith(b"endstream") else self.add)(body, at)
        return at

    def finish(self, trailer: bytes) -> None:
        """Completes the file; `trailer` has the entries Root and Info."""
        self._flush()
        last = self.reserve()
        start = self._size
        self._row(last, 1, start, 0)
        self._spool_rows()
        self._write_out()
        identifier = self._digest.hexdigest()[:ID_DIGITS].encode()
        entries = b"/Type/XRef/Size %d/W[1 5 2]%s/ID[<%s><%s>]" % (last + 1, trailer, identifier, identifier)
        entries += b"/DecodeParms<</Predictor 15/Columns %d>>" % (_ROW.size - 1)
        self._out.write(b"%d 0 obj\n<<%s/Filter/FlateDecode/Length " % (last, entries))
        length_at = self._out.tell()
        self._out.write(b"%-10d>>stream\n" % 0)
        length = sum(map(self._out.write, self._table(last + 1)))
        self._out.write(b"\r\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
        self._out.seek(length_at)
        self._out.write(b"%-10d" % length)
        self._out.flush()

    def _table(self, count: int) -> Iterator[bytes]:
        self._spool.flush()
        self._spool.truncate(count * _ROW.size)  # rows of numbers at the end that were never used
        self._spool.seek(0)
        compressor = zlib.compressobj(LEVEL)
        while block := self._spool.read(BLOCK * _ROW.size):
            yield compressor.compress(block)
        yield compressor.flush()

    def _flush(self) -> None:
        if not self._packed:
            return
        holder = self.reserve()
        packed, runs, self._packed, self._runs, self._waiting = self._packed, self._runs, [], [], 0
        index = 0
        for run in runs:
            self._note_rows(run.start, _rows(holder, index, len(run)))
            index += len(run)
        self.put(object_stream(chain.from_iterable(runs), packed, LEVEL), holder)
        self._spool_rows()

    def _row(self, at: int, kind: int, offset: int, index: int) -> None:
        self._note_rows(at, _ROW.pack(kind, offset >> 32, offset & 0xFFFFFFFF, index))

    def _note_rows(self, at: int, rows: bytes) -> None:
        """Adds the cross references of objects that follow each other."""
        self._rows.append((at, rows))
        self._rows_size += len(rows)

    def _spool_rows(self) -> None:
        """Writes the cross references so far, neighbours together."""
        rows, self._rows, self._rows_size = sorted(self._rows), [], 0
        start = 0
        for end, ((at, own), (after, _)) in enumerate(pairwise([*rows, (-1, b"")]), 1):
            if after != at + len(own) // _ROW.size:
                self._spool.seek(rows[start][0] * _ROW.size)
                self._spool.write(b"".join([row for _, row in rows[start:end]]))
                start = end

    def _write(self, content: bytes) -> None:
        self._unwritten.append(content)
        self._size += len(content)
        if self._size - self._written >= _CHUNK:
            self._write_out()

    def _write_out(self) -> None:
        chunk = b"".join(self._unwritten)
        self._unwritten = []
        self._out.write(chunk)
        self._digest.update(chunk)
        self._written = self._size


def _rows(holder: int, index: int, count: int) -> bytes:
    """The cross references of objects with numbers that follow each other, in an object stream from this index on."""
    return _ROW.pack(2, holder >> 32, holder & 0xFFFFFFFF, index) + _following(index, count)


@lru_cache(256)
def _following(index: int, count: int) -> bytes:
    """The cross references of all but the first."""
    rows = bytearray(_NEXT * (count - 1))
    for at in range(-(index + 1) % 256, count - 1, 256):
        rows[(at + 1) * _ROW.size - 2] = 1  # the index's first byte grows when its last one is zero again
    return bytes(rows)
