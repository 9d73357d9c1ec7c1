"""The heights of lines: by their style, by how tightly the page is set, and by the ink of shaped letters."""

from __future__ import annotations

from collections.abc import Mapping

from handout.document import Style
from handout.fonts.glyphs import FontBook
from handout.layout.text.ink import InkHeights, grown

LEADINGS = (1.0, 0.96, 0.95)
"""The factors on every leading with which pages are tried, in order."""


class LineHeights:
    """The heights of lines in a document's styles, with one of the factors on every leading."""

    def __init__(self, families: Mapping[str, tuple[str, ...]], fonts: FontBook, leading: float = 1.0) -> None:
        self._families, self._fonts = families, fonts
        self.leading = leading
        """A factor on every leading."""
        self._known: dict[Style, tuple[float, float]] = {}
        self._usual: dict[Style, list[tuple[float, float]]] = {}
        """At each leading."""
        self._least: dict[Style, InkHeights] = {}
        """What ink may have at all leadings without making lines higher."""

    def tightened(self, leading: float) -> LineHeights:
        """The same heights with another factor."""
        return LineHeights(self._families, self._fonts, leading)

    def of(self, style: Style) -> tuple[float, float]:
        """How far a line's box goes above and below its baseline; the sum is the leading."""
        found = self._known.get(style)
        if found is None:
            found = self._known[style] = self._at(style, self.leading)
        return found

    def grown(self, style: Style, ink: InkHeights) -> tuple[float, ...]:
        """How far lines with this ink go above and below their baselines at each leading; empty if all are as usual."""
        if style not in self._usual:
            usual = self._usual[style] = [self._at(style, leading) for leading in LEADINGS]
            self._least[style] = InkHeights(*map(min, zip(*usual, strict=True)))
        least = self._least[style]
        if ink.above <= least.above and ink.below <= least.below:
            return ()
        usual = self._usual[style]
        sides = ((ascent, ink.above, descent, ink.below) for ascent, descent in usual)
        return tuple([grown(*side, style.size) for a, up, d, down in sides for side in ((a, up), (d, down))])

    def _at(self, style: Style, factor: float) -> tuple[float, float]:
        face = self._fonts.faces(self._families[style.family], style.bold, style.italic)[0]
        leading = style.leading * factor
        ascent = face.ascent * style.size + (leading - (face.ascent + face.descent) * style.size) / 2
        return ascent, leading - ascent
