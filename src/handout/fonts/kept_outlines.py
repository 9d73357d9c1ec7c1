"""The outlines of a face's glyphs, each read once; the small fonts of patients' values are made from them.

Nearly every record of a list needs a small font, and the names in a list have the same few hundred glyphs.  The outline
that is kept of a glyph doesn't depend on the glyphs that were read with it, so no font depends on earlier patients.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from handout.fonts.clusters import ClusterCode, GlyphPart
from handout.fonts.composites import HEADER, components, with_limits, written
from handout.fonts.font_file import ADJUSTMENT, font_file, words_sum
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.fonts.truetype import big_endian

MOST_KEPT = 8192
"""How many glyphs, and how many codes, of one face are kept."""
_WIDEST, _COUNT = 10, 34
"""The offsets in `hhea` of the widest advance and of the number of advances, each the second half of a word."""
_LIMITS = 14
"""Bytes at the start of `maxp`: the version, and how many glyphs, points and contours there are."""
_WHOLE, _AFTER_HINTS = 32, 28
"""The length of `maxp` in bytes, and the end of its limits for hints."""
_NO_HINTS = b"\0\2" + bytes(12)


class KeptOutline(Struct, frozen=True):
    """A glyph as TrueType has it, without hints."""

    content: bytes
    """The glyph's entry in the table `glyf`, with 0 in place of the numbers of its parts."""
    parts: tuple[tuple[int, int], ...]
    """The glyphs that it is composed of: the offset of each number in the content, and the number in the face."""
    advance: int
    measures: int
    """The glyph's entry in the table `hmtx`, as one word: the advance and the left side bearing."""
    sum: int
    """The sum of the content's words."""

    value: int = 0
    """The content of a composed glyph as one number, to which the numbers of its parts are added."""

    def numbered(self, numbers: Mapping[int, int]) -> tuple[bytes, int]:
        """The content with these numbers for its parts, and what they add to the sum: each is one half of a word."""
        value, added, size = self.value, 0, len(self.content)
        for at, glyph in self.parts:
            number = numbers[glyph]
            value += number << 8 * (size - at - 2)
            added += number if at & 2 else number << 16
        return value.to_bytes(size), added


def _outline(content: bytes, parts: tuple[tuple[int, int], ...], advance: int, bearing: int) -> KeptOutline:
    made = bytearray(content + bytes(-len(content) % 4))
    for at, _ in parts:
        made[at : at + 2] = bytes(2)
    value = int.from_bytes(made) if parts else 0
    return KeptOutline(bytes(made), parts, advance, advance << 16 | bearing & 0xFFFF, words_sum(made), value)


class KeptCode(Struct, frozen=True):
    """The glyph that draws a code: a glyph of the face as it is, or one that is composed of such glyphs."""

    glyph: int
    """Its number in the face; -1 if it is composed."""
    composed: KeptOutline | None
    """The composed outline, one object for all codes that are drawn alike; None for a glyph of the face."""
    needs: frozenset[int]
    """The glyphs of the face that it needs, and the glyphs that those are composed of."""
    drawn: int
    """How many parts of a composed glyph draw something."""
    depth: int
    """How many levels of composed glyphs there are, with its own."""


class CodedGlyphs(Struct, frozen=True):
    """The font file of some codes."""

    content: bytes
    glyphs: tuple[int, ...]
    """The number of each code's glyph in the file."""


class _Heads(Struct, frozen=True):
    """The tables with the measures of the whole font; their maxima are also valid for a part of its glyphs."""

    head: bytes
    """Without the adjustment, which is 0."""
    head_sum: int
    """The sum of its words."""
    hhea: bytes
    """Without the widest advance, which is 0, and up to the number of advances."""
    hhea_sum: int
    maxp: bytes


class _Limits(Struct, frozen=True):
    """The table `maxp` before and after the number of glyphs, and the sum of its words with 0 for that number."""

    before: bytes
    after: bytes
    sum: int


