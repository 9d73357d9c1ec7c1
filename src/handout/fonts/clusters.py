"""Clusters: the smallest groups of characters and glyphs that shaping gives, and the codes that draw them in a PDF.

A cluster that isn't one glyph for one character is drawn as one glyph that is composed of all of its glyphs.  Each
character of the cluster has its own code and an equal share of the cluster's advance; the first code from the left
draws the glyph, the others draw nothing.  So a line has one code for each character, and programs that read or search
the text find each character in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from handout.bidi.characters import mirror

HIGHEST, LOWEST = 1.3, 0.8
"""Ems of a cluster above and below its baseline; up to these its line grows.  Khmer and Burmese need most."""
MOST_KNOWN, MOST_CLUSTERS = 2048, 8192
"""How many pieces of text, and how many clusters, the codes are kept for."""


class GlyphPart(Struct, frozen=True):
    """A glyph of a cluster, by its number in the face, and its place from the cluster's left end in font units."""

    glyph: int
    x: int
    y: int


class GlyphCluster(Struct, frozen=True, cache_hash=True):
    """Some characters, drawn together."""

    text: str
    """Its characters, in the order in which they are read."""
    parts: tuple[GlyphPart, ...]
    advance: int
    """In font units."""


def side_by_side(left: GlyphCluster, right: GlyphCluster, text: str) -> GlyphCluster:
    """Two clusters as one, with the text of both in reading order."""
    moved = (replace(part, x=part.x + left.advance) for part in right.parts)
    return GlyphCluster(text, (*left.parts, *moved), left.advance + right.advance)


class ClusterCode(Struct, frozen=True, cache_hash=True):
    """What one code of a font draws, and which character it is read as."""

    parts: tuple[GlyphPart, ...]
    character: str
    advance: int


def in_order(found: Iterable[ClusterCode]) -> tuple[ClusterCode, ...]:
    """Some codes in the one order that they have in every font."""
    return tuple(sorted(found, key=_order))


@lru_cache(MOST_CLUSTERS)
def _order(code: ClusterCode) -> tuple[tuple[tuple[int, int, int], ...], str, int]:
    return tuple([(part.glyph, part.x, part.y) for part in code.parts]), code.character, code.advance


@lru_cache(MOST_KNOWN)
def codes(clusters: tuple[GlyphCluster, ...], level: int) -> tuple[ClusterCode, ...]:
    """The codes of clusters that are drawn from left to right; at an odd level their text runs from right to left.

    A bracket between letters from right to left is read as it is seen: programs that read such text turn it round.
    """
    turned = bool(level & 1)
    return tuple([code for cluster in clusters for code in _of_cluster(cluster, turned)])


@lru_cache(MOST_CLUSTERS)
def _of_cluster(cluster: GlyphCluster, turned: bool) -> tuple[ClusterCode, ...]:
    chars = cluster.text[::-1] if turned else cluster.text
    if turned and len(chars) == 1:
        chars = mirror(chars)
    share, rest = divmod(cluster.advance, len(chars))
    first = ClusterCode(cluster.parts, chars[0], share + rest)
    return first, *[ClusterCode((), char, share) for char in chars[1:]]
