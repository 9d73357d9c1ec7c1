"""How much ink the letters of a font have, which says how bold it is, whatever its file calls itself."""

from __future__ import annotations

from itertools import pairwise

from handout.fonts.contours import Point
from handout.fonts.harfbuzz_font import BOLD, REGULAR, HarfbuzzFont
from handout.fonts.totals import total

_LETTERS = "Hamburgefonstiv"
"""Letters by which designers look at a typeface: stems, bowls and diagonals."""


class _AreaPen:
    """Adds up what the contours that HarfBuzz draws enclose; counters are drawn the other way round."""

    def __init__(self) -> None:
        self.area = 0.0
        self._line: list[Point] = []

    def moveTo(self, point: Point) -> None:
        self._line = [point]

    def lineTo(self, point: Point) -> None:
        self._line.append(point)

    def qCurveTo(self, *points: Point) -> None:
        self._line.extend(points)

    curveTo = qCurveTo

    def closePath(self) -> None:
        closed = [*self._line, *self._line[:1]]
        self.area += total(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(closed)) / 2
        self._line = []


def ink_area(content: bytes, *, bold: bool) -> float:
    """The ink of some letters, in square ems; 0 for a font without them.  A curve counts by its control points."""
    font = HarfbuzzFont(content, BOLD if bold else REGULAR)
    found = 0.0
    for letter in _LETTERS:
        if (glyph := font.glyph(ord(letter))) is None:
            return 0.0
        pen = _AreaPen()
        font.font.draw_glyph_with_pen(glyph, pen)
        found += abs(pen.area)
    return found / font.units_per_em**2
