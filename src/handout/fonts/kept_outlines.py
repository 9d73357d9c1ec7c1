"""The outlines of a face's glyphs, each read once; the small fonts of patients' values are made from them.

Nearly every record of a list needs a small font, and the names in a list have the same few hundred glyphs.  Each code
of such a font has a glyph of its own with all of its points, so what it adds doesn't depend on the other codes.  No
font depends on earlier patients.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise

from handout.fonts.clusters import ClusterCode, GlyphPart
from handout.fonts.flat_fonts import (
    FlatFont,
    FontGlyph,
    FontHeads,
    GlyphRow,
    flat_font,
    font_glyph,
    font_heads,
    glyph_row,
)
from handout.fonts.flat_glyphs import GlyphPoints, PlacedPoints, glyph_points, is_composed, joined, parts_of
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.fonts.redrawn import redrawn
from handout.fonts.truetype import Tables, big_endian

MOST_KEPT, MOST_BYTES = 8192, 1 << 20
"""How many glyphs, and how many codes, of one face are kept; and how many bytes of the codes' outlines."""

_MISSING = glyph_row([font_glyph(b"", 0)])
"""Glyph 0 of each font, which no code draws."""


class KeptOutlines:
    """The outlines and codes that were read from one face."""

    def __init__(self, font: HarfbuzzFont) -> None:
        self._font = font
        self._kept: dict[int, FontGlyph] = {}
        """By the number of the glyph in the face."""
        self._parts: dict[int, GlyphPoints | None] = {}
        """The points of glyphs that clusters are composed of."""
        self._codes: dict[ClusterCode, FontGlyph] = {}
        self._size = 0
        """How many bytes the outlines of composed glyphs have."""
        self._heads: FontHeads | None = None

    def font(self, rows: Iterable[GlyphRow]) -> FlatFont:
        """The font of some rows, in which their glyphs have the numbers from 1 on.

        ValueError if the face's file can't be read.
        """
        if self._heads is None:
            self._heads = font_heads(self._font)
        return flat_font(self._heads, (_MISSING, *rows))

    def row(self, codes: Sequence[ClusterCode]) -> GlyphRow:
        """The glyphs of some codes, of which there is one; ValueError if the face's file can't be read."""
        known = self._codes
        try:
            glyphs = [*map(known.__getitem__, codes)]
        except KeyError:
            self._learn(codes)
            glyphs = [*map(known.__getitem__, codes)]
        return glyph_row(glyphs)

    def _learn(self, codes: Iterable[ClusterCode]) -> None:
        if self._size > MOST_BYTES or max(len(self._codes), len(self._kept)) > MOST_KEPT:
            for kept in (self._kept, self._parts, self._codes):
                kept.clear()
            self._size = 0
        wanted = {part.glyph for code in codes for part in code.parts} - self._kept.keys()
        if wanted:
            self._read(wanted)
        for code in codes:
            if code not in self._codes:
                self._codes[code] = self._glyph(code)

    def _glyph(self, code: ClusterCode) -> FontGlyph:
        """A glyph of the face as it is, or one that is composed of such glyphs."""
        if len(code.parts) == 1:
            (part,) = code.parts
            if not part.x and not part.y:
                return self._kept[part.glyph].as_wide_as(code.advance)
        parts = [(self._points(part.glyph), part.x, part.y) for part in code.parts]
        content = joined([PlacedPoints(found, x, y) for found, x, y in parts if found])
        self._size += len(content)
        return font_glyph(content, code.advance << 16 | int.from_bytes(content[2:4]))

    def _points(self, glyph: int) -> GlyphPoints | None:
        if glyph not in self._parts:
            self._parts[glyph] = glyph_points(self._kept[glyph].content)
        return self._parts[glyph]

    def _read(self, wanted: set[int]) -> None:
        small = self._font.small(wanted)
        contents, measures = _contents(small.tables), big_endian("I", small.tables["hmtx"])
        flat = _FlatGlyphs(contents)
        for glyph, number in small.positions.items():
            content = flat.content(number)
            if content is None:
                (content,) = _contents(redrawn(self._font, [glyph])[0])
            self._kept[glyph] = font_glyph(content, measures[number])


class _FlatGlyphs:
    """The glyphs of a small font, drawn without others."""

    def __init__(self, contents: list[bytes]) -> None:
        self._contents = contents

    def content(self, glyph: int) -> bytes | None:
        """A glyph by its number; None if a part of it isn't just moved."""
        if not is_composed(self._contents[glyph]):
            return self._contents[glyph]
        found = self._placed(GlyphPart(glyph, 0, 0))
        return None if found is None else joined(found)

    def _placed(self, whole: GlyphPart) -> list[PlacedPoints] | None:
        content = self._contents[whole.glyph]
        if not is_composed(content):
            points = glyph_points(content)
            return [] if points is None else [PlacedPoints(points, whole.x, whole.y)]
        parts, found = parts_of(content), list[PlacedPoints]()
        for part in parts or ():
            placed = self._placed(GlyphPart(part.glyph, whole.x + part.x, whole.y + part.y))
            if placed is None:
                return None
            found += placed
        return None if parts is None else found


def _contents(tables: Tables) -> list[bytes]:
    places = struct.unpack(f">{len(tables['loca']) // 4}L", tables["loca"])
    return [tables["glyf"][start:end] for start, end in pairwise(places)]
