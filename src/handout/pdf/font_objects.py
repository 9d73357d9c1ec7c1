"""An embedded font's objects: a small font file with its codes, as a Type 0 font (ISO 32000-1, 9.7)."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from handout.fonts.glyphs import Face
from handout.fonts.to_unicode import to_unicode_map
from handout.pdf.file import FileWriter, flate, name, number, numbers, ref
from handout.pdf.subsets import Outlines

MOST_NAMES, MOST_MAPS = 256, 128
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
    tag: bytes
    measures: Outlines
    widths: tuple[float, ...]


def embedded_face(font: CodedFont) -> EmbeddedFace:
    """A font as it is in a PDF."""
    return EmbeddedFace(
        font_file=flate(font.content, b"/Length1 %d" % len(font.content)),
        glyph_map=flate(struct.pack(f">{len(font.glyphs) + 1}H", 0, *font.glyphs)),
        to_unicode=flate(to_unicode(font.characters)),
        tag=tag(hashlib.sha256(font.content).digest()),
        measures=font.measures,
        widths=font.widths,
    )


def tag(digest: bytes) -> bytes:
    """The six capitals that mark a subset (ISO 32000-1, 9.6.4), made from a hash of its content."""
    return digest[:6].translate(_LETTERS)


_LETTERS = bytes([ord("A") + byte % 26 for byte in range(256)])


@lru_cache(MOST_NAMES)
def _name_of(face: str) -> bytes:
    """The face's name as a name object, without the slash."""
    return name(re.sub(r"[^A-Za-z0-9-]", "", face) or "Font")[1:]


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
    return to_unicode_of(tuple(map(digits, characters)))


def to_unicode_of(found: tuple[bytes, ...]) -> bytes:
    """The same map of characters as `digits` writes them."""
    return _map_of(len(found)) % found


@lru_cache(MOST_MAPS)
def _map_of(characters: int) -> bytes:
    """The map of so many characters, which are to be put in."""
    return to_unicode_map("bfchar", [b"<%04X> <%%s>" % cid for cid in range(1, characters + 1)])


@lru_cache(MOST_CHARACTERS)
def digits(character: str) -> bytes:
    """A character in a map."""
    return character.encode("utf-16-be").hex().upper().encode()


class FontNumbers(NamedTuple):
    """The numbers of a font's objects."""

    file: int
    descriptor: int
    glyph_map: int
    """0 where the glyphs have the numbers of their codes, so that there is no map."""
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


class FontTexts(Struct, frozen=True):
    """The dictionaries of a font's objects; in each the subset's tag is to be put in, then the widths of the codes."""

    descriptor: bytes
    descendant: bytes
    font: bytes


def font_texts(face: Face, measures: Outlines, at: FontNumbers) -> FontTexts:
    """The dictionaries of fonts of one face whose objects have the same numbers."""
    base = b"/%%s+%s" % _name_of(face.name)
    descriptor = b"<</Type/FontDescriptor/FontName%s%s/FontFile2 %s>>" % (base, _measures(face, measures), ref(at.file))
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %s/DW 0/W[1[%%s]]/CIDToGIDMap%s>>"
        % (base, ref(at.descriptor), b" " + ref(at.glyph_map) if at.glyph_map else b"/Identity")
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>" % (
        base, ref(at.descendant), ref(at.to_unicode),
    )  # fmt: skip
    return FontTexts(descriptor, descendant, font)


def font_objects(face: Face, made: EmbeddedFace, at: FontNumbers) -> dict[int, bytes]:
    """The objects of a font, by their numbers."""
    texts = font_texts(face, made.measures, at)
    return {
        at.file: made.font_file,
        at.descriptor: texts.descriptor % made.tag,
        at.glyph_map: made.glyph_map,
        at.descendant: texts.descendant % (made.tag, numbers(*made.widths)),
        at.to_unicode: made.to_unicode,
        at.font: texts.font % made.tag,
    }
