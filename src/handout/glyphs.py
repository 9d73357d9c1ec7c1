"""Fonts as numbers: which characters a face has and how wide they are, read from the file without drawing anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from handout import _truetype
from handout._outlines import Sound, sound

StyleName = Literal["regular", "bold", "italic", "bold-italic"]

BUILT_IN = "FiraGO"
_BUILT_IN_FILES: dict[StyleName, str] = {"regular": "figo", "bold": "figbo", "italic": "figit", "bold-italic": "figbi"}
_SUFFIX: dict[StyleName, str] = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
_STYLES: dict[tuple[bool, bool], StyleName] = {
    (False, False): "regular",
    (True, False): "bold",
    (False, True): "italic",
    (True, True): "bold-italic",
}

REPERTOIRE = (
    *range(0x20, 0x7F),
    *(code for code in range(0xA0, 0x100) if code != 0xAD),
    *range(0x100, 0x180),
    *range(0x218, 0x21C),
    *map(ord, "–—‘’“”"),
)
"""Code points that every face used by patients' words embeds, as far as it has them.

Latin-1, Latin Extended-A, the four letters that Romanian lacks there, and the dashes and quotes that word processors
put into O’Brien.
"""


class Face:
    """One font file; it is read when first asked for a glyph or a length."""

    def __init__(self, family: str, style: StyleName, content: bytes | None = None) -> None:
        self.family = family
        self.name = f"{family.replace(' ', '')}-{_SUFFIX[style]}"
        self.bold = style.startswith("bold")
        self.italic = style.endswith("italic")
        self._style = style
        self._given = content
        self._advances: dict[str, float] = {}
        self._covered: set[str] = set()

    def __repr__(self) -> str:
        return f"Face({self.name})"

    @cached_property
    def _sound(self) -> Sound | None:
        """A file that somebody gave, looked through; ValueError if it can't be used."""
        return None if self._given is None else sound(self._given)

    @cached_property
    def content(self) -> bytes:
        """The font file, as far as drawing needs it; ValueError if it can't be used."""
        if self._sound is not None:
            return self._sound.content
        from pymupdf_fonts import myfont

        content: bytes = myfont(_BUILT_IN_FILES[self._style])  # type: ignore[no-untyped-call]
        return content

    @cached_property
    def metrics(self) -> _truetype.Metrics:
        """The file's numbers; ValueError if it can't be used."""
        return _truetype.parse(self.content) if self._sound is None else self._sound.metrics

    @property
    def units_per_em(self) -> int:
        """Font units in an em."""
        return self.metrics.units_per_em

    @property
    def ascent(self) -> float:
        """As a fraction of the em."""
        return self.metrics.ascent

    @property
    def descent(self) -> float:
        """As a fraction of the em, positive."""
        return self.metrics.descent

    @property
    def cap_height(self) -> float:
        """As a fraction of the em."""
        return self.metrics.cap_height

    def glyph(self, codepoint: int) -> int | None:
        """The number of a character's glyph; a no-break space has the space's."""
        glyphs = self.metrics.glyphs
        return glyphs.get(0x20) if codepoint == 0xA0 else glyphs.get(codepoint)

    def has(self, char: str) -> bool:
        """Whether there is a glyph for a character."""
        return self.glyph(ord(char)) is not None

    def covers(self, text: str) -> bool:
        """Whether there is a glyph for each character of a text."""
        if self._covered.issuperset(text):
            return True
        if all(map(self.has, text)):
            self._covered.update(text)
            return True
        return False

    def advance(self, text: str | int) -> float:
        """How wide a text or a code point is, in ems; a character without a glyph counts as the missing glyph."""
        if isinstance(text, int):
            text = chr(text)
        known = self._advances
        try:
            return sum([known[char] for char in text])
        except KeyError:
            for char in text:
                known[char] = self._width(self.glyph(ord(char)) or 0)
            return sum([known[char] for char in text])

    def _width(self, glyph: int) -> float:
        widths = self.metrics.widths
        return widths[min(glyph, len(widths) - 1)] / self.metrics.units_per_em


