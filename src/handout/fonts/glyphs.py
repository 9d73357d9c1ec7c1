"""The font book: which faces a style has, which of them draws a character, and how wide words are."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache, cached_property

from handout.fonts.drawn_faces import own_faces
from handout.fonts.faces import BUILT_IN, STYLES, Face, Faces, StyleName
from handout.fonts.packaged import PACKAGED, PackagedFont, ordered
from handout.fonts.packaged_faces import PackagedFace
from handout.fonts.pieces import FacePiece, pieces, split
from handout.fonts.scripts import REPERTOIRE, needs_shaping
from handout.fonts.signs import sign_faces
from handout.fonts.totals import total

__all__ = ["BUILT_IN", "REPERTOIRE", "Face", "Faces", "FontBook", "StyleName", "Widths", "exact", "split"]

MOST_PIECES = 512
"""How many texts the pieces are kept for."""
SIZE_GRID = 2.0**14
_WIDTH_GRID = 2.0**18
"""Parts of a point, and of an em.  Where words are measured, sizes and widths are whole numbers of these parts.  So
their products and sums have no rounding error, and the width of a line doesn't depend on the words before it.
"""


def exact(value: float, grid: float) -> float:
    """The nearest whole number of parts."""
    return round(value * grid) / grid


class Widths(dict[str, float]):
    """The width of a word in ems, by word; measured when first looked up."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self.faces = faces

    def __missing__(self, word: str) -> float:
        first = self.faces[0]
        if needs_shaping(word):
            width = total(piece.advance for piece in pieces(self.faces, word))
        elif len(self.faces) == 1 or first.covers(word):
            width = first.advance(word)
        else:
            width = total(face.advance(part) for face, part in split(self.faces, word))
        width = self[word] = exact(width, _WIDTH_GRID)
        return width


@cache
def built_in_faces() -> dict[tuple[str, StyleName], Face]:
    """Those of all workspaces that a process loads, so that what is read of a face is read and kept once."""
    return {(BUILT_IN, style): Face(BUILT_IN, style) for style in STYLES}


@cache
def packaged_faces() -> dict[tuple[PackagedFont, bool], PackagedFace]:
    """The same of the packaged fonts, by their weight."""
    return {(font, bold): PackagedFace(font, bold) for font in PACKAGED for bold in (False, True)}


class FontBook:
    """The fonts of a workspace and the built-in FiraGO; a face is read when something needs it."""

    def __init__(self, families: Mapping[str, Mapping[StyleName, bytes]] | None = None) -> None:
        self._faces = {**built_in_faces()}
        self._signs = sign_faces()
        self._packaged = packaged_faces()
        self._lists: dict[tuple[str, tuple[str, ...], bool, bool], Faces] = {}
        self._same: dict[tuple[Face, ...], Faces] = {}
        """The lists, each once: several languages have the same."""
        self._named: dict[str, Face] = {}
        self._widths: dict[Faces, Widths] = {}
        self._pieces: dict[tuple[Faces, str, int], tuple[FacePiece, ...]] = {}
        self._language = ""
        for family, files in (families or {}).items():
            self._add(family, files)

    def _add(self, family: str, files: Mapping[StyleName, bytes]) -> None:
        if "regular" not in files:
            raise ValueError(f"the font family {family} has no regular face")
        taken = {face.family for face in (*self._faces.values(), *self._signs, *self._packaged.values())} - {family}
        number = 1 + sum(other.replace(" ", "") == family.replace(" ", "") for other in taken)
        given = own_faces(family, dict(files), number)
        for face in given.values():
            face.metrics  # noqa: B018  # refuses a broken file now, not halfway through a document
        for style in STYLES:
            self._faces[family, style] = given.get(style, given["regular"])

    def of(self, language: str) -> FontBook:
        """The same fonts for a document in a language, which decides the regional forms of Chinese characters."""
        other = copy(self)
        other._language = language
        return other

    def face(self, name: str) -> Face:
        """The face of a name, as `FiraGO-Bold`; KeyError if there is none."""
        if name not in self._named:
            every = (*self._faces.values(), *self._signs, *self._packaged.values())
            found = next((face for face in every if face.name == name), None)
            if found is None:
                raise KeyError(name)
            self._named[name] = found
        return self._named[name]

    def faces(self, families: tuple[str, ...], bold: bool = False, italic: bool = False) -> Faces:
        """A style's faces in the order in which a glyph is looked for; KeyError for an unknown family.

        First each family's in this style, then each one's regular, then those of signs and of further scripts.
        """
        key = (self._language, families, bold, italic)
        if key not in self._lists:
            style: StyleName = (
                "bold-italic" if bold and italic else "bold" if bold else "italic" if italic else "regular"
            )
            own = (self._faces[family, style] for family in families)
            regular = (self._faces[family, "regular"] for family in families)
            further = (self._packaged[font, bold] for font in ordered(self._language))
            found = tuple(dict.fromkeys((*own, *regular, *self._signs, *further)))
            self._lists[key] = self._same.setdefault(found, Faces(found))
        return self._lists[key]

    def widths(self, faces: Faces) -> Widths:
        """The widths of words in these faces, in ems."""
        if faces not in self._widths:
            self._widths[faces] = Widths(faces)
        return self._widths[faces]

    def forget(self, most: int) -> None:
        """Forgets the widths of words where there are more than `most` of them."""
        for table in self._widths.values():
            if len(table) > most:
                table.clear()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """A number for the name of each face."""
        every = dict.fromkeys((*self._faces.values(), *self._signs, *self._packaged.values()))
        return {face.name: number for number, face in enumerate(every)}

    def split(self, faces: Faces, text: str) -> list[tuple[Face, str]]:
        """Like the function `split`."""
        return split(faces, text)

    def pieces(self, faces: Faces, text: str, level: int = 0) -> tuple[FacePiece, ...]:
        """Like the function `pieces`; kept, because pages and documents repeat texts."""
        key = faces, text, level
        found = self._pieces.get(key)
        if found is None:
            if len(self._pieces) > MOST_PIECES:
                self._pieces.clear()
            found = self._pieces[key] = tuple(pieces(faces, text, level))
        return found

    def missing(self, faces: tuple[Face, ...], text: str) -> str:
        """The characters of a text that no face has, each once, in order."""
        lacking = (char for char in text if not any(face.has(char) for face in faces))
        return "".join(dict.fromkeys(lacking))
