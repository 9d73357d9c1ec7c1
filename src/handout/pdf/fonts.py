"""Embedded fonts: one Type 0 font a face, in which every character has a code of its own.

Codes are CIDs of two bytes.  A map leads from CID to glyph, so two characters that share a glyph (space and U+00A0) are
still told apart when text is read back.  Which characters a subset has depends on static words and the fixed
repertoire only, never on another patient's values.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from handout.document import Document, Leaf
from handout.fonts.glyphs import REPERTOIRE, Face, FontBook
from handout.layout.geometry import Line, Pages
from handout.pdf._reportlab import Outlines, Subset, outlines, subset
from handout.pdf.file import FileWriter, flate, literal, name, number, ref

MOST_KNOWN = 256


class Coding(Struct, frozen=True):
    """How one face's text is written in page content."""

    resource: bytes
    """Its name in the pages' resources, as `/F0`."""
    codes: dict[str, bytes]
    """A character's code, ready to stand in a literal string."""
    widths: dict[str, float]
    """Advance in thousandths of the em."""
    known: dict[str, bytes] | None = None
    """Strings that were written lately, for who stamps: most words of a slot are nobody's, and come again."""

    def string(self, text: str) -> bytes:
        """The literal string for a text; KeyError if a character has no code."""
        if self.known is None:
            return self._string(text)
        found = self.known.get(text)
        if found is None:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            found = self.known[text] = self._string(text)
        return found

    def _string(self, text: str) -> bytes:
        return b"(%s)" % b"".join(map(self.codes.__getitem__, text))

    def measure(self, text: str) -> float:
        """The text's width in ems."""
        return sum(self.widths[character] for character in text) / 1000


def embed(face: Face, characters: Sequence[str], writer: FileWriter, resource: bytes) -> tuple[Coding, int]:
    """Adds a face's font, with a code for each of the characters in their order; gives the font object's number."""
    glyphs = [_glyph(face, character) for character in characters]
    program = face.program(glyphs)
    small = subset(program, glyphs)
    widths = [small.widths[glyph] for glyph in glyphs]
    base = name(_base_name(face, small))
    descriptor = writer.add(_descriptor(face, base, (program, _file(small, writer))))
    descendant = writer.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %s/DW 0/W[1[%s]]/CIDToGIDMap %s>>"
        % (base, ref(descriptor), b" ".join(map(number, widths)), ref(_glyph_map(glyphs, small, writer)))
    )
    font = writer.add(
        b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>"
        % (base, ref(descendant), ref(writer.add_stream(flate(to_unicode(characters)))))
    )
    codes = {character: literal(cid.to_bytes(2, "big"))[1:-1] for cid, character in enumerate(characters, 1)}
    return Coding(resource, codes, dict(zip(characters, widths, strict=True))), font


def _glyph(face: Face, character: str) -> int:
    glyph = face.glyph(ord(character))
    if not glyph:
        raise LookupError(f"{face.name} has no glyph for U+{ord(character):04X}")
    return glyph


def _base_name(face: Face, small: Subset) -> str:
    """The face's name with the six capitals that mark a subset (ISO 32000-1, 9.6.4), here of its content's hash."""
    digest = hashlib.sha256(small.content).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return f"{tag}+{re.sub(r'[^A-Za-z0-9-]', '', face.name) or 'Font'}"


def _file(small: Subset, writer: FileWriter) -> int:
    return writer.add_stream(flate(small.content, b"/Length1 %d" % len(small.content)))


def _glyph_map(glyphs: Sequence[int], small: Subset, writer: FileWriter) -> int:
    positions = (0, *(small.positions[glyph] for glyph in glyphs))
    return writer.add_stream(flate(b"".join(position.to_bytes(2, "big") for position in positions)))


def _descriptor(face: Face, base: bytes, files: tuple[bytes, int]) -> bytes:
    program, file = files
    measures = outlines(program)
    ascent, descent, cap = (number(1000 * part) for part in (face.ascent, -face.descent, face.cap_height))
    return (
        b"<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox[%s]/ItalicAngle %s/Ascent %s/Descent %s/CapHeight %s"
        b"/StemV %d/FontFile2 %s>>"
        % (
            base,
            _flags(measures),
            b" ".join(map(number, measures.bbox)),
            number(measures.italic_angle),
            ascent,
            descent,
            cap,
            measures.stem_v,
            ref(file),
        )
    )


def _flags(measures: Outlines) -> int:
    """Symbolic, for characters outside the standard Latin set; fixed pitch; italic (ISO 32000-1, table 123)."""
    return 4 | (1 if measures.fixed_pitch else 0) | (64 if measures.italic_angle else 0)


def to_unicode(characters: Sequence[str]) -> bytes:
    """The map from CIDs, counted from 1, to characters in UTF-16BE."""
    pairs = [
        b"<%04X> <%s>" % (cid, character.encode("utf-16-be").hex().upper().encode())
        for cid, character in enumerate(characters, 1)
    ]
    # A block holds at most 100 entries (Adobe technical note 5014).
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return _CMAP % body


_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


CodingByFace = Mapping[str, Coding]


def embedded_characters(pages: Pages, fonts: FontBook, *, own: bool) -> dict[str, tuple[str, ...]]:
    """The characters of each face in the order of their codes; faces by name.

    First the repertoire in which patients' words are set, then what static words need beyond it, and then, with `own`,
    the words of this document's slots, which no other copy shares.
    """
    leaves = slot_leaves(pages)
    static: dict[str, set[str]] = {}
    slots: dict[str, set[str]] = {}
    for page in pages.pages:
        for line in page.items:
            if not isinstance(line, Line):
                continue
            runs = leaves[line.leaf].runs if line.leaf in leaves else None
            for glyphs in line.glyphs:
                kind = slots if runs is not None and runs[glyphs.run].slot else static
                kind.setdefault(glyphs.face, set()).update(glyphs.text)
    first = {face.name: text for face, text in slot_repertoires(pages.document, leaves.values(), fonts).items()}
    if own:
        faces = sorted(first.keys() | static.keys() | slots.keys())
    else:
        faces, slots = sorted(first.keys() | static.keys()), {}
    found = {}
    for face in faces:
        order = dict.fromkeys(first.get(face, ""))
        for more in (static, slots):
            order.update(dict.fromkeys(sorted(more.get(face, ()))))
        found[face] = tuple(order)
    return found


def slot_leaves(pages: Pages) -> dict[int, Leaf]:
    """The leaves, by key, whose words come from a patient's record; none where the document is nobody's."""
    document = pages.document
    if not document.personal:
        return {}
    return {leaf.key: leaf for leaf in document.every_leaf if leaf.slot}


def slot_repertoires(document: Document, leaves: Iterable[Leaf], fonts: FontBook) -> dict[Face, str]:
    """Which of the repertoire each face may be asked for by a slot, whatever the patient's words are."""
    looks = set()
    for leaf in leaves:
        style = document.styles[leaf.role]
        looks |= {
            (document.families[style.family], style.bold or run.strong, style.italic or run.emphasis)
            for run in leaf.runs
            if run.slot
        }
    found: dict[Face, set[str]] = {}
    every = "".join(map(chr, REPERTOIRE))
    for families, bold, italic in looks:
        for face, text in fonts.split(fonts.faces(families, bold, italic), every):
            found.setdefault(face, set()).update(filter(face.has, text))
    return {face: "".join(sorted(text)) for face, text in found.items()}
