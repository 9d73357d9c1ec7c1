"""Slots of one line with values that are shaped or run from right to left: the values are put between the static parts.

As in `single_line`, no line breaks are looked for.  The values are encoded when the form is filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf, Style
from handout.inline.spaces import BREAK
from handout.layout.geometry import Slot
from handout.layout.text.ink import InkHeights
from handout.layout.text.light_lines import LightLine, PlacedPiece, light_line
from handout.layout.text.one_line import may_fit
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding
from handout.pdf.file import number
from handout.pdf.text_operators import TextState
from handout.variable_data.encoded_lines import encoded_slot, hundredths, line_operators, line_start
from handout.variable_data.line_parts import LevelPart, LineParts, line_parts
from handout.variable_data.single_line import LinePlace, line_places


class LineOfValues(Struct, frozen=True):
    """A line with one patient's values, which is the same in all forms in which its leaf looks alike."""

    text: str
    two_ways: bool
    """It may have two directions."""
    line: LightLine
    heights: tuple[float, ...]
    """As in `slots.Question`."""

    @property
    def shapes(self) -> bool:
        """Whether a value is shaped."""
        return bool(self.line.shaped)


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
    style: Style

    def line(self, words: Sequence[str]) -> LineOfValues | None:
        """The line with a patient's words in any measure, or None where layout must say what becomes of them."""
        own, leaf = iter(words), self.parts.leaf
        text = "".join([next(own) if run.slot else run.text for run in leaf.runs])
        if not all(words) or text[-1] == " " or BREAK in text:
            return None
        two_ways = self.parts.turned or has_right_to_left(text)
        parts = self.parts.of(words, turned=two_ways)
        return None if parts is None else self._line(text, two_ways, parts, words)

    def _line(self, text: str, two_ways: bool, parts: Sequence[LevelPart], words: Sequence[str]) -> LineOfValues:
        own = dict(zip(self.parts.slots, words, strict=True))
        read: list[list[PlacedPiece]] = [[]] * len(parts)
        x = 0.0
        for part in parts:
            pieces = part.pieces or self.parts.pieces(part.run, own[part.run], part.level)
            read[part.place], x = pieces.placed(x)
        line = light_line([*chain.from_iterable(read)], x, self.style)
        heights = self.parts.setter.grown_heights(self.parts.leaf, self.ink.joined(line.ink))
        return LineOfValues(text, two_ways, line, heights)

    def fits(self, line: LineOfValues) -> bool:
        """Whether layout would put all of it on one line."""
        if line.line.width > self.measure:
            return False
        return not line.two_ways or may_fit(line.text, self.measure, self.style.size)

    def differs(self, line: LineOfValues) -> bool:
        """Whether lines with these values aren't as high as they were in layout."""
        return self.heights != {line.heights}

    def encoded(self, line: LineOfValues) -> tuple[EncodedSlot, ...]:
        """The text object for each place; KeyError for a character that has no code."""
        if line.line.turning:
            return tuple([self._turned(line, place) for place in self.places])
        if not self.places:
            return ()
        shown, _ = line_operators(line.line, 0.0, self.codings, TextState())  # the same in all places
        text, width = line.text, line.line.width
        return tuple([encoded_slot(text, [b"BT %s Td" % place.at(width), *shown, b"ET"]) for place in self.places])

    def _turned(self, line: LineOfValues, place: LinePlace) -> EncodedSlot:
        """A line of two directions: each piece has a place of its own, which is rounded on the page."""
        start = line_start(place.slot, line.line.width)
        x, y = hundredths(start + line.line.parts[0].x), hundredths(*place.slot.baselines)
        shown, _ = line_operators(line.line, start, self.codings, TextState())
        return encoded_slot(line.text, [b"BT %s %s Td" % (number(x / 100), number(y / 100)), *shown, b"ET"])


def shaped_line(
    leaf: Leaf,
    measure: float,
    slots: Sequence[Slot],
    how: tuple[Typesetter, Mapping[str, Coding]],
    seen: tuple[InkHeights, frozenset[tuple[float, ...]]],
) -> ShapedLine:
    """A leaf of one owner that has one line of a measure in these places."""
    setter, codings = how
    return ShapedLine(line_parts(leaf, setter), codings, measure, line_places(slots), *seen, setter.style(leaf))
