"""Faces whose glyphs HarfBuzz draws, because their files aren't plain TrueType; and a workspace's faces by style."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from handout.fonts.faces import Face, StyleName
from handout.fonts.outlines import CheckedFont
from handout.fonts.scripts import needs_shaping

if TYPE_CHECKING:
    from handout.fonts.harfbuzz_font import HarfbuzzFont, SmallFont

MOST_OWN = 16
"""The most files of workspaces that are kept in a process."""


class DrawnFace(Face):
    """A face from which each document gets only the glyphs that it shows, drawn again as TrueType outlines."""

    def small(self, glyphs: Sequence[int]) -> SmallFont:
        """Some glyphs as a font of their own."""
        return self.harfbuzz.small(glyphs)

    def _width(self, glyph: int) -> float:
        return self.harfbuzz.advance(glyph) / self.harfbuzz.units_per_em


class OwnDrawnFace(DrawnFace):
    """A workspace's file with CFF outlines, or a variable one in the style's weight."""

    @cached_property
    def _checked(self) -> CheckedFont:
        from handout.fonts.own_files import usable

        return usable(self.given, self.bold)

    @cached_property
    def harfbuzz(self) -> HarfbuzzFont:
        """The file as HarfBuzz reads it, in this weight."""
        from handout.fonts.harfbuzz_font import BOLD, REGULAR, HarfbuzzFont

        return HarfbuzzFont(self.given, BOLD if self.bold else REGULAR)

    def glyph(self, codepoint: int) -> int | None:
        """The number of a character's glyph in the file; None for a glyph that was found to print wrongly."""
        if needs_shaping(chr(codepoint)) or super().glyph(codepoint):
            return self.harfbuzz.glyph(0x20 if codepoint == 0xA0 else codepoint)
        return None


def own_faces(family: str, files: dict[StyleName, bytes], number: int) -> dict[StyleName, Face]:
    """The faces of a workspace's family by style; a variable file has a bold, named or not."""
    from handout.fonts.own_files import is_variable

    files = dict(files)
    if "bold" not in files and is_variable(files["regular"]):
        files["bold"] = files["regular"]
        files.setdefault("bold-italic", files["regular"])
    return {style: own_face(family, style, content, number) for style, content in files.items()}


@lru_cache(MOST_OWN)
def own_face(family: str, style: StyleName, content: bytes, number: int) -> Face:
    """Kept, so that what was read of a file is there when its workspace is loaded again."""
    from handout.fonts.own_files import is_plain

    kind = Face if is_plain(content) else OwnDrawnFace
    return kind(family, style, content, number=number)
