"""Glyphs that are composed of others, added to a small TrueType font (ISO/IEC 14496-22, table `glyf`)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from handout.fonts.clusters import GlyphPart
from handout.fonts.flat_glyphs import HEADER, components
from handout.fonts.truetype import Tables, big_endian, glyph_places

_WORDS, _OFFSETS, _MORE = 0x01, 0x02, 0x20
_MOST = 0xFFFF


class ComposedGlyph(Struct, frozen=True):
    """A glyph that is composed of parts, or has none, and its advance in font units."""

    parts: tuple[GlyphPart, ...]
    advance: int


def with_composites(tables: Tables, added: Sequence[ComposedGlyph]) -> Tables:
    """The font with more glyphs, whose numbers follow those of the font's own glyphs."""
    font = _ExtendedGlyphs(tables)
    for glyph in added:
        font.add(glyph)
    return font.tables()


class _ExtendedGlyphs:
    """The glyphs of a font that is extended."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        (count,) = struct.unpack_from(">H", tables["maxp"], 4)
        (whole,) = struct.unpack_from(">H", tables["hhea"], 34)
        places = glyph_places(tables)[: count + 1]
        self._outlines = [tables["glyf"][start:end] for start, end in pairwise(places)]
        metrics = big_endian("H", tables["hmtx"])
        self._advances = [metrics[2 * min(at, whole - 1)] for at in range(count)]
        bearings = [metrics[2 * at + 1 if at < whole else whole + at] for at in range(count)]
        self._bearings = [at - 0x10000 if at & 0x8000 else at for at in bearings]
        self._most_parts, self._deepest = 0, 0

    def add(self, glyph: ComposedGlyph) -> None:
        drawn = [part for part in glyph.parts if self._outlines[part.glyph]]
        outline, left = b"", 0
        if drawn:
            box = self._box(drawn)
            outline, left = HEADER.pack(-1, *box) + b"".join(_written(drawn)), box[0]
            self._most_parts = max(self._most_parts, len(drawn))
            self._deepest = max(self._deepest, 1 + max(self._depth(part.glyph) for part in drawn))
        self._outlines.append(outline)
        self._advances.append(glyph.advance)
        self._bearings.append(left)

    def _box(self, parts: Sequence[GlyphPart]) -> tuple[int, int, int, int]:
        boxes = [(part, HEADER.unpack_from(self._outlines[part.glyph])) for part in parts]
        return (
            min(box[1] + part.x for part, box in boxes),
            min(box[2] + part.y for part, box in boxes),
            max(box[3] + part.x for part, box in boxes),
            max(box[4] + part.y for part, box in boxes),
        )

    def _depth(self, glyph: int) -> int:
        """How many levels of composed glyphs a glyph has."""
        parts = [part for _, part in components(self._outlines[glyph])]
        return 1 + max(map(self._depth, parts)) if parts else 0

    def tables(self) -> Tables:
        """The extended font's tables."""
        count = len(self._outlines)
        padded = [outline + bytes(-len(outline) % 4) for outline in self._outlines]
        places = [*accumulate(map(len, padded), initial=0)]
        head, hhea, maxp = (bytearray(self._tables[name]) for name in ("head", "hhea", "maxp"))
        head[50:52] = b"\0\x01"
        struct.pack_into(">H", hhea, 10, max(self._advances))
        struct.pack_into(">H", hhea, 34, count)
        struct.pack_into(">H", maxp, 4, count)
        measures = zip(self._advances, self._bearings, strict=True)
        return Tables(
            self._tables
            | {
                "glyf": b"".join(padded) or bytes(4),
                "head": bytes(head),
                "hhea": bytes(hhea),
                "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in measures),
                "loca": struct.pack(f">{count + 1}L", *places),
                "maxp": _with_limits(bytes(maxp), self._most_parts, self._deepest),
            }
        )


def _with_limits(maxp: bytes, parts: int, depth: int) -> bytes:
    """The table `maxp` with limits for composed glyphs of so many parts and levels."""
    if not parts:
        return maxp
    points, contours, of_composed, contours_of_composed = struct.unpack_from(">4H", maxp, 6)
    most_parts, deepest = struct.unpack_from(">2H", maxp, 28)
    made = bytearray(maxp)
    most_points, most_contours = parts * max(points, of_composed), parts * max(contours, contours_of_composed)
    struct.pack_into(">2H", made, 10, min(_MOST, most_points), min(_MOST, most_contours))
    struct.pack_into(">2H", made, 28, max(most_parts, parts), max(deepest, depth))
    return bytes(made)


def _written(parts: Sequence[GlyphPart]) -> Iterator[bytes]:
    """The parts of a composed glyph, as they are written in its outline."""
    for number, part in enumerate(parts, 1):
        flags = _WORDS | _OFFSETS | (_MORE if number < len(parts) else 0)
        yield struct.pack(">HHhh", flags, part.glyph, part.x, part.y)
