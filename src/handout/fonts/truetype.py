"""The tables of a TrueType file that setting text needs (ISO/IEC 14496-22)."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Sequence

from msgspec import Struct

NEEDED = ("head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca")
USEFUL = ("OS/2", "post", "cvt ", "fpgm", "prep")
_HIGHEST = 4
"""Ems; no usual letter is higher."""
_OFF_CENTRE = (0.3, 1.0)
"""Ascent less descent in ems, at least and at most; 0.5 to 0.9 in usual fonts.

Other fonts would have letters outside of their lines, over the paragraph before or after.
"""
_MOST_CODES = 0x20000


class Metrics(Struct, frozen=True):
    """The measures of a font and its glyphs; lengths as fractions of the em."""

    units_per_em: int
    ascent: float
    descent: float
    """Positive."""
    cap_height: float
    glyphs: dict[int, int]
    """Glyph number by code point."""
    widths: array[int]
    """Advance by glyph, in font units; later glyphs have the last one."""


class Tables(dict[str, bytes]):
    """The tables of a file that are needed, by tag."""


def parse(content: bytes) -> Metrics:
    """The metrics of a font file; ValueError says why it can't be used."""
    return metrics(tables(content))


def tables(content: bytes) -> Tables:
    """A font file's tables, all that are needed; ValueError says why it can't be used."""
    if content[:4] in (b"wOFF", b"wOF2"):
        raise ValueError("the font is a web font (WOFF); use its .ttf file")
    if content[:4] not in (b"\x00\x01\x00\x00", b"true"):
        raise ValueError("the file is not a TrueType font")
    try:
        found = directory(content, (*NEEDED, *USEFUL))
    except struct.error as error:
        raise ValueError("the font file is broken: a table is too short") from error
    for name in NEEDED:
        if name not in found:
            raise ValueError(f"the font file is broken: it has no table {name}")
    return found


def directory(content: bytes, wanted: Iterable[str]) -> Tables:
    """The wanted tables of a file; struct.error where the directory is cut, ValueError where a table is."""
    (count,) = struct.unpack_from(">H", content, 4)
    found, size = Tables(), 0
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
        name = tag.decode("latin-1")
        if offset + length > len(content):
            raise ValueError(f"the font file is broken: its table {name.strip()} runs past the end")
        if name not in wanted:
            continue
        size += length
        if size > len(content):  # else one megabyte could be read as a gigabyte
            raise ValueError("the font file is broken: its tables overlap")
        found[name] = content[offset : offset + length]
    return found


def without_characters(content: bytes) -> bytes:
    """The file with a `cmap` of no length: all else is at its place."""
    (count,) = struct.unpack_from(">H", content, 4)
    for entry in range(12, 12 + 16 * count, 16):
        if content[entry : entry + 4] == b"cmap":
            return b"".join((content[: entry + 12], bytes(4), memoryview(content)[entry + 16 :]))
    return content


def metrics(tables: Tables) -> Metrics:
    """The measures of a file; ValueError says why it can't be used."""
    try:
        return _metrics(tables)
    except (struct.error, IndexError) as error:
        raise ValueError("the font file is broken: a table is too short") from error


def _metrics(tables: Tables) -> Metrics:
    (em,) = struct.unpack_from(">H", tables["head"], 18)
    if not 16 <= em <= 16_384:
        raise ValueError("the font file is broken: its units per em are out of range")
    ascent, descent = struct.unpack_from(">hh", tables["hhea"], 4)
    (count,) = struct.unpack_from(">H", tables["hhea"], 34)
    (total,) = struct.unpack_from(">H", tables["maxp"], 4)
    if not 0 < count <= total:
        raise ValueError("the font file is broken: its count of widths is out of range")
    if not (0 < ascent <= _HIGHEST * em and -_HIGHEST * em <= descent <= 0):
        raise ValueError("the font file is broken: its ascent and descent are out of range")
    if not _OFF_CENTRE[0] * em <= ascent + descent <= _OFF_CENTRE[1] * em:
        raise ValueError("the font can't be used: its ascent and descent put its letters far from their line")
    if len(tables["hmtx"]) < 4 * count:
        raise ValueError("the font file is broken: its table hmtx is too short")
    glyphs = {code: glyph for code, glyph in character_map(tables["cmap"]).items() if 0 < glyph < total}
    if len(tables.get("post", bytes(12))) < 12:
        raise ValueError("the font file is broken: a table is too short")
    return Metrics(
        units_per_em=em,
        ascent=ascent / em,
        descent=-descent / em,
        cap_height=_cap_height(tables.get("OS/2", b""), ascent) / em,
        glyphs=glyphs,
        widths=big_endian("H", tables["hmtx"][: 4 * count])[::2],
    )


def _cap_height(table: bytes, ascent: int) -> int:
    """In font units; a guess from the ascent where the table OS/2 doesn't have it."""
    if len(table) < 90 or table[:2] < b"\x00\x02":
        return round(ascent * 0.74)
    return int.from_bytes(table[88:90], "big", signed=True)


def character_map(table: bytes) -> dict[int, int]:
    """Glyph by code point; struct.error or IndexError where the table is cut."""
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
    words = big_endian("H", table[: length - length % 2])
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, at = words[8 + 2 * count : 8 + 3 * count], 8 + 3 * count
    glyphs: dict[int, int] = {}
    left = _MOST_CODES
    for segment in range(count):
        start, end, delta, offset = starts[segment], ends[segment], deltas[segment], words[at + segment]
        if start > end or start == 0xFFFF:
            continue
        codes = range(start, end + 1)
        left -= len(codes)
        if left < 0:
            raise ValueError("the font file is broken: its character map is out of range")
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
    left = _MOST_CODES
    for index in range(count):
        start, end, first = struct.unpack_from(">LLL", table, 16 + 12 * index)
        left -= end - start + 1
        if not start <= end <= 0x10FFFF or left < 0:
            raise ValueError("the font file is broken: its character map is out of range")
        glyphs.update(zip(range(start, end + 1), range(first, first + end - start + 1), strict=True))
    return glyphs


def glyph_places(tables: Tables) -> Sequence[int]:
    """Where each glyph begins in the table `glyf`, in bytes, and where the last one ends."""
    if tables["head"][50:52] != b"\0\0":
        return big_endian("I", tables["loca"])
    return [2 * at for at in big_endian("H", tables["loca"])]


def big_endian(kind: str, content: bytes) -> array[int]:
    """Numbers of two bytes (H) or of four (I); bytes that are left over are ignored."""
    numbers: array[int] = array(kind)
    numbers.frombytes(content[: len(content) - len(content) % numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