Faces = tuple[Face, ...]


SIZE_GRID = 2.0**14
_WIDTH_GRID = 2.0**18
"""Sizes in points and widths in ems are whole numbers of such parts where words are measured: their products and sums
have no rounding error then, and the width of a line doesn't depend on the words before it.
"""


def exact(value: float, grid: float) -> float:
    """The nearest whole number of parts."""
    return round(value * grid) / grid


class Widths(dict[str, float]):
    """The width of a word in ems, by word; measured when first looked up."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self.faces = faces

    def __missing__(self, word: str) -> float:
        first = self.faces[0]
        if len(self.faces) == 1 or first.covers(word):
            width = first.advance(word)
        else:
            width = sum(face.advance(part) for face, part in split(self.faces, word))
        width = self[word] = exact(width, _WIDTH_GRID)
        return width


def split(faces: Faces, text: str) -> list[tuple[Face, str]]:
    """A text in pieces, each with the first face that has its characters; what none has goes to the first face."""
    if len(faces) == 1 or faces[0].covers(text):
        return [(faces[0], text)] if text else []
    pieces: list[tuple[Face, str]] = []
    for char in text:
        face = next((face for face in faces if face.has(char)), faces[0])
        if pieces and pieces[-1][0] is face:
            pieces[-1] = (face, pieces[-1][1] + char)
        else:
            pieces.append((face, char))
    return pieces


class FontBook:
    """The fonts of a workspace and the built-in FiraGO; a face is read when something needs it."""

    def __init__(self, families: Mapping[str, Mapping[StyleName, bytes]] | None = None) -> None:
        self._faces: dict[tuple[str, StyleName], Face] = {}
        self._lists: dict[tuple[tuple[str, ...], bool, bool], Faces] = {}
        self._widths: dict[Faces, Widths] = {}
        for style in _SUFFIX:
            self._faces[BUILT_IN, style] = Face(BUILT_IN, style)
        for family, files in (families or {}).items():
            self._add(family, files)

    def _add(self, family: str, files: Mapping[StyleName, bytes]) -> None:
        if "regular" not in files:
            raise ValueError(f"the font family {family} has no regular face")
        given = {style: Face(family, style, files[style]) for style in _SUFFIX if style in files}
        for face in given.values():
            face.metrics  # noqa: B018  # refuses a broken file now, not halfway through a document
        for style in _BUILT_IN_FILES:
            self._faces[family, style] = given.get(style, given["regular"])

    def face(self, name: str) -> Face:
        """The face of a name, as `FiraGO-Bold`; KeyError if there is none."""
        for face in self._faces.values():
            if face.name == name:
                return face
        raise KeyError(name)

    def faces(self, families: tuple[str, ...], bold: bool = False, italic: bool = False) -> Faces:
        """A style's faces in the order in which they are asked for a glyph; KeyError for an unknown family."""
        key = (families, bold, italic)
        if key not in self._lists:
            style: StyleName = (
                "bold-italic" if bold and italic else "bold" if bold else "italic" if italic else "regular"
            )
            self._lists[key] = tuple(dict.fromkeys(self._faces[family, style] for family in families))
        return self._lists[key]

    def widths(self, faces: Faces) -> Widths:
        """The widths of words set in these faces, in ems."""
        if faces not in self._widths:
            self._widths[faces] = Widths(faces)
        return self._widths[faces]

    def forget(self, most: int) -> None:
        """Forget the widths of words where there are more than so many of them."""
        for table in self._widths.values():
            if len(table) > most:
                table.clear()

    def split(self, faces: Faces, text: str) -> list[tuple[Face, str]]:
        """A text in pieces, each with the first face that has its characters; what none has goes to the first face."""
        return split(faces, text)

    def missing(self, faces: Faces, text: str) -> str:
        """The characters of a text that no face has, each once, in order."""
        lacking = (char for char in text if not any(face.has(char) for face in faces))
        return "".join(dict.fromkeys(lacking))
