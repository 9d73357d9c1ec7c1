"""Draws glyphs of any kind of outlines again as TrueType outlines, so that a PDF has one kind of font only."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Protocol

from handout.fonts.contours import Contour, Point, glyf_entry
from handout.fonts.truetype import Tables


class DrawableFont(Protocol):
    """The part of a font that drawing its glyphs again needs."""

    font: Any
    """HarfBuzz's font object."""

    def table(self, name: str) -> bytes:
        """A table of the file; empty if there is none."""

    def advance(self, glyph: int) -> int:
        """In font units."""


class _Pen:
    """Collects the contours that HarfBuzz draws."""

    def __init__(self) -> None:
        self.contours: list[Contour] = []
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:
        self.contours.append(Contour(point, []))
        self._at = point

    def lineTo(self, point: Point) -> None:
        self.contours[-1].curves.append((self._at, point, point))
        self._at = point

    def curveTo(self, first: Point, second: Point, end: Point) -> None:
        self.contours[-1].curves.append((first, second, end))
        self._at = end

    def qCurveTo(self, control: Point, end: Point) -> None:
        first, second = (
            (point[0] + 2 * (control[0] - point[0]) / 3, point[1] + 2 * (control[1] - point[1]) / 3)
            for point in (self._at, end)
        )
        self.curveTo(first, second, end)

    def closePath(self) -> None:
        pass


def redrawn(font: DrawableFont, glyphs: Sequence[int]) -> tuple[Tables, dict[int, int]]:
    """The tables of a font with these glyphs in this order, and the new number of each."""
    outlines = []
    for glyph in glyphs:
        pen = _Pen()
        font.font.draw_glyph_with_pen(glyph, pen)
        outlines.append(glyf_entry([contour for contour in pen.contours if contour.curves]))
    head, hhea = font.table("head"), font.table("hhea")
    if len(head) < 54 or len(hhea) < 36:
        raise ValueError("the font file is broken: a table is too short")
    lefts = [struct.unpack_from(">h", outline, 2)[0] if outline else 0 for outline in outlines]
    places = accumulate(map(len, outlines), initial=0)
    tables = Tables(
        head=head[:50] + b"\0\1" + head[52:54],
        hhea=hhea[:34] + struct.pack(">H", len(glyphs)),
        # Maximum points and contours are 0: programs that draw these outlines count them.
        maxp=b"\0\x01\0\0" + struct.pack(">H", len(glyphs)) + b"\x04\0\0\x80" + bytes(4) + b"\0\x02" + bytes(16),
        hmtx=b"".join(struct.pack(">Hh", font.advance(glyph), left) for glyph, left in zip(glyphs, lefts, strict=True)),
        glyf=b"".join(outlines) or bytes(4),
        loca=b"".join(place.to_bytes(4) for place in places),
    )
    return tables, {glyph: number for number, glyph in enumerate(glyphs)}
