"""Marks that a face places at the foot of a letter, over the one before it, though they belong above the letter.

FiraGO has no place for them on the Devanagari letters ट्र, ठ्र, ड्र, ढ्र and छ्र, and takes that of marks below: ट्रे,
ड्रेसिंग.  On दू and दु its place for the dot is wrong: दूंगा.  So is on the Thai letter ญ that for all marks: ใหญ่, ผู้หญิง.
"""

from __future__ import annotations

import re

from msgspec import Struct

from handout.fonts.clusters import GlyphCluster

_LOW, _VERY_LOW = 0.4, 0.6
"""Ems below its place from which on a mark is at the letter's foot; the second if there are marks that belong there."""
_LETTERS = re.compile("[\u0900-\u097f\u0e01-\u0e2e]")
_BELOW = re.compile("[\u0941-\u0944\u0952\u0956\u0957\u0962\u0963\u0e38-\u0e3a]")
"""Marks whose place is below a letter; of a high letter that may be far below."""
_JOINED_BELOW = re.compile("\u094d\u0930|[\u0941\u0942]")
"""A ra, and the vowels of दु and दू."""
_YO_YING, _U_BELOW = "\u0e0d", "\u0e38"


class MarkModel(Struct, frozen=True):
    """A text in which a face places the same marks above the same letter as they should be."""

    text: str
    left_out: int = 0
    """How many of its marks, the first ones, the cluster doesn't have."""


def has_low_mark(cluster: GlyphCluster, units_per_em: int) -> bool:
    """Whether a mark that belongs above a letter is at its foot."""
    lowest = -min(part.y for part in cluster.parts) / units_per_em
    if lowest <= _LOW or _LETTERS.match(cluster.text) is None:
        return False
    return lowest > _VERY_LOW or _BELOW.search(cluster.text) is None


def model_of(text: str) -> MarkModel | None:
    """Where the marks of a cluster can be seen in their places; None if nowhere.

    Those above letters with a ra or a vowel joined below are where they are without it, as seen from the letter's right
    end; those above ญ where they are if it has a vowel below as well.
    """
    if text[0] == _YO_YING:
        return MarkModel(text[0] + _U_BELOW + text[1:], left_out=1)
    without, count = _JOINED_BELOW.subn("", text)
    return MarkModel(without) if count else None
