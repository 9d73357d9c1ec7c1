"""Faces: each is one font file, from which measures and glyph numbers are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from handout.fonts import truetype
from handout.fonts.built_in import BuiltInFile
from handout.fonts.letters import check_letters
from handout.fonts.outlines import CheckedFont
from handout.fonts.totals import total
from handout.fonts.unicode_scripts import TAGS, UNJOINED

if TYPE_CHECKING:
    from handout.fonts.harfbuzz_font import HarfbuzzFont, SmallFont
    from handout.fonts.kept_outlines import KeptOutlines
    from handout.fonts.shaping import Shaper

StyleName = Literal["regular", "bold", "italic", "bold-italic"]

BUILT_IN = "FiraGO"
_SET = frozenset(("Latn", "Grek", "Cyrl", "Hebr", "Arab", "Deva", "Thai"))
"""The scripts of which the built-in faces have letters; of every other script that is shaped they have no character."""
STYLES: dict[StyleName, str] = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}


class Face:
    """One font file; it is read when a glyph or a length is first needed."""

    def __init__(self, family: str, style: StyleName, content: bytes | None = None, *, number: int = 1) -> None:
        """The number distinguishes two families whose names differ in spaces only."""
        self.family = family
        self.name = f"{family.replace(' ', '')}{number if number > 1 else ''}-{STYLES[style]}"
        self.bold = style.startswith("bold")
        self.italic = style.endswith("italic")
        self._style = style
        self._given = content
        self._advances: dict[str, float] = {}
        self._covered: set[str] = set()

    def __repr__(self) -> str:
        return f"Face({self.name})"

    @cached_property
    def _checked(self) -> CheckedFont | None:
        """A workspace's font file, checked; ValueError if it can't be used."""
        return None if self._given is None else check_letters(self._given)

    @cached_property
    def content(self) -> bytes:
        """The font file with the tables that setting and drawing need; ValueError if it can't be used."""
        if self._checked is not None:
            return self._checked.content
        return self._built_in.with_tables((*truetype.NEEDED, *truetype.USEFUL))

    @cached_property
    def _built_in(self) -> BuiltInFile:
        return BuiltInFile(f"{BUILT_IN}_{STYLES[self._style]}")

    @cached_property
    def metrics(self) -> truetype.Metrics:
        """The file's measures; ValueError if it can't be used."""
        return truetype.parse(self.content) if self._checked is None else self._checked.metrics

    @property
    def with_rules(self) -> bytes:
        """The font file with the tables that shaping needs."""
        return self._built_in.whole if self._given is None else self._given

    @property
    def given(self) -> bytes:
        """A workspace's font file, as it is."""
        assert self._given is not None, "the built-in faces are no files of a workspace"
        return self._given

    def sets(self, script: str) -> bool:
        """Whether the face is tried for words in a script; a workspace's file only if it has rules for the script."""
        if self._given is None:
            return script in _SET
        return script in UNJOINED or not self.harfbuzz.scripts.isdisjoint(TAGS.get(script, ()))

    def trusts(self, text: str) -> bool:
        """Whether all characters of a text that the file has were found to print correctly."""
        return self._given is None or all(self.has(char) or not self.harfbuzz.glyph(ord(char)) for char in text)

    def rank(self, script: str) -> int:
        """When the face is tried for a word in a script: rank 0 in the order of the list, then the others by rank."""
        return 0

    @cached_property
    def harfbuzz(self) -> HarfbuzzFont:
        """The file as HarfBuzz reads it."""
        from handout.fonts.harfbuzz_font import HarfbuzzFont

        return HarfbuzzFont(self.with_rules)

    @cached_property
    def shaper(self) -> Shaper:
        """The shaper of text in this face."""
        from handout.fonts.shaping import Shaper

        return Shaper(self)

    @cached_property
    def outlines(self) -> KeptOutlines:
        """Its glyphs' outlines, of which small fonts are put together."""
        from handout.fonts.kept_outlines import KeptOutlines

        return KeptOutlines(self.harfbuzz)

    def small(self, glyphs: Sequence[int]) -> SmallFont | None:
        """Some glyphs as a font of their own; None if `program` gives the font file of this face's glyphs."""
        return None

    def program(self, glyphs: Sequence[int]) -> bytes:
        """A TrueType file in which these glyphs, by their numbers, can be drawn."""
        return self.content

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
            return total(map(known.__getitem__, text))
        except KeyError:
            for char in set(text).difference(known):
                known[char] = self._width(self.glyph(ord(char)) or 0)
            return total(map(known.__getitem__, text))

    def _width(self, glyph: int) -> float:
        widths = self.metrics.widths
        return widths[min(glyph, len(widths) - 1)] / self.metrics.units_per_em


class Faces(tuple[Face, ...]):
    """A list of faces in the order in which a glyph is looked for; a font book has one object for the same list.

    So it is hashed by its place in memory: texts are looked up by their list of some twenty faces again and again.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__, __ne__ = object.__eq__, object.__ne__
