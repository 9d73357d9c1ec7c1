"""The bytes of a PDF file: static objects that many copies share, then a copy's own objects, then the cross references.

PDF 1.7 or 2.0 with object streams (ISO 32000-1, 7.5.7) and a cross-reference stream (7.5.8).  Static objects come
first, so their offsets are the same in every copy, and completing a copy is joining bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, chain, count
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from handout.pdf.xref import ROW, XrefTable, table

if TYPE_CHECKING:
    from hashlib import _Hash

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HEADER_2 = b"%PDF-2.0\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM = 200
"""Objects in one object stream; the index must fit one byte of a cross-reference row."""
ID_DIGITS = 32
"""How many digits of the SHA-256 a file's identifier has."""
MOST_HEADS = 4096
"""Objects whose first line is kept, by their numbers."""


class Static(Struct, frozen=True):
    """A file's shared part."""

    content: bytes
    rows: bytes
    """A cross-reference row for every object; zeros for the objects that each copy brings."""
    trailer: bytes
    """Dictionary entries: Root, and Info in PDF 1.7."""

    @property
    def next(self) -> int:
        """The number that follows those of its objects."""
        return len(self.rows) // ROW.size


@lru_cache(8192)
def number(value: float) -> bytes:
    """A number with at most two decimals, as short as it can be."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


def numbers(*values: float) -> bytes:
    """Numbers, separated by spaces."""
    return b" ".join(map(number, values))


def ref(target: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % target


def refs(targets: Iterable[int]) -> bytes:
    """An array of references."""
    return b"[%s]" % b" ".join(map(ref, targets))


def literal(content: bytes) -> bytes:
    """A literal string; a bare CR would be read as LF, so it is escaped too."""
    escaped = content.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(%s)" % escaped


def text_string(text: str) -> bytes:
    """A text string: ASCII as it is, else UTF-16BE with a byte order mark (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        return literal(text.encode("ascii"))
    return literal(b"\xfe\xff" + text.encode("utf-16-be"))


def name(text: str) -> bytes:
    """A name object; all but letters, digits and `+-._` is escaped."""
    return b"/" + b"".join(
        bytes((byte,)) if (chr(byte).isalnum() and byte < 128) or byte in b"+-._" else b"#%02X" % byte
        for byte in text.encode("utf-8")
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object, with the line end before endstream that PDF/A asks for (ISO 19005-2, 6.1.7.1).

    The line end is CR LF: data that end in CR, followed by a lone LF, would be read as one byte shorter.
    """
    return b"<<%s/Length %d>>stream\n%s\r\nendstream" % (entries, len(content), content)


def flate(content: bytes, entries: bytes = b"", level: int = 9) -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(content, level), entries + b"/Filter/FlateDecode")


class FileWriter:
    """Collects a file's static objects; a number that is reserved and never added is for an object of each copy."""

    def __init__(self) -> None:
        self._count = 0
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> int:
        """The number of an object that is added later, or by each copy."""
        self._count += 1
        return self._count

    def add(self, body: bytes, at: int | None = None) -> int:
        """Adds an object that is no stream; gives its number."""
        at = at or self.reserve()
        self._plain[at] = body
        return at

    def add_stream(self, body: bytes, at: int | None = None) -> int:
        """Adds a stream object, as `stream` and `flate` make it; gives its number."""
        at = at or self.reserve()
        self._streams[at] = body
        return at

    def finish(self, root: int, info: int | None) -> Static:
        """The static part: of a file in PDF 1.7, or without the Info dictionary in PDF 2.0."""
        rows = {0: (0, 0, 255)}
        plain = sorted(self._plain.items())
        for start in range(0, len(plain), _PER_STREAM):
            packed = dict(plain[start : start + _PER_STREAM])
            holder = self.add_stream(object_stream(packed, [*packed.values()]))
            rows.update({at: (2, holder, index) for index, at in enumerate(packed)})
        out = [HEADER_2 if info is None else HEADER]
        size = len(out[0])
        for at, body in sorted(self._streams.items()):
            rows[at] = (1, size, 0)
            out.append(indirect(at, body))
            size += len(out[-1])
        packed_rows = b"".join(ROW.pack(*rows.get(at, (0, 0, 0))) for at in range(self._count + 1))
        entries = b"/Root %s" % ref(root) if info is None else b"/Root %s/Info %s" % (ref(root), ref(info))
        return Static(b"".join(out), packed_rows, entries)


def object_stream(numbers: Iterable[int], bodies: Sequence[bytes], level: int = 9) -> bytes:
    """An object stream with these objects, and their numbers in the same order."""
    # Between two bodies is a byte.
    starts = map(add, accumulate(map(len, bodies), initial=0), count())
    index = b"%d %d " * len(bodies) % tuple(chain.from_iterable(zip(numbers, starts, strict=False)))
    index = index[:-1] + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(index))
    return flate(index + b"\n".join(bodies), entries, level)


def indirect(at: int, body: bytes) -> bytes:
    """An indirect object (ISO 32000-1, 7.3.10)."""
    return b"%s%s%s" % (_head(at), body, _TAIL)


@lru_cache(MOST_HEADS)
def _head(at: int) -> bytes:
    return b"%d 0 obj\n" % at


_TAIL = b"\nendobj\n"


class FinishedFile(NamedTuple):
    """A whole file, and the SHA-256 of it."""

    content: bytes
    sha256: str


class SharedStart(Struct, frozen=True):
    """What is computed once for all copies of a file."""

    hashed: _Hash
    """The SHA-256 of the static part."""
    rows: bytes
    tables: dict[int, XrefTable] = {}
    """By how many objects a copy has behind the numbers of the static part."""

    def table(self, more: int) -> XrefTable:
        """The cross references of copies with so many more objects."""
        if more not in self.tables:
            self.tables[more] = table(self.rows, more)
        return self.tables[more]


def shared_start(static: Static) -> SharedStart:
    """The start of all copies."""
    return SharedStart(sha256(static.content), static.rows)


def complete(static: Static, own: Mapping[int, bytes], start: SharedStart | None = None) -> FinishedFile:
    """A whole file: the static part, a copy's own objects by number, the cross references.

    Objects of a copy that no static object refers to have the numbers from `Static.next` on.
    Its identifier is from the SHA-256 of the bytes before the cross-reference stream, with which that of the whole file
    begins: so everything is hashed once.  A caller that makes many copies gives the `shared_start` of the static part.
    """
    start = start or shared_start(static)
    out, offsets, size = list[bytes](), {}, len(static.content)
    for at, body in own.items():  # as `indirect`, without a call for each
        head = _head(at)
        out += (head, body, _TAIL)
        offsets[at] = size
        size += len(head) + len(body) + len(_TAIL)
    objects = b"".join(out)
    hashed = start.hashed.copy()
    hashed.update(objects)
    identifier = hashed.hexdigest()[:ID_DIGITS].encode()
    more = max(0, max(own, default=0) - static.next + 1)
    last = static.next + more
    entries = b"/Type/XRef/Size %d/W[1 4 1]%s/ID[<%s><%s>]" % (last + 1, static.trailer, identifier, identifier)
    table = indirect(last, stream(start.table(more).packed(offsets, size), entries + b"/Filter/FlateDecode"))
    end = b"%sstartxref\n%d\n%%%%EOF\n" % (table, size)
    hashed.update(end)
    return FinishedFile(b"".join((static.content, objects, end)), hashed.hexdigest())
