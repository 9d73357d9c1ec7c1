"""The table `CFF ` of an OpenType font (Adobe technical note 5176).

Only for the fonts of signs that come with the program.  Their tables are not checked here.
"""

from __future__ import annotations

import struct
from itertools import pairwise

from handout.fonts.charstrings import Charstrings, integer
from handout.fonts.contours import Contour

_CHARSTRINGS, _PRIVATE, _SUBROUTINES = 17, 18, 19


class CffFont:
    """The table `CFF ` of a font."""

    def __init__(self, table: bytes) -> None:
        _, at = _index(table, table[2])
        tops, at = _index(table, at)
        _, at = _index(table, at)
        self.shared, _ = _index(table, at)
        top = _dictionary(tops[0])
        self.glyphs, _ = _index(table, int(top[_CHARSTRINGS][0]))
        size, place = map(int, top[_PRIVATE])
        private = _dictionary(table[place : place + size])
        self.own = _index(table, place + int(private[_SUBROUTINES][0]))[0] if _SUBROUTINES in private else []

    def outlines(self, glyph: int) -> list[Contour]:
        """The contours of a glyph."""
        pen = Charstrings(self.shared, self.own)
        pen.run(self.glyphs[glyph])
        return [outline for outline in pen.drawn if outline.curves]


def _index(table: bytes, at: int) -> tuple[list[bytes], int]:
    """The entries of an INDEX, and the offset of its end."""
    count = int.from_bytes(table[at : at + 2])
    if count == 0:
        return [], at + 2
    size, first = table[at + 2], at + 3
    ends = [int.from_bytes(table[first + size * n : first + size * (n + 1)]) for n in range(count + 1)]
    base = first + size * (count + 1) - 1
    return [table[base + a : base + b] for a, b in pairwise(ends)], base + ends[-1]


def _dictionary(content: bytes) -> dict[int, list[float]]:
    """A DICT: numbers by operator; an operator of two bytes is 1200 plus the second byte."""
    found: dict[int, list[float]] = {}
    numbers: list[float] = []
    at = 0
    while at < len(content):
        first = content[at]
        if first <= 21:
            at += 1
            if first == 12:
                first, at = 1200 + content[at], at + 1
            found[first], numbers = numbers, []
        elif first == 30:
            text, at = _real(content, at + 1)
            numbers.append(float(text))
        elif first == 29:
            numbers.append(struct.unpack_from(">l", content, at + 1)[0])
            at += 5
        else:
            number, at = integer(content, at)
            numbers.append(number)
    return found


def _real(content: bytes, at: int) -> tuple[str, int]:
    text = ""
    while True:
        for nibble in divmod(content[at], 16):
            if nibble == 15:
                return text or "0", at + 1
            text += ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "e", "e-", "", "-")[nibble]
        at += 1
