"""A small TrueType font of glyphs that are finished: it is put together from what each row of them adds to each table.

A row has the glyphs of a word.  Many names of a list have the same words, so a row is made once for many fonts.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import NamedTuple, Protocol

from msgspec import Struct

from handout.fonts.font_file import ADJUSTED, ADJUSTMENT, ALL, VERSION, words_sum

_WIDEST, _COUNT = 10, 34
"""The offsets in `hhea` of the widest advance and of the number of advances, each the second half of a word."""
_TABLES = 6
_DIRECTORY = struct.Struct(f">{3 + 4 * _TABLES}L")
_HEAD, _HHEA, _MAXP, _HMTX = (_DIRECTORY.size + more for more in (0, 56, 92, 124))
"""Where the tables begin.  Those that are always as long are first."""
_GLYF_TAG, _HEAD_TAG, _HHEA_TAG, _HMTX_TAG, _LOCA_TAG, _MAXP_TAG = (
    int.from_bytes(tag) for tag in (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
)
_LIMITS = struct.Struct(">LHHH")
"""The table `maxp` up to the greatest number of contours."""
_NO_HINTS = bytes(4) + b"\0\2" + bytes(16)
"""The rest of it: no composed glyphs, two zones, no instructions."""
_MAXP_SUM = VERSION + 2


class FontGlyph(NamedTuple):
    """What a glyph adds to a font's tables."""

    content: bytes
    """Its entry in `glyf`, of whole words."""
    size: int
    """The length of the content."""
    sum: int
    """The sum of the content's words."""
    measures: int
    """Its entry in `hmtx`, as one word: the advance and the left side bearing."""
    points: int
    contours: int
    digest: bytes
    """Of the content and of the measures."""

    def as_wide_as(self, advance: int) -> FontGlyph:
        """The same with another advance."""
        measures = advance << 16 | self.measures & 0xFFFF
        return self if measures == self.measures else font_glyph(self.content, measures)


class GlyphRow(NamedTuple):
    """What some glyphs that follow each other add to a font's tables."""

    content: bytes
    """Their entries in `glyf`."""
    sizes: tuple[int, ...]
    """The length of each."""
    sum: int
    """The sum of the content's words."""
    measures: bytes
    """Their entries in `hmtx`."""
    measures_sum: int
    widest: int
    points: int
    contours: int
    """The most of a glyph."""
    digest: bytes


class FlatFont(Struct, frozen=True):
    """A font's file, and a digest that differs from those of other fonts of the same face."""

    content: bytes
    digest: bytes


class FontHeads(Struct, frozen=True):
    """The tables with the measures of the whole font, which are also valid for a part of its glyphs."""

    before: bytes
    """The table `head` up to the adjustment."""
    after: bytes
    """The rest of it, in whole words."""
    hhea: bytes
    """Without the widest advance, which is 0, and up to the number of advances."""
    head_sum: int
    hhea_sum: int


class ReadableFont(Protocol):
    """A font file."""

    def table(self, name: str) -> bytes:
        """A table of the file; empty if there is none."""


def font_glyph(content: bytes, measures: int) -> FontGlyph:
    """What a glyph adds that isn't composed of others."""
    points, contours = 0, int.from_bytes(content[:2])
    if contours:
        end = 10 + 2 * contours
        points = 1 + int.from_bytes(content[end - 2 : end])
    content += bytes(-len(content) % 4)
    digest = hashlib.blake2b(content + measures.to_bytes(4), digest_size=16).digest()
    return FontGlyph(content, len(content), words_sum(content), measures, points, contours, digest)


def font_heads(font: ReadableFont) -> FontHeads:
    """The tables with the measures of a whole font; ValueError if they can't be read."""
    head, hhea = font.table("head"), font.table("hhea")
    if len(head) < 54 or len(hhea) < 36:
        raise ValueError("the font file is broken: a table is too short")
    before, after = head[: ADJUSTMENT.start], head[ADJUSTMENT.stop : 50] + b"\0\1" + head[52:54] + bytes(2)
    hhea = hhea[:_WIDEST] + bytes(2) + hhea[_WIDEST + 2 : _COUNT]
    return FontHeads(before, after, hhea, words_sum(before + after) & ALL, words_sum(hhea))


def glyph_row(glyphs: Sequence[FontGlyph]) -> GlyphRow:
    """What some glyphs add in this order."""
    contents, sizes, sums, measures, points, contours, digests = zip(*glyphs, strict=True)
    return GlyphRow(
        b"".join(contents),
        sizes,
        sum(sums),
        struct.pack(f">{len(measures)}L", *measures),
        sum(measures),
        max(measures) >> 16,
        max(points),
        max(contours),
        hashlib.blake2b(b"".join(digests), digest_size=16).digest(),
    )


def flat_font(heads: FontHeads, rows: Sequence[GlyphRow]) -> FlatFont:
    """The font of some rows in this order; the sums of its tables are put together from those of the rows."""
    contents, sizes, sums, measures, measures_sums, widths, points, contours, digests = zip(*rows, strict=True)
    places = [*accumulate(chain.from_iterable(sizes), initial=0)]
    size, count = places[-1], len(places) - 1
    widest, most_points, most_contours = max(widths), max(points), max(contours)
    loca = _HMTX + 4 * count
    glyf = sum(sums) & ALL
    hhea = heads.hhea_sum + widest + count & ALL
    hmtx, loca_sum = sum(measures_sums) & ALL, sum(places) & ALL
    maxp = _MAXP_SUM + (count << 16) + most_points + (most_contours << 16) & ALL
    directory = (
        VERSION, _TABLES << 16 | 64, 2 << 16 | 32,
        _GLYF_TAG, glyf, loca + 4 * count + 4, size or 4,
        _HEAD_TAG, heads.head_sum, _HEAD, 54,
        _HHEA_TAG, hhea, _HHEA, 36,
        _HMTX_TAG, hmtx, _HMTX, 4 * count,
        _LOCA_TAG, loca_sum, loca, 4 * count + 4,
        _MAXP_TAG, maxp, _MAXP, 32,
    )  # fmt: skip
    whole = sum(directory) + glyf + heads.head_sum + hhea + hmtx + loca_sum + maxp
    content = b"".join(
        (
            _DIRECTORY.pack(*directory),
            heads.before,
            (ADJUSTED - whole & ALL).to_bytes(4),
            heads.after,
            heads.hhea[:_WIDEST],
            widest.to_bytes(2),
            heads.hhea[_WIDEST + 2 :],
            count.to_bytes(2),
            _LIMITS.pack(VERSION, count, most_points, most_contours),
            _NO_HINTS,
            *measures,
            struct.pack(f">{count + 1}L", *places),
            *(contents if size else (bytes(4),)),
        )
    )
    return FlatFont(content, hashlib.blake2b(b"".join(digests), digest_size=16).digest())
