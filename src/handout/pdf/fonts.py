"""Embedded fonts: one Type 0 font for each face, in which each character has its own code.

Codes are CIDs of two bytes, and a map gives the glyph of each CID.  So two characters that share a glyph (space and
U+00A0) are still different when text is extracted.  The characters of a subset depend on the static text, the fixed
repertoire and the scripts of this patient's values, never on another patient's values.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from msgspec import Struct

from handout.document import Document, Leaf
from handout.fonts.clusters import ClusterCode, codes
from handout.fonts.glyphs import Face, FontBook
from handout.fonts.pieces import split
from handout.fonts.scripts import embeddable, rows
from handout.fonts.to_unicode import to_unicode_map
from handout.fonts.totals import total
from handout.layout.geometry import Glyphs, Line, Pages
from handout.pdf.file import FileWriter, flate, literal, name, number, numbers, ref
from handout.pdf.small_fonts import shown_font
from handout.pdf.subsets import Outlines

MOST_KNOWN = 256
MOST_PROGRAMS = 32
MOST_CHARACTERS = 8192


class Coding(Struct, frozen=True):
    """How text in one face is written in page content."""

    resource: bytes
    """The font's name in the pages' resources, as `/F0`."""
    codes: Mapping[str, bytes]
    """The code of a character, escaped for a literal string."""
    widths: dict[str, float]
    """Advances in thousandths of the em, by character."""
    clusters: dict[ClusterCode, bytes] = {}
    """The code of a cluster, in a font of clusters."""
    em: int = 1000
    """Units of the em in the face; clusters are measured in these units."""
    later: bool = False
    """True for the values in a form: each copy has its own font, so they are encoded when the form is filled."""
    known: dict[str, bytes] | None = None
    """Literal strings by text, in a `FillCache`, because most of a slot's text is static and is repeated."""

    def shown(self, glyphs: Glyphs) -> bytes:
        """The operator that shows the glyphs; KeyError if a character or a cluster has no code.

        Text from right to left is shown from left to right, and marked as such (ISO 32000-1, 14.8.2.3.3).
        """
        if not glyphs.clusters:
            return b"%s Tj" % self.string(glyphs.text)
        string = b"(%s) Tj" % b"".join(map(self.clusters.__getitem__, codes(glyphs.clusters, glyphs.level)))
        return b"/ReversedChars BMC %s EMC" % string if glyphs.level & 1 else string

    def string(self, text: str) -> bytes:
        """The literal string for a text; KeyError if a character has no code."""
        if self.known is None:
            return self._string(text)
        if text not in self.known:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            self.known[text] = self._string(text)
        return self.known[text]

    def _string(self, text: str) -> bytes:
        return b"(%s)" % b"".join(map(self.codes.__getitem__, text))

    def measure(self, glyphs: Glyphs) -> float:
        """The text's width in ems."""
        if glyphs.clusters:
            return sum(cluster.advance for cluster in glyphs.clusters) / self.em
        return total(self.widths[character] for character in glyphs.text) / 1000


class EmbeddedFace(Struct, frozen=True):
    """The parts of an embedded face that don't depend on the numbers of its objects."""

    font_file: bytes
    glyph_map: bytes
    to_unicode: bytes
    base: bytes
    measures: Outlines
    widths: tuple[float, ...]


def embed(face: Face, characters: Sequence[str], writer: FileWriter, resource: bytes) -> tuple[Coding, int]:
    """Adds a face's font, with a code for each character, in order; also returns the font object's number."""
    made = embedded(face, tuple(characters))
    font = add_font(face, made, writer)
    return Coding(resource, _codes(tuple(characters)), dict(zip(characters, made.widths, strict=True))), font


@lru_cache(MOST_PROGRAMS)
def _codes(characters: tuple[str, ...]) -> Mapping[str, bytes]:
    """The code of each character, escaped for a literal string."""
    return {character: literal(cid.to_bytes(2, "big"))[1:-1] for cid, character in enumerate(characters, 1)}


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


@lru_cache(MOST_PROGRAMS)
def embedded(face: Face, characters: tuple[str, ...]) -> EmbeddedFace:
    """A face's subset, which is kept: two forms of one list usually differ in their lines, not in their fonts."""
    glyphs = [_glyph(face, character) for character in characters]
    shown = shown_font(face, glyphs)
    small = shown.subset
    return embedded_face(
        face,
        CodedFont(
            content=small.content,
            measures=shown.measures,
            glyphs=tuple(small.positions[glyph] for glyph in glyphs),
            characters=characters,
            widths=tuple(small.widths[glyph] for glyph in glyphs),
        ),
    )


class StreamWriter(Protocol):
    """Makes a stream object, compressed or not."""

    def __call__(self, content: bytes, entries: bytes = b"", /) -> bytes:
        """The object, with further entries of its dictionary."""
        ...


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


