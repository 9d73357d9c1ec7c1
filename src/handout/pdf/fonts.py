"""Embedded fonts: one Type 0 font for each face, in which each character has its own code.

Codes are CIDs of two bytes, and a map gives the glyph of each CID.  So two characters that share a glyph (space and
U+00A0) are still different when text is extracted.  The characters of a subset depend on the static text, the fixed
repertoire and the scripts of this patient's values, never on another patient's values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from handout.document import Document, Leaf
from handout.fonts.glyphs import Face, Faces, FontBook
from handout.fonts.pieces import split
from handout.fonts.scripts import EMBEDDED, of_rows, rows
from handout.layout.geometry import Pages
from handout.pdf.codings import Coding, written_code
from handout.pdf.file import FileWriter
from handout.pdf.font_objects import CodedFont, EmbeddedFace, add_font, embedded_face
from handout.pdf.small_fonts import shown_font
from handout.pdf.static_glyphs import slot_leaves, static_glyphs

MOST_PROGRAMS = 32


def embed(face: Face, characters: Sequence[str], writer: FileWriter, resource: bytes) -> tuple[Coding, int]:
    """Adds a face's font, with a code for each character, in order; also returns the font object's number."""
    made = embedded(face, tuple(characters))
    font = add_font(face, made, writer)
    return Coding(resource, _codes(tuple(characters)), dict(zip(characters, made.widths, strict=True))), font


@lru_cache(MOST_PROGRAMS)
def _codes(characters: tuple[str, ...]) -> Mapping[str, bytes]:
    """The code of each character, escaped for a literal string."""
    return {character: written_code(cid) for cid, character in enumerate(characters, 1)}


@lru_cache(MOST_PROGRAMS)
def embedded(face: Face, characters: tuple[str, ...]) -> EmbeddedFace:
    """A face's subset, which is kept: two forms of one list usually differ in their lines, not in their fonts."""
    glyphs = [_glyph(face, character) for character in characters]
    shown = shown_font(face, glyphs)
    small = shown.subset
    return embedded_face(
        CodedFont(
            content=small.content,
            measures=shown.measures,
            glyphs=tuple(small.positions[glyph] for glyph in glyphs),
            characters=characters,
            widths=tuple(small.widths[glyph] for glyph in glyphs),
        ),
    )


def _glyph(face: Face, character: str) -> int:
    glyph = face.glyph(ord(character))
    if not glyph:
        raise LookupError(f"{face.name} has no glyph for U+{ord(character):04X}")
    return glyph


def embedded_characters(pages: Pages, fonts: FontBook) -> dict[str, tuple[str, ...]]:
    """The characters of each face in the order of their codes; faces by name.

    First the repertoire, which patients' words may have, then the other characters of static text, and last the rows
    of this document's slots: so static text has the same codes, and the same streams, whatever these rows are.
    """
    leaves = slot_leaves(pages)
    static: dict[str, set[str]] = {}
    for glyphs in static_glyphs(pages, leaves):
        if not glyphs.clusters:
            static.setdefault(glyphs.face, set()).update(glyphs.text)
    fixed, rows_of_slots = _slot_repertoires(pages.document, leaves.values(), fonts)
    order = fixed, static, rows_of_slots
    return {
        face: tuple(dict.fromkeys(character for part in order for character in sorted(part.get(face, ()))))
        for face in sorted({name for part in order for name in part})
    }


CharactersOfFaces = dict[str, set[str]]
"""By the names of the faces."""


def _slot_repertoires(
    document: Document, leaves: Iterable[Leaf], fonts: FontBook
) -> tuple[CharactersOfFaces, CharactersOfFaces]:
    """The characters that the slots of a document and of all documents like it may need: the repertoire, and the rows.

    The documents like it are those whose slots have words of the same rows, whatever the words are.
    """
    looks, needed = set(), frozenset[int]()
    fixed: CharactersOfFaces = {}
    rows_of_slots: CharactersOfFaces = {}
    for leaf in leaves:
        style = document.styles[leaf.role]
        for run in leaf.runs:
            if run.slot:
                look = document.families[style.family], style.bold or run.strong, style.italic or run.emphasis
                looks.add(fonts.faces(*look))
                if run.missing is not None:  # a copy may have the blank, whatever this one has
                    _add(fixed, _by_face(fonts.faces(*look), run.missing.text))
        needed |= rows("".join([run.text for run in leaf.runs if run.slot and run.blank is None]))
    for faces in looks:
        _add(fixed, _by_face(faces, EMBEDDED))
        _add(rows_of_slots, _by_face(faces, "".join(of_rows(needed))))
    return fixed, rows_of_slots


def _add(found: CharactersOfFaces, more: Mapping[str, frozenset[str]]) -> None:
    for face, characters in more.items():
        found.setdefault(face, set()).update(characters)


@lru_cache(MOST_PROGRAMS)
def _by_face(faces: Faces, text: str) -> Mapping[str, frozenset[str]]:
    """A text's characters by the face that has them; those that none has are left out."""
    found: dict[str, set[str]] = {}
    for face, part in split(faces, text):
        found.setdefault(face.name, set()).update(filter(face.has, part))
    return {name: frozenset(characters) for name, characters in found.items()}
