"""A file that this program wrote, divided into its objects; any other is a ValueError.

- It ends with one cross-reference stream with rows of six bytes, whose dictionary has its entries in one order.
- An object is where its row says, begins with `12 0 obj` and ends before the next object.  Object streams have an
  index and bodies, one after the other.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

from handout.pdf.xref import ROW

_TAIL = re.compile(
    rb"(\d+) 0 obj\n<</Type/XRef/Size (\d+)/W\[1 4 1\](/Root (\d+) 0 R/Info (\d+) 0 R)/ID\[<\w+><\w+>\]"
    rb"/Filter/FlateDecode/Length (\d+)>>stream\n"
)
UNKNOWN = "not a file that this program wrote"
OTHER_FORM = "not of the form that the manifest names"


class Ending(Struct, frozen=True):
    """What the end of a file says."""

    end: int
    """Where the objects end."""
    rows: bytes
    """The cross references of the objects."""
    trailer: bytes
    root: int
    info: int


def ending(pdf: bytes) -> Ending:
    """The end of a file."""
    at = pdf.rfind(b"startxref\n", -64)
    if at < 0 or not pdf.endswith(b"\n%%EOF\n"):
        raise ValueError("not a whole file")
    end = int(pdf[at + 10 : -7])
    tail = _TAIL.match(pdf, end)
    if tail is None:
        raise ValueError(UNKNOWN)
    packed = pdf[tail.end() : tail.end() + int(tail[6])]
    rows = zlib.decompress(packed)[: -ROW.size]  # the last row is that of the table
    return Ending(end, rows, tail[3], int(tail[4]), int(tail[5]))


def object_at(pdf: bytes, at: int, offset: int, end: int) -> bytes:
    """An object that is in no object stream."""
    head = b"%d 0 obj\n" % at
    if not pdf.startswith(head, offset):
        raise ValueError(UNKNOWN)
    return pdf[offset + len(head) : end - len(b"\nendobj\n")]


class SharedPart(Struct, frozen=True):
    """The static part of a file."""

    length: int
    """In bytes."""
    size: int
    """How many rows it has."""


class WrittenFile:
    """The bytes of a file, and where its objects are."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf, found = pdf, ending(pdf)
        self.rows = list(ROW.iter_unpack(found.rows))
        self.trailer, self.root, self.info = found.trailer, found.root, found.info
        self._ends: list[int] = sorted([*(row[1] for row in self.rows if row[0] == 1), found.end])
        self._next: dict[int, int] = dict(zip(self._ends, self._ends[1:], strict=False))

    def shared(self, form: str) -> SharedPart:
        """The static part: the beginning that has, with its cross references, this hash.

        The last object of a static part is its own, so rows behind it are of objects that only this copy has.
        """
        digest, done, nothing = sha256(), 0, bytes(ROW.size)
        for end in self._ends:
            digest.update(memoryview(self.pdf)[done:end])
            done = end
            rows = [nothing if row[0] == 1 and row[1] >= end else ROW.pack(*row) for row in self.rows]
            while rows and rows[-1] == nothing:
                rows.pop()
            found = digest.copy()
            found.update(b"".join(rows))
            found.update(self.trailer)
            if found.hexdigest().startswith(form):
                return SharedPart(end, len(rows))
        raise ValueError(OTHER_FORM)

    def body(self, at: int) -> bytes:
        """An object that is in no object stream."""
        offset: int = self.rows[at][1]
        return object_at(self.pdf, at, offset, self._next[offset])

    def objects(self, length: int) -> dict[int, bytes]:
        """The objects in the file's beginning, with those in object streams."""
        found = {at: self.body(at) for at, row in enumerate(self.rows) if row[0] == 1 and row[1] < length}
        for at, body in list(found.items()):
            if body.startswith(b"<</Type/ObjStm"):
                del found[at]
                found.update(_unpacked(body))
        return found


def _unpacked(body: bytes) -> Iterator[tuple[int, bytes]]:
    head, _, rest = body.partition(b">>stream\n")
    first, length = (int(entry(head, b"/%s (\\d+)" % key)) for key in (b"First", b"Length"))
    content = zlib.decompress(rest[:length])
    index = [int(word) for word in content[:first].split()]
    starts = [first + start for start in index[1::2]]
    for at, start, end in zip(index[::2], starts, [*(s - 1 for s in starts[1:]), len(content)], strict=True):
        yield at, content[start:end]


def entry(body: bytes, pattern: bytes) -> bytes:
    """The first group of a pattern in an object; ValueError where it isn't there."""
    found = re.search(pattern, body)
    if found is None:
        raise ValueError(UNKNOWN)
    return found[1]
