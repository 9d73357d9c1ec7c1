"""The outlines of a face's glyphs, each read once: the small fonts of patients' values are put together from these.

A list of patients asks for a small font for nearly every record, and their names have the same few hundred glyphs.
What is kept of a glyph doesn't depend on the others that were read with it, so neither does a font on who came before.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise

from msgspec import Struct

from handout.fonts.composites import components
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.fonts.truetype import Tables, big_endian

MOST_KEPT = 8192
"""Glyphs of one face."""
_LIMITS = 14
"""Bytes at the start of `maxp`: the version, and how many glyphs, points and contours there are."""
_WHOLE, _AFTER_HINTS = 32, 28
"""Bytes of `maxp`, and where what it says of hints ends."""
_NO_HINTS = b"\0\2" + bytes(12)


class KeptOutline(Struct, frozen=True):
    """A glyph as TrueType has it, without hints."""

    content: bytes
    """Of the table `glyf`."""
    parts: tuple[tuple[int, int], ...]
    """The glyphs that it is composed of: where their numbers are in the content, and the face's numbers."""
    advance: int
    bearing: int

    def numbered(self, numbers: Mapping[int, int]) -> bytes:
        """The content with new numbers for its parts."""
        if not self.parts:
            return self.content
        made = bytearray(self.content)
        for at, glyph in self.parts:
            struct.pack_into(">H", made, at, numbers[glyph])
        return bytes(made)


class SmallTables(Struct, frozen=True):
    """Some glyphs as the tables of a font."""

    tables: Tables
    positions: dict[int, int]
    """New glyph number by old; glyph 0 is the first."""
    advances: dict[int, int]
    """In font units, by old glyph number."""


class KeptOutlines:
    """What was read of one face."""

    def __init__(self, font: HarfbuzzFont) -> None:
        self._font = font
        self._kept: dict[int, KeptOutline] = {}
        self._head: tuple[bytes, bytes, bytes] | None = None

    def tables(self, glyphs: Iterable[int]) -> SmallTables:
        """A font of some glyphs, by their numbers in the face, and of those that they are composed of.

        ValueError if the file can't be read.
        """
        wanted = {0, *glyphs}
        if not wanted <= self._kept.keys():
            self._read(wanted)
        kept = self._kept
        waiting = [*wanted]
        while waiting:
            for _, part in kept[waiting.pop()].parts:
                if part not in wanted:
                    wanted.add(part)
                    waiting.append(part)
        order = sorted(wanted)
        numbers = {glyph: number for number, glyph in enumerate(order)}
        outlines = [kept[glyph] for glyph in order]
        return SmallTables(
            self._tables([outline.numbered(numbers) for outline in outlines], outlines),
            numbers,
            {glyph: outline.advance for glyph, outline in zip(order, outlines, strict=True)},
        )

    def _tables(self, contents: list[bytes], outlines: list[KeptOutline]) -> Tables:
        head, hhea, maxp = self._head or self._heads()
        places = accumulate([len(content) for content in contents], initial=0)
        count = len(contents).to_bytes(2)
        return Tables(
            glyf=b"".join(contents) or bytes(4),
            head=head,
            hhea=hhea + count,
            hmtx=b"".join([struct.pack(">Hh", outline.advance, outline.bearing) for outline in outlines]),
            loca=b"".join([place.to_bytes(4) for place in places]),
            maxp=maxp[:4] + count + maxp[6:],
        )

    def _heads(self) -> tuple[bytes, bytes, bytes]:
        """The tables with the measures of the whole font; their maxima are at least those of some of its glyphs."""
        font = self._font
        head, hhea, maxp = font.table("head"), font.table("hhea"), font.table("maxp")
        if len(maxp) < _WHOLE:  # of a font without TrueType outlines
            maxp = font.small([]).tables["maxp"]
        maxp = maxp[:_LIMITS] + _NO_HINTS + maxp[_AFTER_HINTS:_WHOLE]
        self._head = head[:50] + b"\0\1" + head[52:54], hhea[:34], maxp
        return self._head

    def _read(self, wanted: set[int]) -> None:
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        small = self._font.small(wanted - self._kept.keys())
        old = {new: glyph for glyph, new in small.positions.items()}
        tables = small.tables
        places = struct.unpack(f">{len(tables['loca']) // 4}L", tables["loca"])
        metrics = big_endian("H", tables["hmtx"])
        for number, (start, end) in enumerate(pairwise(places)):
            content = tables["glyf"][start:end] if end > start else b""
            parts = tuple([(at, old[part]) for at, part in components(content)])
            bearing = metrics[2 * number + 1]
            bearing = bearing - 0x10000 if bearing & 0x8000 else bearing
            self._kept[old[number]] = KeptOutline(content, parts, metrics[2 * number], bearing)
