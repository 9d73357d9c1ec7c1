"""Slots of one line with values that are shaped or run from right to left: the values are put between the static parts.

As in `single_line`, no line breaks are looked for.  The values are encoded when the form is filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf
from handout.inline.spaces import BREAK
from handout.layout.geometry import Glyphs, Slot
from handout.layout.text.ink import InkHeights, ink_heights
from handout.layout.text.one_line import may_fit
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import SetLine
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding
from handout.pdf.text_operators import PlacedLine, TextWriter
from handout.variable_data.encoded_lines import encoded_slot, placed_line, turned
from handout.variable_data.line_parts import LevelPart, LineParts, line_parts
from handout.variable_data.single_line import LinePlace, line_places


class LineOfValues(Struct, frozen=True):
    """A line with one patient's values, which is the same in all forms in which its leaf looks alike."""

    text: str
    turned: bool
    """It may have two directions."""
    line: SetLine
    heights: tuple[float, ...]
    """As in `slots.Question`."""
    shapes: bool
    """Whether a value is shaped."""


class ShapedLine(Struct, frozen=True):
    """A leaf of one line, with all places where it is printed."""

    parts: LineParts
    codings: Mapping[str, Coding]
    measure: float
    """The narrowest measure in which layout set it."""
    places: tuple[LinePlace, ...]
    ink: InkHeights
    """The heights of the ink of its static text."""
    heights: frozenset[tuple[float, ...]]
    """The heights of its lines with values in layout."""

    def line(self, words: Sequence[str]) -> LineOfValues | None:
        """The line with a patient's words in any measure, or None where layout must say what becomes of them."""
        own, leaf = iter(words), self.parts.leaf
        text = "".join([next(own) if run.slot else run.text for run in leaf.runs])
        if not all(words) or text[-1] == " " or BREAK in text:
            return None
        two_ways = self.parts.turned or has_right_to_left(text)
        parts = self.parts.of(words, turned=two_ways)
        if parts is None:
            return None
        values: list[Glyphs] = []
        line = self._line(parts, words, values)
        ink = self.ink.joined(ink_heights(values, self._setter.fonts))
        shapes = any(piece.clusters for piece in values)
        return LineOfValues(text, two_ways, line, self._setter.grown_heights(leaf, ink), shapes)

    def fits(self, line: LineOfValues) -> bool:
        """Whether layout would put all of it on one line."""
        if line.line.width > self.measure:
            return False
        return not line.turned or may_fit(line.text, self.measure, self._setter.glyphs.size(self.parts.leaf))

    def differs(self, line: LineOfValues) -> bool:
        """Whether lines with these values aren't as high as they were in layout."""
        return self.heights != {line.heights}

    def encoded(self, line: LineOfValues) -> tuple[EncodedSlot, ...]:
        """The text object for each place; KeyError for a character that has no code."""
        if turned(line.line):
            placed = [placed_line(place.slot, place.slot.baselines[0], line.line) for place in self.places]
            every = [TextWriter(self.codings).operators([each], self.parts.leaf) for each in placed]
        else:  # the operators are the same in all places
            width, glyphs = line.line.width, line.line.glyphs
            _, *shown = TextWriter(self.codings).lines([PlacedLine(0, 0, glyphs)], self.parts.leaf)
            every = [[b"BT %s Td" % place.at(width), *shown, b"ET"] for place in self.places]
        return tuple([encoded_slot(line.text, operators) for operators in every])

    @property
    def _setter(self) -> Typesetter:
        return self.parts.setter

    def _line(self, parts: Sequence[LevelPart], words: Sequence[str], values: list[Glyphs]) -> SetLine:
        pieces, own = self._setter.glyphs.pieces, dict(zip(self.parts.slots, words, strict=True))
        read: list[Sequence[Glyphs]] = [()] * len(parts)
        x = 0.0
        for part in parts:
            found: Sequence[Glyphs]
            if part.glyphs is None:
                found = pieces(self.parts.leaf, part.run, own[part.run], x, part.level)
                values += found
            else:
                found = part.glyphs
            if part.level & 1:
                found = _placed(found[::-1], x)
                read[part.place], last = found[::-1], found[-1]
            else:
                read[part.place] = found = found if found[0].x == x else _placed(found, x)
                last = found[-1]
            x = last.x + last.width
        return SetLine(tuple([glyphs for each in read for glyphs in each]), x)


def _placed(pieces: Sequence[Glyphs], x: float) -> list[Glyphs]:
    """Pieces from left to right, from a place on."""
    found = []
    for piece in pieces:
        found.append(replace(piece, x=x))
        x += piece.width
    return found


def shaped_line(
    leaf: Leaf,
    measure: float,
    slots: Sequence[Slot],
    how: tuple[Typesetter, Mapping[str, Coding]],
    seen: tuple[InkHeights, frozenset[tuple[float, ...]]],
) -> ShapedLine:
    """A leaf of one owner that has one line of a measure in these places."""
    setter, codings = how
    return ShapedLine(line_parts(leaf, setter), codings, measure, line_places(slots), *seen)
