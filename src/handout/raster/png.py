"""The chunks of a PNG file (ISO/IEC 15948)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_PROFILE = 4 << 20
"""Bytes of an unpacked profile."""
_READ = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"eXIf")
"""The chunks that the pixels need; no decoder gets any other, such as a text that unpacks to gigabytes."""
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Start and steps of each pass of an interlaced PNG (8.2): x, y, dx, dy."""


def essential(png: bytes) -> bytes:
    """The file with the chunks that its pixels need."""
    kept = [raw for kind, _, raw in chunks(png) if kind in _READ]
    return b"".join((SIGNATURE, *kept))


def whole(png: bytes) -> bool:
    """Whether a PNG has all its chunks and rows; Pillow accepts missing rows and shows them in black."""
    packed, header, ended = [], b"", False
    for kind, data, raw in chunks(png):
        if len(raw) != len(data) + 12 or int.from_bytes(raw[-4:]) != zlib.crc32(kind + data):
            return False
        header = data if kind == b"IHDR" else header
        packed += [data] if kind == b"IDAT" else []
        ended = kind == b"IEND"
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = ((max(0, -(-(width - x) // dx)), max(0, -(-(height - y) // dy))) for x, y, dx, dy in passes)
    depth = bits * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    wanted = sum(high * (1 + (wide * depth + 7) // 8) for wide, high in sizes if wide)
    unpacker, left, found = zlib.decompressobj(), b"".join(packed), 0
    # A piece at a time: the rows of a photograph are a hundred megabytes.
    while left and found < wanted:
        found += len(unpacker.decompress(left, 1 << 20))
        left = unpacker.unconsumed_tail
    return ended and found >= wanted


def profile(png: bytes) -> bytes | None:
    """The embedded colour profile; empty if it can't be unpacked, None if there is none."""
    for kind, data, _ in chunks(png):
        if kind == b"iCCP":
            _, _, packed = data.partition(b"\0")
            unpacker = zlib.decompressobj()
            try:
                found = unpacker.decompress(packed[1:], MOST_PROFILE)
            except zlib.error:
                return b""
            return found if unpacker.eof else b""
    return None


def colorimetry(png: bytes) -> tuple[float | None, tuple[float, ...]]:
    """The gamma, and the chromaticities of white, red, green and blue, if the file has them (11.3.3.1, 11.3.3.2).

    A file that declares sRGB gives neither, whatever else is in it.
    """
    gamma, points = None, ()
    for kind, data, _ in chunks(png):
        if kind == b"sRGB":
            return None, ()
        if kind == b"gAMA" and len(data) == 4:
            gamma = int.from_bytes(data) / 100_000
        if kind == b"cHRM" and len(data) == 32:
            points = tuple(number / 100_000 for number in struct.unpack(">8L", data))
    return gamma, points


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, data and the whole of each chunk, up to the end mark."""
    at, kind = len(SIGNATURE), b""
    while at + 12 <= len(png) and kind != b"IEND":
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        yield kind, png[at + 8 : at + 8 + length], png[at : at + 12 + length]
        at += 12 + length
