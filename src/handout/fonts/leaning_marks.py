"""Thai and Lao marks that lean over the next letter, a high vowel that they would touch: ฮอร์โมน, เบอร์โทร, ให้ใช้.

FiraGO and Noto set such a vowel further right, by kerning.  That can't be done here: words must be as wide in a line
as each by itself, since a line may end between any two.  So the mark is set further left.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from msgspec.structs import replace

from handout.fonts.clusters import GlyphCluster, GlyphPart

_HIGH = frozenset("โใไໂໃໄ")
"""Vowels that are before their consonant, and as high as the marks."""
_APART = 0.05
"""Ems between a mark and such a vowel."""
Ink = Callable[[GlyphCluster], tuple[int, int, int, int]]
"""Gives left, bottom, right and top of a cluster's ink."""


def kept_apart(clusters: tuple[GlyphCluster, ...], ink: Ink, units_per_em: int) -> tuple[GlyphCluster, ...]:
    """The clusters, the marks before a high vowel so far left that they don't touch it."""
    if not any(cluster.text[0] in _HIGH for cluster in clusters[1:]):
        return clusters
    apart = round(_APART * units_per_em)
    moved = (
        _moved(each, ink, ink(after)[0] - apart) if after.text[0] in _HIGH else each
        for each, after in pairwise(clusters)
    )
    return *moved, clusters[-1]


def _moved(cluster: GlyphCluster, ink: Ink, limit: int) -> GlyphCluster:
    """The cluster, each mark above its letter ending no further than this from the cluster's right end."""
    letter, *marks = cluster.parts
    placed: list[GlyphPart] = []
    for mark in marks:
        _, bottom, right, _ = ink(GlyphCluster(cluster.text, (mark,), cluster.advance))
        over = right - cluster.advance - limit
        placed.append(replace(mark, x=mark.x - over) if over > 0 and bottom > 0 else mark)
    return replace(cluster, parts=(letter, *placed))
