"""The parts of a line with values, from left to right: the static ones with their pieces, and the places of the values.

Where all characters of a value have one level, as those of most names have, the order of the parts doesn't depend on
which value it is.  So it is found once for each combination of levels, with one letter in place of each value.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf
from handout.fonts.glyphs import Faces
from handout.layout.geometry import Glyphs
from handout.layout.text.directions import leaf_base, leaf_levels, reaches, value_level
from handout.layout.text.ink import InkHeights, ink_of_pieces
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.words import TextSpan
from handout.pdf.codings import ShapedValue
from handout.variable_data.line_operators import ShownPiece, shown_piece

_LETTERS = ("a", "א")
"""In place of a value whose characters have the same level."""
_STRAIGHT: tuple[None, ...] = ()
"""In place of levels in a line of one direction."""


class PartPieces(Struct, frozen=True):
    """The pieces of a part of the line."""

    shown: tuple[ShownPiece, ...]
    """In reading order."""
    widths: tuple[float, ...]
    """From left to right, in points."""
    ink: InkHeights
    """Of values that are shaped."""
    values: tuple[ShapedValue, ...]
    """Those values, in reading order."""


class LevelPart(Struct, frozen=True):
    """A part of the line that has one level and is in one run of the leaf."""

    run: int
    level: int
    place: int
    """Where it is in reading order."""
    pieces: PartPieces | None
    """None where a value is."""


class LineParts(Struct, frozen=True):
    """The parts of a leaf that has one line, for values of one level each."""

    leaf: Leaf
    setter: Typesetter
    base: int
    """The level of the paragraph."""
    turned: bool
    """It has two directions whatever its values are."""
    slots: tuple[int, ...]
    """The numbers of the runs that are values."""
    faces: tuple[Faces, ...]
    """By run."""
    size: float
    reaching: bool
    """Its static text has characters that may change the levels of values."""
    known: dict[tuple[int | None, ...], tuple[LevelPart, ...] | None] = {}
    """By the levels of the values; by none for a line of one direction."""

    def of(self, words: Sequence[str], *, turned: bool) -> tuple[LevelPart, ...] | None:
        """The parts from left to right; None if their order can't be told from the levels of the values."""
        levels = tuple([value_level(word, self.base) for word in words]) if turned else _STRAIGHT
        if levels not in self.known:
            self.known[levels] = self._found(levels) if turned else self._straight()
        return self.known[levels]

    def _straight(self) -> tuple[LevelPart, ...]:
        runs = [(number, run) for number, run in enumerate(self.leaf.runs) if run.slot or run.text]
        return tuple(
            LevelPart(number, 0, place, None if run.slot else self.pieces(number, run.text, 0))
            for place, (number, run) in enumerate(runs)
        )

    def _found(self, levels: Sequence[int | None]) -> tuple[LevelPart, ...] | None:
        letters = {value_level(letter, self.base): letter for letter in _LETTERS}
        if self.reaching or not letters.keys() >= {*levels}:
            return None
        own = iter([letters[level] for level in levels])
        runs = tuple([replace(run, text=next(own)) if run.slot else run for run in self.leaf.runs])
        leaf = replace(self.leaf, runs=runs)
        found = leaf_levels(leaf, self.setter.from_right)
        if found is None:
            return None
        read = found.arranged(TextSpan(0, len(leaf.text)), self.setter.glyphs.looks(leaf), _numbered).glyphs
        return tuple(
            LevelPart(
                part.run,
                part.level,
                place,
                None if runs[part.run].slot else self.pieces(part.run, part.text, part.level),
            )
            for place, part in sorted(enumerate(read), key=lambda each: each[1].x)
        )

    def pieces(self, number: int, text: str, level: int) -> PartPieces:
        """The pieces of a text in the run of this number."""
        size, of_value = self.size, self.leaf.runs[number].slot
        found = self.setter.fonts.pieces(self.faces[number], text, level)
        shown = tuple([shown_piece(piece, level, of_value=of_value) for piece in found])
        widths = tuple([piece.advance * size for piece in (found[::-1] if level & 1 else found)])
        values = tuple([each.clusters for each in shown if each.clusters is not None]) if of_value else ()
        return PartPieces(shown, widths, ink_of_pieces(found, size) if values else InkHeights(), values)


def _numbered(run: int, text: str, level: int) -> list[Glyphs]:
    """A part as a piece of width 1, so that its place from the left is its number."""
    return [Glyphs(text, "", 1.0, 0.0, 1.0, "", run, level)]


def line_parts(leaf: Leaf, setter: Typesetter) -> LineParts:
    """The parts of a leaf that has one line."""
    base = leaf_base(leaf, setter.from_right)
    static = [run.text for run in leaf.runs if not run.slot]
    turned = base > 0 or any(map(has_right_to_left, static))
    slots = tuple(number for number, run in enumerate(leaf.runs) if run.slot)
    faces = tuple([setter.faces(leaf, run) for run in leaf.runs])
    return LineParts(leaf, setter, base, turned, slots, faces, setter.style(leaf).size, any(map(reaches, static)))
