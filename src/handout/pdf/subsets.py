"""Subsets of TrueType files by the numbers of glyphs, byte for byte as ReportLab makes them (ISO/IEC 14496-22).

To import what ReportLab makes them with takes as long as to lay out a document.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from handout.fonts.flat_glyphs import components
from handout.fonts.font_file import font_file
from handout.fonts.truetype import Tables, big_endian, directory

EMBEDDED_TABLES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep")
"""The tables that a TrueType font needs in a PDF (ISO 32000-1, 9.9)."""
_KEPT = ("cvt ", "fpgm", "prep")
"""Tables that every subset has as they are."""
_FURTHEST = 0x1FFFE
"""Where glyphs may end so that their places are written in two bytes."""


class Outlines(Struct, frozen=True):
    """What a font descriptor needs; lengths in thousandths of the em."""

    bbox: tuple[int, ...]
    italic_angle: float
    stem_v: int
    fixed_pitch: bool


class Subset(Struct, frozen=True):
    """A TrueType file with some glyphs of another."""

    content: bytes
    positions: dict[int, int]
    """New glyph number by old."""
    widths: dict[int, float]
    """Advance in thousandths of the em, by old glyph number."""


class _Font(Struct, frozen=True):
    """What is read of a file."""

    tables: Tables
    em: int
    places: array[int]
    """Where the outline of each glyph begins and the one before ends, in bytes or in pairs of bytes."""
    unit: int
    """How many bytes one of the places is."""
    metrics: array[int]
    whole: int
    """How many glyphs have an advance of their own; a later one has the last advance, and only a bearing."""

    def outline(self, glyph: int) -> bytes:
        """The entry of a glyph in glyf; empty for one without ink."""
        return self.tables["glyf"][self.unit * self.places[glyph] : self.unit * self.places[glyph + 1]]

    def advance(self, glyph: int) -> int:
        """In font units."""
        return self.metrics[2 * min(glyph, self.whole - 1)]

    def bearing(self, glyph: int) -> int:
        """On the left side, as two bytes without a sign."""
        return self.metrics[2 * glyph + 1 if glyph < self.whole else self.whole + glyph]


@lru_cache(maxsize=16)
def _font(content: bytes) -> _Font:
    tables = directory(content, (*EMBEDDED_TABLES, "OS/2", "post"))
    long = tables["head"][51] != 0
    (em,) = struct.unpack_from(">H", tables["head"], 18)
    places = big_endian("I" if long else "H", tables["loca"])
    (whole,) = struct.unpack_from(">H", tables["hhea"], 34)
    return _Font(tables, em, places, 1 if long else 2, big_endian("H", tables["hmtx"]), whole)


def outlines(content: bytes) -> Outlines:
    """The measures of a TrueType file."""
    font = _font(content)
    box = struct.unpack_from(">4h", font.tables["head"], 36)
    (weight,) = struct.unpack_from(">H", font.tables["OS/2"], 4) if "OS/2" in font.tables else (500,)
    degrees, fraction = struct.unpack_from(">hH", font.tables["post"], 4)
    thousandths = 1000 / font.em
    return Outlines(
        bbox=tuple(round(edge if font.em == 1000 else edge * thousandths) for edge in box),
        italic_angle=degrees + fraction / 65536,
        stem_v=50 + int((weight / 65.0) ** 2),  # a guess: no font file has it
        fixed_pitch=any(font.tables["post"][12:16]),
    )


def subset(content: bytes, glyphs: Sequence[int]) -> Subset:
    """A file with these glyphs, glyph 0 before them, and the glyphs that they are composed of."""
    font = _font(content)
    order = list(dict.fromkeys((0, *glyphs)))
    wanted = tuple(order)
    positions = {glyph: new for new, glyph in enumerate(order)}
    entries, places = [], array("I", [0])
    for glyph in order:  # which grows: a composed glyph's parts follow at the end
        outline = font.outline(glyph)
        for at, part in components(outline):
            if part not in positions:
                positions[part] = len(order)
                order.append(part)
            outline = outline[:at] + struct.pack(">H", positions[part]) + outline[at + 2 :]
        entries.append(outline + bytes(-len(outline) % 4))
        places.append(places[-1] + len(entries[-1]))
    small = _tables(font, order, places)
    small["glyf"] = b"".join(entries)
    widths = {glyph: font.advance(glyph) * 1000 / font.em for glyph in wanted}
    return Subset(assembled(small), {glyph: positions[glyph] for glyph in wanted}, widths)


def _tables(font: _Font, order: Sequence[int], places: array[int]) -> dict[str, bytes]:
    """The tables of a file with these glyphs but for their outlines."""
    advances, bearings = [font.advance(glyph) for glyph in order], [font.bearing(glyph) for glyph in order]
    own = len(order)
    while own > 1 and advances[own - 1] == advances[own - 2]:
        own -= 1
    pairs = [number for pair in zip(advances[:own], bearings[:own], strict=True) for number in pair]
    words = [*pairs, *bearings[own:]]
    long = places[-1] > _FURTHEST
    written = (
        struct.pack(f">{len(places)}L", *places)
        if long
        else struct.pack(f">{len(places)}H", *(at >> 1 for at in places))
    )
    tables = font.tables
    return {tag: tables[tag] for tag in _KEPT if tag in tables} | {
        "hmtx": struct.pack(f">{len(words)}H", *words),
        "hhea": tables["hhea"][:34] + struct.pack(">H", own) + tables["hhea"][36:],
        "maxp": tables["maxp"][:4] + struct.pack(">H", len(order)) + tables["maxp"][6:],
        "head": tables["head"][:50] + struct.pack(">H", long) + tables["head"][52:],
        "loca": written,
    }


def assembled(tables: Mapping[str, bytes]) -> bytes:
    """A TrueType file with these tables, and their checksums."""
    return font_file({tag: tables[tag] for tag in EMBEDDED_TABLES if tag in tables})
