"""What the static text of a page depends on of the fonts of its file, so that other characters of them don't matter.

The fonts of two forms of one list often differ only in the characters that some patients' scripts need.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from msgspec import Struct

from handout.fonts.flat_glyphs import components
from handout.fonts.truetype import Tables, big_endian, directory, glyph_places
from handout.source.patterns import uncompiled
from handout.verify.content_streams import used_codes
from handout.verify.file_fonts import characters
from handout.verify.pdf_objects import File, Object

MOST_PAGES, MOST_FONTS = 512, 32
"""The most pages and fonts of which something is kept."""
REFERENCE = uncompiled(rb"(\d+) 0 R")
_TAG = uncompiled(rb"/[A-Z]{6}\+")
_WIDTHS = uncompiled(rb"/W\[1\[([^\]]*)\]\]")
_HEADS = {"head": ((8, 12), (50, 52)), "hhea": ((34, 36),), "maxp": ((4, 6),)}
"""Where these tables say how many glyphs there are, how long all tables are, and what the sum of all bytes is."""


class FontParts(Struct, frozen=True):
    """A font in the file."""

    dictionaries: bytes
    """All of its dictionaries, without numbers of objects, the tag of the subset and its widths."""
    widths: bytes
    to_unicode: bytes
    program: bytes
    glyph_map: bytes | None
    """None where the glyphs have the numbers of their codes."""


def font_parts(file: File, font: Object) -> FontParts:
    """The parts of a font."""
    descendant = file[font.references("DescendantFonts")[0]]
    descriptor = file[descendant.reference("FontDescriptor")]
    widths = _WIDTHS.search(descendant.body)
    found = b"\n".join((font.body, _WIDTHS.sub(b"/W", descendant.body), descriptor.body))
    positions = descendant.reference("CIDToGIDMap")
    return FontParts(
        dictionaries=_TAG.sub(b"/", REFERENCE.sub(b"R", found)),
        widths=widths[1] if widths else b"",
        to_unicode=file[font.reference("ToUnicode")].content,
        program=file[descriptor.reference("FontFile2")].content,
        glyph_map=file[positions].content if positions else None,
    )


class PageFonts(Struct, frozen=True):
    """Of some static streams."""

    shown: tuple[tuple[str, bytes], ...]
    """The names of the fonts, each with a hash of all that the text depends on."""
    whole: frozenset[bytes]
    """Hashes of the fonts with all of their characters."""


def page_fonts(fonts: Mapping[str, FontParts], streams: Iterable[bytes]) -> PageFonts:
    """What static streams depend on of the fonts, which are by their names."""
    used: dict[str, set[int]] = {}
    for stream in streams:
        for name, codes in used_codes(stream).items():
            used.setdefault(name, set()).update(codes)
    shown = tuple([(name, _of_codes(fonts[name], frozenset(codes))) for name, codes in sorted(used.items())])
    return PageFonts(shown, frozenset([_whole(fonts[name]) for name in used]))


@lru_cache(MOST_FONTS)
def _whole(font: FontParts) -> bytes:
    parts = (font.dictionaries, font.widths, font.to_unicode, font.program, font.glyph_map or b"")
    return sha256(b"".join(b"%d %s" % (len(part), part) for part in parts)).digest()


@lru_cache(MOST_PAGES)
def _of_codes(font: FontParts, codes: frozenset[int]) -> bytes:
    """A hash of a font as far as these codes need it: how wide they are, what they say, and how they are drawn."""
    said, widths = characters(font.to_unicode), font.widths.split()
    program = _program(font.program)
    positions = None if font.glyph_map is None else big_endian("H", font.glyph_map)
    found = sha256(b"%d %s" % (len(font.dictionaries), font.dictionaries))
    found.update(program.base)
    for code in sorted(codes):
        glyph = code if positions is None else positions[code]
        found.update(b"%d %s %s " % (code, widths[code - 1], said[code].encode()))
        found.update(program.glyph(glyph))
    return found.digest()


class _Program(Struct, frozen=True):
    """A TrueType file."""

    base: bytes
    """A hash of the tables that all glyphs share."""
    outlines: tuple[bytes, ...]
    metrics: tuple[bytes, ...]
    """The advance and the bearing of each glyph."""

    def glyph(self, number: int) -> bytes:
        """A hash of a glyph, and of those that it is composed of, whatever their numbers are."""
        outline = self.outlines[number]
        found = sha256(self.metrics[number])
        parts = []
        for at, part in components(outline):
            parts.append(self.glyph(part))
            outline = outline[:at] + bytes(2) + outline[at + 2 :]
        found.update(b"%d %d %s" % (len(parts), len(outline), outline))
        found.update(b"".join(parts))
        return found.digest()


@lru_cache(MOST_FONTS)
def _program(content: bytes) -> _Program:
    tables = directory(content, ("head", "hhea", "maxp", "hmtx", "glyf", "loca", "cvt ", "fpgm", "prep"))
    (whole,) = struct.unpack_from(">H", tables["hhea"], 34)
    pairs, bearings = tables["hmtx"][: 4 * whole], tables["hmtx"][4 * whole :]
    metrics = [pairs[at : at + 4] for at in range(0, len(pairs), 4)]
    metrics += [pairs[-4:-2] + bearings[at : at + 2] for at in range(0, len(bearings), 2)]
    return _Program(
        base=_base(tables),
        outlines=tuple([tables["glyf"][start:end] for start, end in pairwise(glyph_places(tables))]),
        metrics=tuple(metrics),
    )


def _base(tables: Tables) -> bytes:
    found = sha256()
    for tag, table in sorted(tables.items()):
        if tag not in ("hmtx", "glyf", "loca"):
            content = bytearray(table)
            for start, end in _HEADS.get(tag, ()):
                content[start:end] = bytes(end - start)
            found.update(b"%s %d %s" % (tag.encode(), len(content), content))
    return found.digest()
