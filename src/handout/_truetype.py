"""A TrueType file's tables, as far as setting text needs them (ISO/IEC 14496-22)."""

from __future__ import annotations

import struct
import sys
from array import array

from msgspec import Struct

_NEEDED = ("head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca")


class Metrics(Struct, frozen=True):
    """What a font file says of its glyphs; lengths as fractions of the em."""

    units_per_em: int
    ascent: float
    descent: float
    """Positive."""
    cap_height: float
    x_height: float
    underline: tuple[float, float]
    """Position (negative below the baseline) and thickness."""
    strikeout: tuple[float, float]
    glyphs: dict[int, int]
    """Glyph by code point."""
    widths: array[int]
    """Advance by glyph, in font units; the last holds for all that follow."""


def parse(content: bytes) -> Metrics:
    """The metrics of a font file; ValueError says why it can't be used."""
    if content[:4] == b"OTTO":
        raise ValueError("the font has CFF outlines; only TrueType outlines can be used")
    if content[:4] in (b"wOFF", b"wOF2"):
        raise ValueError("the font is a web font (WOFF); use its .ttf file")
    if content[:4] == b"ttcf":
        raise ValueError("the file is a font collection; use a file with one font")
    if content[:4] not in (b"\x00\x01\x00\x00", b"true"):
        raise ValueError("the file is not a TrueType font")
    try:
        return _metrics(_tables(content))
    except (struct.error, IndexError) as error:
        raise ValueError("the font file is broken: a table is too short") from error


def _tables(content: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
        name = tag.decode("latin-1")
        if offset + length > len(content):
            raise ValueError(f"the font file is broken: its table {name.strip()} runs past the end")
        if name != "glyf":
            tables[name] = content[offset : offset + length]
        elif length:
            tables[name] = b""
    for name in _NEEDED:
        if name not in tables:
            raise ValueError(f"the font file is broken: it has no table {name}")
    return tables


def _metrics(tables: dict[str, bytes]) -> Metrics:
    (em,) = struct.unpack_from(">H", tables["head"], 18)
    if not 16 <= em <= 16_384:
        raise ValueError("the font file is broken: its units per em are out of range")
    ascent, descent = struct.unpack_from(">hh", tables["hhea"], 4)
    (count,) = struct.unpack_from(">H", tables["hhea"], 34)
    (total,) = struct.unpack_from(">H", tables["maxp"], 4)
    if not 0 < count <= total:
        raise ValueError("the font file is broken: its count of widths is out of range")
    if ascent <= 0 or descent > 0:
        raise ValueError("the font file is broken: its ascent and descent are out of range")
    if len(tables["hmtx"]) < 4 * count:
        raise ValueError("the font file is broken: its table hmtx is too short")
    glyphs = {code: glyph for code, glyph in _cmap(tables["cmap"]).items() if 0 < glyph < total}
    cap, x_height, strikeout = _os2(tables.get("OS/2", b""), ascent)
    line = struct.unpack_from(">hh", tables["post"], 8) if "post" in tables else (-em // 10, em // 20)
    return Metrics(
        units_per_em=em,
        ascent=ascent / em,
        descent=-descent / em,
        cap_height=cap / em,
        x_height=x_height / em,
        underline=(line[0] / em, line[1] / em),
        strikeout=(strikeout[1] / em, strikeout[0] / em),
        glyphs=glyphs,
        widths=_big_endian("H", tables["hmtx"][: 4 * count])[::2],
    )


def _os2(table: bytes, ascent: int) -> tuple[int, int, tuple[int, int]]:
    """Cap height, x-height, and the strikeout's size and position, in font units."""
    if len(table) < 30:
        return round(ascent * 0.74), round(ascent * 0.55), (ascent // 20, ascent // 3)
    size, position = struct.unpack_from(">hh", table, 26)
    if len(table) < 90 or table[:2] < b"\x00\x02":
        return round(ascent * 0.74), round(ascent * 0.55), (size, position)
    x_height, cap = struct.unpack_from(">hh", table, 86)
    return cap, x_height, (size, position)


def _cmap(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", table, 2)
    found: dict[tuple[int, int], int] = {}
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        found[platform, encoding] = offset
    for kind in ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)):
        if kind in found:
            (form,) = struct.unpack_from(">H", table, found[kind])
            if form in (4, 12):
                return (_format_4 if form == 4 else _format_12)(table[found[kind] :])
    raise ValueError("the font can't be used: it has no Unicode character map of format 4 or 12")


def _format_4(table: bytes) -> dict[int, int]:
    length, _, doubled = struct.unpack_from(">HHH", table, 2)
    count = doubled // 2
    words = _big_endian("H", table[: length - length % 2])
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, at = words[8 + 2 * count : 8 + 3 * count], 8 + 3 * count
    glyphs: dict[int, int] = {}
    for segment in range(count):
        start, end, delta, offset = starts[segment], ends[segment], deltas[segment], words[at + segment]
        if start > end or start == 0xFFFF:
            continue
        codes = range(start, end + 1)
        if offset == 0:
            glyphs.update((code, (code + delta) & 0xFFFF) for code in codes)
            continue
        first = at + segment + offset // 2
        ids = words[first : first + len(codes)]
        glyphs.update((code, (glyph + delta) & 0xFFFF) for code, glyph in zip(codes, ids, strict=False) if glyph)
    return glyphs


def _format_12(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">L", table, 12)
    glyphs: dict[int, int] = {}
    for index in range(count):
        start, end, first = struct.unpack_from(">LLL", table, 16 + 12 * index)
        if not start <= end <= 0x10FFFF or len(glyphs) + end - start > 0x20000:
            raise ValueError("the font file is broken: its character map is out of range")
        glyphs.update(zip(range(start, end + 1), range(first, first + end - start + 1), strict=True))
    return glyphs


def _big_endian(kind: str, content: bytes) -> array[int]:
    numbers: array[int] = array(kind)
    numbers.frombytes(content)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
