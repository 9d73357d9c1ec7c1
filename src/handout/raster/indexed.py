"""PNG files of few colours, as logos and drawings are: Pillow takes longer to import than such a picture to be read.

Read here are only files that leave nothing to be judged: each chunk is known and whole, and nothing is transparent.
All others are left to Pillow, which gives the same pixels for these.  A PDF takes the colours and the packed rows of
such a file as they are.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from handout.raster import png

LARGEST = 1 << 17
"""Bytes, of the file and of its rows that have a filter: more may take as long as importing Pillow."""
LARGEST_PLAIN = 1 << 21
"""Bytes of all rows: those without a filter, as most programs store indexed colours, are only joined."""
_MORE = rb"(?:pHYs|sRGB|tEXt|tIME)*"
_CHUNKS = rb"IHDR%sPLTE%s(?:IDAT)+%sIEND" % (_MORE, _MORE, _MORE)
"""The names of all chunks, in order."""


class IndexedImage(Struct, frozen=True):
    """A picture that was read."""

    size: tuple[int, int]
    bits: int
    """Of each index, in rows of whole bytes."""
    palette: bytes
    """Red, green and blue of each colour."""
    packed: bytes
    """The indexes of all pixels, with a filter for each row (9.2), compressed by zlib."""
    darkest: int
    """The least red, green or blue of any pixel."""


def read(content: bytes) -> IndexedImage | None:
    """The picture of a file; None if Pillow must read it."""
    if not content.startswith(png.SIGNATURE + b"\0\0\0\rIHDR") or not 33 < len(content) <= LARGEST:
        return None
    width, height, bits, *rest = struct.unpack(">IIBBBBB", content[16:29])
    stride = (width * bits + 7) // 8
    known = bits in (4, 8) and rest == [3, 0, 0, 0] and 0 < height * stride <= LARGEST_PLAIN
    return _read(content, width, height, bits) if known else None


@lru_cache(4)  # a picture is examined, and later it is embedded
def _read(content: bytes, width: int, height: int, bits: int) -> IndexedImage | None:
    chunks = [(kind, data) for kind, data, _ in png.chunks(content)]
    if not re.fullmatch(_CHUNKS, b"".join(kind for kind, _ in chunks)):
        return None
    stride, palette = (width * bits + 7) // 8, dict(chunks)[b"PLTE"]
    packed = b"".join(data for kind, data in chunks if kind == b"IDAT")
    data = _unpacked(packed, height * (stride + 1))
    if data is None or len(palette) % 3 or not png.whole(content):
        return None
    filters = data[:: stride + 1]
    if max(filters) > 4 or stride * (height - filters.count(0)) > LARGEST:
        return None
    if bits == 4:
        indexes, names = b"".join(row.hex()[:width].encode() for row in _rows(data, stride)), b"0123456789abcdef"
    else:
        indexes, names = b"".join(_rows(data, stride)), bytes(range(256))
    names = names[: len(palette) // 3]
    if len(palette) > 3 * len(names) or indexes.translate(None, names):
        return None
    darkest = min(min(palette[3 * at : 3 * at + 3]) for at, name in enumerate(names) if name in indexes)
    return IndexedImage((width, height), bits, palette, packed, darkest)


def _unpacked(packed: bytes, size: int) -> bytes | None:
    """The filtered rows, if these bytes are all of them and nothing more."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, size + 1)
        return data if unpacker.eof and not unpacker.unused_data and len(data) == size else None
    except zlib.error:
        return None


def _rows(data: bytes, stride: int) -> Iterator[bytes]:
    """The rows without their filters (9.2), which for indexed colours go from byte to byte."""
    above = bytes(stride)
    for at in range(0, len(data), stride + 1):
        row = data[at + 1 : at + 1 + stride]
        match data[at]:
            case 1:
                row = _summed(row)
            case 2:
                row = _narrow(_wide(row) + _wide(above), stride)
            case 3:
                row = _averaged(row, above)
            case 4:
                row = _paeth(row, above)
        yield row
        above = row


def _wide(row: bytes) -> int:
    """All bytes of a row as one number, with room for a carry after each."""
    spaced = bytearray(2 * len(row))
    spaced[::2] = row
    return int.from_bytes(spaced, "little")


def _narrow(number: int, stride: int) -> bytes:
    return number.to_bytes(2 * stride, "little")[::2]


def _summed(row: bytes) -> bytes:
    """Each byte is added to all on its left: first to the one beside it, then to the sum of two, of four, of eight."""
    sums, shift, bits = _wide(row), 16, 16 * len(row)
    ones = int.from_bytes(b"\xff\0" * len(row), "little")
    while shift < bits:
        sums = sums + (sums << shift) & ones
        shift *= 2
    return _narrow(sums, len(row))


def _averaged(row: bytes, above: bytes) -> bytes:
    left = 0
    return bytes([left := value + (left + up >> 1) & 255 for value, up in zip(row, above, strict=True)])


def _paeth(row: bytes, above: bytes) -> bytes:
    """Each byte is added to the one of its left, upper and upper left neighbours that is nearest to their sum."""
    found, left, corner = [], 0, 0
    for value, up in zip(row, above, strict=True):
        if up == corner:
            left = value + left & 255
        elif left == corner:
            left = value + up & 255
        else:
            beside, over, across = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            nearest = left if beside <= over and beside <= across else up if over <= across else corner
            left = value + nearest & 255
        corner = up
        found.append(left)
    return bytes(found)
