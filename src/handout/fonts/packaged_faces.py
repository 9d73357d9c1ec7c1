"""Faces of the packaged fonts: each is opened, and its content compared, when a text first needs it."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING

from handout.fonts import packaged, truetype
from handout.fonts.drawn_faces import DrawnFace
from handout.fonts.packaged import PackagedFont
from handout.fonts.unicode_scripts import script_of

if TYPE_CHECKING:
    from handout.fonts.harfbuzz_font import HarfbuzzFont


class PackagedFace(DrawnFace):
    """A packaged font in one weight; always upright, since the packages have no italics."""

    def __init__(self, font: PackagedFont, bold: bool) -> None:
        super().__init__(font.family, "bold" if bold else "regular")
        self.font = font

    def sets(self, script: str) -> bool:
        """Whether the font is for this script, and installed."""
        return script in self.font.scripts and packaged.opened(self.font) is not None

    def rank(self, script: str) -> int:
        """After all others."""
        return packaged.rank(self.font, script)

    @cached_property
    def harfbuzz(self) -> HarfbuzzFont:
        """The file as HarfBuzz reads it, in this weight; LookupError if it isn't installed."""
        from handout.fonts.harfbuzz_font import BOLD, REGULAR, HarfbuzzFont

        file = packaged.opened(self.font)
        if file is None:
            raise LookupError(f"the file of {self.family} isn't installed")
        return HarfbuzzFont(file, BOLD if self.bold else REGULAR)

    @cached_property
    def metrics(self) -> truetype.Metrics:
        """The file's measures, without its glyphs, which HarfBuzz finds."""
        measures = self.harfbuzz.measures
        return truetype.Metrics(
            self.harfbuzz.units_per_em, measures.ascent, measures.descent, measures.cap_height, {}, array("I")
        )

    def glyph(self, codepoint: int) -> int | None:
        """The number of a character's glyph, if the character is of the font's scripts, or a space; else None."""
        own = codepoint in (0x20, 0xA0, 0x25CC) or script_of(chr(codepoint)) in self.font.scripts
        return self.harfbuzz.glyph(codepoint) if own and packaged.opened(self.font) is not None else None
