"""Devanagari vowels that a face places below the letter that they belong above, over the letter before it.

FiraGO has no place for such a mark on ट्र, ठ्र, ड्र, ढ्र and छ्र, and takes that of marks below: ट्रे, ड्रेसिंग.
"""

from __future__ import annotations

import re

from handout.fonts.clusters import GlyphCluster

_LOW = 0.3
"""Ems below its place from which on a mark is at the letter's foot."""
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_BELOW = re.compile("[\u0941-\u0944\u0952\u0956\u0957\u0962\u0963]")
"""Marks whose place is below a letter; of a high letter that may be far below."""
_RA = re.compile("\u094d\u0930")


def has_low_mark(cluster: GlyphCluster, units_per_em: int) -> bool:
    """Whether a mark that belongs above a letter is at its foot."""
    low = any(part.y < -_LOW * units_per_em for part in cluster.parts)
    return low and _DEVANAGARI.match(cluster.text) is not None and _BELOW.search(cluster.text) is None


def without_ra(text: str) -> str | None:
    """A cluster's text without the ra that is joined below its letter; None if it has none."""
    other, count = _RA.subn("", text)
    return other if count else None
