"""How far shaped letters go above and below their line: some scripts need more room between lines than others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from msgspec import Struct

from handout.fonts.clusters import GlyphCluster
from handout.fonts.glyphs import Face, FontBook
from handout.fonts.pieces import FacePiece
from handout.layout.geometry import Glyphs

MOST_KNOWN = 1024
"""How many texts the edges are kept for."""
_STEP = 0.1
"""Ems: lines grow by whole steps, so that the paragraphs of a text have few different leadings."""
_CLOSE = 0.04
"""Ems by which ink may leave its line's box without reaching the letters of the next line."""


class InkHeights(Struct, frozen=True):
    """How far some glyphs reach above and below their baseline, in points, both positive.

    They are compared without `max`, which takes as long as all else here, for each value of each record.
    """

    above: float = 0.0
    below: float = 0.0

    def joined(self, other: InkHeights) -> InkHeights:
        """The heights of the glyphs of both."""
        return InkHeights(
            self.above if self.above > other.above else other.above,
            self.below if self.below > other.below else other.below,
        )


_NONE = InkHeights()


def _ink_reach(bottom: int, top: int, size: float, em: int) -> InkHeights:
    """The heights of ink between two edges in units of an em, in letters of this size."""
    scale, close = size / em, _CLOSE * size
    above, below = top * scale - close, -bottom * scale - close
    return InkHeights(above if above > 0 else 0.0, below if below > 0 else 0.0)


def ink_heights(glyphs: Iterable[Glyphs], fonts: FontBook) -> InkHeights:
    """The heights of shaped letters, as far as a line must have room for them; 0 for other letters."""
    found = _NONE
    for piece in glyphs:
        if not piece.clusters:
            continue
        face = fonts.face(piece.face)
        bottom, top = edges(face, piece.clusters)
        found = found.joined(_ink_reach(bottom, top, piece.size, face.metrics.units_per_em))
    return found


def ink_of_pieces(pieces: Iterable[FacePiece], size: float) -> InkHeights:
    """The same for pieces in letters of this size, before their glyphs are made."""
    found = _NONE
    for piece in pieces:
        if piece.clusters:
            found = found.joined(_ink_reach(piece.bottom, piece.top, size, piece.face.metrics.units_per_em))
    return found


@lru_cache(MOST_KNOWN)
def edges(face: Face, clusters: tuple[GlyphCluster, ...]) -> tuple[int, int]:
    """The lowest and the highest edge of some clusters' ink, in font units."""
    boxes = [face.shaper.box(cluster) for cluster in clusters]
    return min([bottom for _, bottom, _, _ in boxes]), max([top for _, _, _, top in boxes])


def grown(height: float, needed: float, size: float) -> float:
    """A line's height above or below its baseline, a whole number of steps higher where ink needs it."""
    step = _STEP * size
    return height if needed <= height else height + step * ceil((needed - height) / step)