def embedded_face(face: Face, font: CodedFont, written: StreamWriter = flate) -> EmbeddedFace:
    """A font as it is in a PDF."""
    return EmbeddedFace(
        font_file=written(font.content, b"/Length1 %d" % len(font.content)),
        glyph_map=written(b"".join([place.to_bytes(2) for place in (0, *font.glyphs)])),
        to_unicode=written(to_unicode(font.characters)),
        base=b"/%s+%s" % (_tag(font.content), _name_of(face.name)),
        measures=font.measures,
        widths=font.widths,
    )


def _glyph(face: Face, character: str) -> int:
    glyph = face.glyph(ord(character))
    if not glyph:
        raise LookupError(f"{face.name} has no glyph for U+{ord(character):04X}")
    return glyph


def _tag(content: bytes) -> bytes:
    """The six capitals that mark a subset (ISO 32000-1, 9.6.4), made from its content's hash."""
    digest = hashlib.sha256(content).digest()
    return bytes([ord("A") + byte % 26 for byte in digest[:6]])


@lru_cache(MOST_KNOWN)
def _name_of(face: str) -> bytes:
    """The face's name as a name object, without the slash."""
    return name(re.sub(r"[^A-Za-z0-9-]", "", face) or "Font")[1:]


def _descriptor(face: Face, base: bytes, measures: Outlines, font_file: int) -> bytes:
    # Symbolic, for characters outside the standard Latin set; fixed pitch; italic (ISO 32000-1, table 123).
    flags = 4 | (1 if measures.fixed_pitch else 0) | (64 if measures.italic_angle else 0)
    return (
        b"<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox[%s]/ItalicAngle %s/Ascent %s/Descent %s/CapHeight %s"
        b"/StemV %d/FontFile2 %s>>"
        % (
            base,
            flags,
            numbers(*measures.bbox),
            number(measures.italic_angle),
            number(1000 * face.ascent),
            number(-1000 * face.descent),
            number(1000 * face.cap_height),
            measures.stem_v,
            ref(font_file),
        )
    )


def to_unicode(characters: Sequence[str]) -> bytes:
    """The map from CIDs, counted from 1, to characters in UTF-16BE."""
    pairs = [b"<%04X> <%s>" % (cid, _utf_16(character)) for cid, character in enumerate(characters, 1)]
    return to_unicode_map("bfchar", pairs)


@lru_cache(MOST_CHARACTERS)
def _utf_16(character: str) -> bytes:
    return character.encode("utf-16-be").hex().upper().encode()


CodingByFace = Mapping[str, Coding]


def embedded_characters(pages: Pages, fonts: FontBook) -> dict[str, tuple[str, ...]]:
    """The characters of each face in the order of their codes; faces by name.

    First the characters that patients' words may have: the repertoire and the rows of this document's slots.  Then the
    other characters of static text.
    """
    leaves = slot_leaves(pages)
    static: dict[str, set[str]] = {}
    for page in pages.pages:
        for line in page.items:
            if not isinstance(line, Line):
                continue
            runs = leaves[line.leaf].runs if line.leaf in leaves else None
            for glyphs in line.glyphs:
                if not glyphs.clusters and (runs is None or not runs[glyphs.run].slot):
                    static.setdefault(glyphs.face, set()).update(glyphs.text)
    slots = slot_repertoires(pages.document, leaves.values(), fonts)
    order = {face.name: text for face, text in slots.items()}, static
    return {
        face: tuple(dict.fromkeys(character for part in order for character in sorted(part.get(face, ()))))
        for face in sorted({name for part in order for name in part})
    }


def slot_leaves(pages: Pages) -> dict[int, Leaf]:
    """The leaves with text from a patient's record, by key; empty if the document isn't for a patient of a list."""
    document = pages.document
    if not document.personal:
        return {}
    return {leaf.key: leaf for leaf in document.every_leaf if leaf.slot}


def slot_repertoires(document: Document, leaves: Iterable[Leaf], fonts: FontBook) -> dict[Face, set[str]]:
    """The characters of each face that the slots of a document may need, and those of all documents like it.

    The documents like it are those whose slots have words of the same rows, whatever the words are.
    """
    styles, needed = set(), frozenset[int]()
    for leaf in leaves:
        style = document.styles[leaf.role]
        styles |= {
            (document.families[style.family], style.bold or run.strong, style.italic or run.emphasis)
            for run in leaf.runs
            if run.slot
        }
        needed |= rows("".join([run.text for run in leaf.runs if run.slot]))
    found: dict[Face, set[str]] = {}
    every = "".join(embeddable(needed))
    for families, bold, italic in styles:
        for face, text in split(fonts.faces(families, bold, italic), every):
            found.setdefault(face, set()).update(filter(face.has, text))
    return found