class KeptOutlines:
    """The outlines and codes that were read from one face."""

    def __init__(self, font: HarfbuzzFont) -> None:
        self._font = font
        self.kept: dict[int, KeptOutline] = {}
        """By the number of the glyph in the face."""
        self._codes: dict[ClusterCode, KeptCode] = {}
        self._composed: dict[tuple[tuple[GlyphPart, ...], int], KeptOutline] = {}
        self._head: _Heads | None = None
        self._limits: dict[tuple[int, int], _Limits] = {}
        """By how many parts and levels the composed glyphs have."""

    def font(self, codes: Sequence[ClusterCode]) -> CodedGlyphs:
        """The font of some codes: first the glyphs of the face that they need, then the composed glyphs.

        ValueError if the face's file can't be read.
        """
        drawn = self._drawn(codes)
        order = sorted(self._closed({0}).union(*[code.needs for code in drawn]))
        numbers = {glyph: number for number, glyph in enumerate(order)}
        outlines = [self.kept[glyph] for glyph in order]
        added: dict[int, int] = {}
        found, parts, depth = [], 0, 0
        for code in drawn:
            outline = code.composed
            if outline is None:
                found.append(numbers[code.glyph])
                continue
            number = added.get(id(outline))
            if number is None:
                number = added[id(outline)] = len(outlines)
                outlines.append(outline)
                parts, depth = max(parts, code.drawn), max(depth, code.depth)
            found.append(number)
        return CodedGlyphs(self._file(outlines, numbers, parts, depth), tuple(found))

    def _file(self, outlines: list[KeptOutline], numbers: Mapping[int, int], parts: int, depth: int) -> bytes:
        """The file of these glyphs; the sums of its tables are put together from those of the glyphs."""
        heads, count = self._head or self._heads(), len(outlines)
        self._head = heads
        contents, added = [outline.content for outline in outlines], 0
        for at, outline in enumerate(outlines):
            if outline.parts:
                contents[at], more = outline.numbered(numbers)
                added += more
        places = [*accumulate(map(len, contents), initial=0)]
        measures = [outline.measures for outline in outlines]
        widest = max([outline.advance for outline in outlines])
        hhea, limits = heads.hhea, self._with_limits(heads.maxp, parts, depth)
        return font_file(
            {
                "glyf": b"".join(contents) or bytes(4),
                "head": heads.head,
                "hhea": hhea[:_WIDEST] + widest.to_bytes(2) + hhea[_WIDEST + 2 :] + count.to_bytes(2),
                "hmtx": struct.pack(f">{count}L", *measures),
                "loca": struct.pack(f">{count + 1}L", *places),
                "maxp": limits.before + count.to_bytes(2) + limits.after,
            },
            {
                "glyf": sum([outline.sum for outline in outlines]) + added,
                "head": heads.head_sum,
                "hhea": heads.hhea_sum + widest + count,
                "hmtx": sum(measures),
                "loca": sum(places),
                "maxp": limits.sum + (count << 16),
            },
        )

    def _with_limits(self, maxp: bytes, parts: int, depth: int) -> _Limits:
        found = self._limits.get((parts, depth))
        if found is None:
            made = with_limits(maxp, parts, depth)
            before, after = made[:4], made[6:]
            found = self._limits[parts, depth] = _Limits(before, after, words_sum(before + bytes(2) + after))
        return found

    def _drawn(self, codes: Sequence[ClusterCode]) -> list[KeptCode]:
        if max(len(self._codes), len(self.kept)) > MOST_KEPT:
            self._codes.clear()
            self._composed.clear()
            self.kept.clear()
        new = [code for code in codes if code not in self._codes]
        if new:
            self._learn(new)
        return [self._codes[code] for code in codes]

    def _learn(self, codes: Sequence[ClusterCode]) -> None:
        wanted = {0, *(part.glyph for code in codes for part in code.parts)} - self.kept.keys()
        if wanted:
            self._read(wanted)
        for code in codes:
            self._codes[code] = self._code(code)

    def _code(self, code: ClusterCode) -> KeptCode:
        kept, needs = self.kept, frozenset(self._closed({part.glyph for part in code.parts}))
        if len(code.parts) == 1:
            (part,) = code.parts
            if not part.x and not part.y and kept[part.glyph].advance == code.advance:
                return KeptCode(part.glyph, None, needs, 0, 0)
        drawn = [part for part in code.parts if kept[part.glyph].content]
        key = code.parts, code.advance
        if key not in self._composed:
            self._composed[key] = self._composition(drawn, code.advance)
        depth = 1 + max([self._depth(part.glyph) for part in drawn], default=-1)
        return KeptCode(-1, self._composed[key], needs, len(drawn), depth)

    def _composition(self, parts: Sequence[GlyphPart], advance: int) -> KeptOutline:
        if not parts:
            return _outline(b"", (), advance, 0)
        boxes = [(part, HEADER.unpack_from(self.kept[part.glyph].content)) for part in parts]
        left, right = min(box[1] + part.x for part, box in boxes), max(box[3] + part.x for part, box in boxes)
        bottom, top = min(box[2] + part.y for part, box in boxes), max(box[4] + part.y for part, box in boxes)
        content = HEADER.pack(-1, left, bottom, right, top) + b"".join(written(parts))
        return _outline(content, tuple(components(content)), advance, left)

    def _depth(self, glyph: int) -> int:
        """How many levels of composed glyphs a glyph has."""
        return max([1 + self._depth(part) for _, part in self.kept[glyph].parts], default=0)

    def _closed(self, glyphs: set[int]) -> set[int]:
        """Some glyphs, and the glyphs that they are composed of."""
        waiting = [*glyphs]
        while waiting:
            for _, part in self.kept[waiting.pop()].parts:
                if part not in glyphs:
                    glyphs.add(part)
                    waiting.append(part)
        return glyphs

    def _heads(self) -> _Heads:
        font = self._font
        head, hhea, maxp = font.table("head"), font.table("hhea"), font.table("maxp")
        if len(maxp) < _WHOLE:  # a font without TrueType outlines
            maxp = font.small([]).tables["maxp"]
        maxp = maxp[:_LIMITS] + _NO_HINTS + maxp[_AFTER_HINTS:_WHOLE]
        head = head[: ADJUSTMENT.start] + bytes(4) + head[ADJUSTMENT.stop : 50] + b"\0\1" + head[52:54]
        hhea = hhea[:_WIDEST] + bytes(2) + hhea[_WIDEST + 2 : _COUNT]
        return _Heads(head, words_sum(head), hhea, words_sum(hhea), maxp)

    def _read(self, wanted: set[int]) -> None:
        small = self._font.small(wanted)
        old = {new: glyph for glyph, new in small.positions.items()}
        tables = small.tables
        places = struct.unpack(f">{len(tables['loca']) // 4}L", tables["loca"])
        metrics = big_endian("H", tables["hmtx"])
        for number, (start, end) in enumerate(pairwise(places)):
            content = tables["glyf"][start:end] if end > start else b""
            parts = tuple([(at, old[part]) for at, part in components(content)])
            bearing = metrics[2 * number + 1]
            bearing = bearing - 0x10000 if bearing & 0x8000 else bearing
            self.kept[old[number]] = _outline(content, parts, metrics[2 * number], bearing)
