"""Shaping by HarfBuzz, which is imported when the first text needs it: the glyphs of a stretch, cluster by cluster."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Protocol
from unicodedata import category

from msgspec.structs import replace

from handout.fonts.clusters import GlyphCluster, GlyphPart, side_by_side
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.fonts.leaning_marks import kept_apart
from handout.fonts.low_marks import has_low_mark, model_of
from handout.fonts.stretches import Stretch
from handout.fonts.unicode_scripts import EAST_ASIAN
from handout.i18n.dictionary import SCRIPTS

MOST_KNOWN = 4096
_DOTTED_CIRCLE = 0x25CC
_FEATURES = {"kern": False, "liga": False, "calt": False, "clig": False}
"""For East Asian scripts, where a line may end between any two letters: no letter may change another's width."""
_UNKERNED = {"kern": False}
"""For other scripts: words must be as wide in a line as each by itself, since a line may end between any two."""

_UNCOMPOSED = {"ccmp": False}
_JOINED_WITH_VOWEL = re.compile("\u094d[दरह][\u0941-\u0943]")
"""FiraGO composes these letters and their vowel too early, and then joins them to no letter before: उर्दू, हिन्दू, ध्रुव."""


class ShapedFace(Protocol):
    """The part of a face that shaping text needs."""

    @property
    def harfbuzz(self) -> HarfbuzzFont:
        """The face's file as HarfBuzz reads it."""

    def glyph(self, codepoint: int) -> int | None:
        """The number of a character's glyph."""

    def trusts(self, text: str) -> bool:
        """Whether all characters of a text that the file has were found to print correctly."""


class Shaper:
    """One face as HarfBuzz reads it."""

    def __init__(self, face: ShapedFace) -> None:
        import uharfbuzz

        self._harfbuzz: Any = uharfbuzz
        self._face = face
        self._font = face.harfbuzz.font
        self._circle = face.glyph(_DOTTED_CIRCLE)
        self._same: dict[GlyphCluster, GlyphCluster] = {}
        """Each cluster once: what is kept by one object is found faster."""
        self.clusters = lru_cache(MOST_KNOWN)(self._clusters)
        """The clusters of a stretch, from left to right."""
        self.box = lru_cache(MOST_KNOWN)(self._box)
        """Left, bottom, right and top of a cluster's ink, in font units from its left end on the baseline."""

    def draws(self, stretch: Stretch) -> bool:
        """Whether each character has a glyph, and each mark a letter that it belongs to."""
        if category(stretch.text[0]).startswith("M") or not self._face.trusts(stretch.text):
            return False
        glyphs = {part.glyph for cluster in self.clusters(stretch) for part in cluster.parts}
        return 0 not in glyphs and (self._circle not in glyphs or chr(_DOTTED_CIRCLE) in stretch.text)

    def _box(self, cluster: GlyphCluster) -> tuple[int, int, int, int]:
        if cluster.text == " ":
            return 0, 0, 0, 0
        found = []
        for part in cluster.parts:
            ink = self._font.get_glyph_extents(part.glyph)
            if ink is not None and ink.width:
                left, top = part.x + ink.x_bearing, part.y + ink.y_bearing
                found.append((left, top + ink.height, left + ink.width, top))
        lefts, bottoms, rights, tops = zip(*found, strict=True) if found else ((0,),) * 4
        return min(lefts), min(bottoms), max(rights), max(tops)

    def _clusters(self, stretch: Stretch) -> tuple[GlyphCluster, ...]:
        found = [self._raised(each, stretch) for each in self._shaped(stretch)]
        if len(self._same) > MOST_KNOWN:
            self._same.clear()
        widths = _with_widths(found, stretch.right_to_left)
        apart = kept_apart(widths, self._box, self._face.harfbuzz.units_per_em) if stretch.script in SCRIPTS else widths
        return tuple([self._same.setdefault(each, each) for each in apart])

    def _raised(self, cluster: GlyphCluster, stretch: Stretch) -> GlyphCluster:
        """The cluster; a mark that is too low is where it is in the model.

        That is so only where the model has the same marks.
        """
        if not has_low_mark(cluster, self._face.harfbuzz.units_per_em) or (model := model_of(cluster.text)) is None:
            return cluster
        (found, *more) = self._shaped(replace(stretch, text=model.text))
        letter, *marks = cluster.parts
        further = cluster.advance - found.advance
        placed = [replace(part, x=part.x + further) for part in found.parts[1 + model.left_out :]]
        if more or [m.glyph for m in placed] != [m.glyph for m in marks]:
            return cluster
        return replace(cluster, parts=(letter, *placed))

    def _shaped(self, stretch: Stretch) -> list[GlyphCluster]:
        """The clusters as the face has them."""
        harfbuzz, text = self._harfbuzz, stretch.text
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if stretch.right_to_left else "ltr"
        buffer.script = stretch.script
        # A mark stays with its letter, and no cluster is inside another.
        buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
        features = _FEATURES if stretch.script in EAST_ASIAN else _UNKERNED if stretch.script in SCRIPTS else {}
        if _JOINED_WITH_VOWEL.search(text):
            features = _UNCOMPOSED
        harfbuzz.shape(self._font, buffer, features)
        glyphs = [(info.cluster, info.codepoint) for info in buffer.glyph_infos]
        starts = sorted({start for start, _ in glyphs})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        found: list[GlyphCluster] = []
        parts: list[GlyphPart] = []
        start, advance = -1, 0
        for (own, glyph), place in zip(glyphs, buffer.glyph_positions, strict=True):
            if own != start and parts:
                found.append(GlyphCluster(text[start : ends[start]], tuple(parts), advance))
                parts, advance = [], 0
            start = own
            parts.append(GlyphPart(glyph, advance + place.x_offset, place.y_offset))
            advance += place.x_advance
        if parts:
            found.append(GlyphCluster(text[start : ends[start]], tuple(parts), advance))
        return found


def _with_widths(clusters: list[GlyphCluster], right_to_left: bool) -> tuple[GlyphCluster, ...]:
    """The clusters, with a width for each character, because pdfium leaves out a character without a width.

    A character without a width of its own, such as a zero-width joiner, shares that of the letter before it.
    """
    if all(cluster.advance >= len(cluster.text) for cluster in clusters):
        return tuple(clusters)
    read: list[GlyphCluster] = []
    for cluster in reversed(clusters) if right_to_left else clusters:
        if not read or cluster.advance >= len(cluster.text):
            read.append(cluster)
            continue
        before = read[-1]
        left, right = (cluster, before) if right_to_left else (before, cluster)
        read[-1] = side_by_side(left, right, before.text + cluster.text)
    return tuple(reversed(read) if right_to_left else read)
