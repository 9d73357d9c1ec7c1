"""An embedded font's objects: a small font file with its codes, as a Type 0 font (ISO 32000-1, 9.7)."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple, Protocol

from msgspec import Struct

from handout.fonts.glyphs import Face
from handout.fonts.to_unicode import to_unicode_map
from handout.pdf.file import FileWriter, flate, name, number, numbers, ref
from handout.pdf.subsets import Outlines

MOST_NAMES = 256
MOST_CHARACTERS = 8192


class CodedFont(Struct, frozen=True, kw_only=True):
    """A small font file with the codes of its glyphs, from 1 on."""

    content: bytes
    measures: Outlines
    glyphs: tuple[int, ...]
    """The number of the glyph in the font file, by code."""
    characters: tuple[str, ...]
    """The character that each code is read as."""
    widths: tuple[float, ...]
    """The advances of the codes, in thousandths of the em."""


class EmbeddedFace(Struct, frozen=True):
    """The parts of an embedded face that don't depend on the numbers of its objects."""

    font_file: bytes
    glyph_map: bytes
    to_unicode: bytes
    base: bytes
    measures: Outlines
    widths: tuple[float, ...]


class StreamWriter(Protocol):
    """Makes a stream object, compressed or not."""

    def __call__(self, content: bytes, entries: bytes = b"", /) -> bytes:
        """The object, with further entries of its dictionary."""
        ...


def embedded_face(face: Face, font: CodedFont, written: StreamWriter = flate) -> EmbeddedFace:
    """A font as it is in a PDF."""
    return EmbeddedFace(
        font_file=written(font.content, b"/Length1 %d" % len(font.content)),
        glyph_map=written(struct.pack(f">{len(font.glyphs) + 1}H", 0, *font.glyphs)),
        to_unicode=written(to_unicode(font.characters)),
        base=b"/%s+%s" % (_tag(font.content), _name_of(face.name)),
        measures=font.measures,
        widths=font.widths,
    )


def _tag(content: bytes) -> bytes:
    """The six capitals that mark a subset (ISO 32000-1, 9.6.4), made from its content's hash."""
    digest = hashlib.sha256(content).digest()
    return bytes([ord("A") + byte % 26 for byte in digest[:6]])


@lru_cache(MOST_NAMES)
def _name_of(face: str) -> bytes:
    """The face's name as a name object, without the slash."""
    return name(re.sub(r"[^A-Za-z0-9-]", "", face) or "Font")[1:]


def _descriptor(face: Face, base: bytes, measures: Outlines, font_file: int) -> bytes:
    described = _measures(face, measures)
    return b"<</Type/FontDescriptor/FontName%s%s/FontFile2 %s>>" % (base, described, ref(font_file))


@lru_cache(MOST_NAMES)
def _measures(face: Face, measures: Outlines) -> bytes:
    # Symbolic, for characters outside the standard Latin set; fixed pitch; italic (ISO 32000-1, table 123).
    flags = 4 | (1 if measures.fixed_pitch else 0) | (64 if measures.italic_angle else 0)
    return b"/Flags %d/FontBBox[%s]/ItalicAngle %s/Ascent %s/Descent %s/CapHeight %s/StemV %d" % (
        flags,
        numbers(*measures.bbox),
        number(measures.italic_angle),
        number(1000 * face.ascent),
        number(-1000 * face.descent),
        number(1000 * face.cap_height),
        measures.stem_v,
    )


def to_unicode(characters: Sequence[str]) -> bytes:
    """The map from CIDs, counted from 1, to characters in UTF-16BE."""
    return to_unicode_map("bfchar", [*map(_pair, count(1), characters)])


@lru_cache(MOST_CHARACTERS)
def _pair(cid: int, character: str) -> bytes:
    return b"<%04X> <%s>" % (cid, character.encode("utf-16-be").hex().upper().encode())


class FontNumbers(NamedTuple):
    """The numbers of a font's objects."""

    file: int
    descriptor: int
    glyph_map: int
    descendant: int
    to_unicode: int
    font: int


def reserved(writer: FileWriter) -> FontNumbers:
    """Reserves numbers for a font that is added later, or by each copy."""
    return FontNumbers(*(writer.reserve() for _ in FontNumbers._fields))


def add_font(face: Face, made: EmbeddedFace, writer: FileWriter) -> int:
    """Adds the objects of a font; returns the font object's number."""
    at = reserved(writer)
    for each, body in font_objects(face, made, at).items():
        (writer.add_stream if body.endswith(b"endstream") else writer.add)(body, each)
    return at.font


def font_objects(face: Face, made: EmbeddedFace, at: FontNumbers) -> dict[int, bytes]:
    """The objects of a font, by their numbers."""
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %s/DW 0/W[1[%s]]/CIDToGIDMap %s>>"
        % (made.base, ref(at.descriptor), numbers(*made.widths), ref(at.glyph_map))
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>" % (
        made.base, ref(at.descendant), ref(at.to_unicode),
    )  # fmt: skip
    return {
        at.file: made.font_file,
        at.descriptor: _descriptor(face, made.base, made.measures, at.file),
        at.glyph_map: made.glyph_map,
        at.descendant: descendant,
        at.to_unicode: made.to_unicode,
        at.font: font,
    }
