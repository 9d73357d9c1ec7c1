"""The bytes of a PDF file: a static part that many copies share, then what is theirs, then the cross references.

PDF 1.7 with object streams (ISO 32000-1, 7.5.7) and a cross-reference stream (7.5.8).  Static objects come first, so
their offsets hold for every copy; completing a copy is joining bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from handout.pdf.xref import ROW, XrefTable, table

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM = 200
"""Objects in one object stream; the index must fit one byte of a cross-reference row."""


class Static(Struct, frozen=True):
    """A file's shared part."""

    content: bytes
    rows: bytes
    """A cross-reference row for every object; zeros for those that each copy brings."""
    trailer: bytes
    """Dictionary entries: Root and Info."""


@lru_cache(8192)
def number(value: float) -> bytes:
    """A number with at most two decimals, as short as it can be."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


def numbers(*values: float) -> bytes:
    """Numbers with a space between."""
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
    """A text string: ASCII as it is, else UTF-16BE with its mark (ISO 32000-1, 7.9.2.2)."""
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
    """A stream object; the line end before endstream is what PDF/A asks for (ISO 19005-2, 6.1.7.1).

    It is CR LF, for a lone LF after data that happen to end in CR would be taken for one line end of two bytes.
    """
    return b"<<%s/Length %d>>stream\n%s\r\nendstream" % (entries, len(content), content)


def flate(content: bytes, entries: bytes = b"", level: int = 9) -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(content, level), entries + b"/Filter/FlateDecode")


class FileWriter:
    """Collects a file's static objects; numbers that are reserved and never added are left to the copies."""

    def __init__(self) -> None:
        self._count = 0
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> int:
        """The number of an object that comes later."""
        self._count += 1
        return self._count

    def add(self, body: bytes, at: int | None = None) -> int:
        """Takes an object that is no stream; gives its number."""
        at = at or self.reserve()
        self._plain[at] = body
        return at

    def add_stream(self, body: bytes, at: int | None = None) -> int:
        """Takes a stream object, as `stream` and `flate` make it; gives its number."""
        at = at or self.reserve()
        self._streams[at] = body
        return at

    def finish(self, root: int, info: int) -> Static:
        """The static part."""
        rows = {0: (0, 0, 255)}
        plain = sorted(self._plain.items())
        for start in range(0, len(plain), _PER_STREAM):
            packed = plain[start : start + _PER_STREAM]
            holder = self.add_stream(_object_stream(packed))
            rows.update({at: (2, holder, index) for index, (at, _) in enumerate(packed)})
        out, size = [HEADER], len(HEADER)
        for at, body in sorted(self._streams.items()):
            rows[at] = (1, size, 0)
            out.append(indirect(at, body))
            size += len(out[-1])
        packed_rows = b"".join(ROW.pack(*rows.get(at, (0, 0, 0))) for at in range(self._count + 1))
        return Static(b"".join(out), packed_rows, b"/Root %s/Info %s" % (ref(root), ref(info)))


def _object_stream(objects: Sequence[tuple[int, bytes]]) -> bytes:
    head, size = [], 0
    for at, body in objects:
        head.append(b"%d %d" % (at, size))
        size += len(body) + 1
    index = b" ".join(head) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index))
    return flate(index + b"\n".join(body for _, body in objects), entries)


def indirect(at: int, body: bytes) -> bytes:
    """An object as it stands in the file."""
    return b"%d 0 obj\n%s\nendobj\n" % (at, body)


class SharedStart(Struct, frozen=True):
    """What every copy of a file goes on from."""

    seal: hashlib.blake2b
    """The hash of the static part, for the identifier."""
    table: XrefTable


def shared_start(static: Static) -> SharedStart:
    """The beginning of all copies."""
    return SharedStart(hashlib.blake2b(static.content, digest_size=16), table(static.rows))


def complete(static: Static, dynamic: Iterable[tuple[int, bytes]], start: SharedStart | None = None) -> bytes:
    """A whole file: the static part, a copy's own objects, the cross references.

    Its identifier is a hash of the bytes before the cross-reference stream.  A caller that makes many copies gives the
    `shared_start` of the static part, so that it is computed once.
    """
    start = start or shared_start(static)
    out, places, size = [], [], len(static.content)
    for at, body in dynamic:
        chunk = indirect(at, body)
        out.append(chunk)
        places.append((at, size))
        size += len(chunk)
    own = b"".join(out)
    seal = start.seal.copy()
    seal.update(own)
    mark = seal.hexdigest().encode()
    last = len(static.rows) // ROW.size
    entries = b"/Type/XRef/Size %d/W[1 4 1]%s/ID[<%s><%s>]" % (last + 1, static.trailer, mark, mark)
    end = indirect(last, stream(start.table.packed(places, size), entries + b"/Filter/FlateDecode"))
    return b"%s%s%sstartxref\n%d\n%%%%EOF\n" % (static.content, own, end, size)
