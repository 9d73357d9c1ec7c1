"""Slots of one line with values that are shaped or run from right to left: the values are put between the static parts.

As in `single_line`, no line breaks are looked for.  A line is kept as what is written of it: pieces of static text, and
values that are encoded when the form is filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf, Style
from handout.fonts.totals import total
from handout.inline.spaces import BREAK
from handout.layout.geometry import Slot
from handout.layout.text.ink import InkHeights
from handout.layout.text.one_line import may_fit
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding, ShapedValue
from handout.pdf.text_operators import Operators, TextState
from handout.variable_data.line_operators import ShownLine, encoded_slot, line_operators
from handout.variable_data.line_parts import LevelPart, LineParts, PartPieces, line_parts
from handout.variable_data.line_places import LinePlace, line_places, line_start, operands

_NOTHING_SET = TextState()
"""At the beginning of a slot."""


class LineOfValues(Struct, frozen=True):
    """A line with one patient's values, which is the same in all forms in which its leaf looks alike."""

    text: str
    two_ways: bool
    """It may have two directions."""
    width: float
    shown: ShownLine
    heights: tuple[float, ...]
    """As in `slots.Question`."""
    values: tuple[ShapedValue, ...]
    """The values that are shaped."""

    @property
    def shapes(self) -> bool:
        """Whether a value is shaped."""
        return bool(self.values)

    def slot(self, place: bytes, shown: Sequence[Operators]) -> EncodedSlot:
        """The text object of these operators in a place."""
        return encoded_slot(self.text, (b"BT %s Td" % place, *shown, b"ET"), self.values)


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
        found = [part.pieces or self.parts.pieces(part.run, own[part.run], part.level) for part in parts]
        turning = two_ways and any(part.level for part in parts)
        places: tuple[float, ...] = ()
        if turning:
            read, width = _read(parts, found)
            places, found = tuple(chain.from_iterable([x for x, _ in read])), [pieces for _, pieces in read]
        else:
            width = total(chain.from_iterable([pieces.widths for pieces in found]))
        return LineOfValues(
            text,
            two_ways,
            width,
            ShownLine(tuple(chain.from_iterable([pieces.shown for pieces in found])), places, self.style),
            self.parts.setter.grown_heights(self.parts.leaf, self._ink(found)),
            tuple(chain.from_iterable([pieces.values for pieces in found])),
        )

    def _ink(self, found: Sequence[PartPieces]) -> InkHeights:
        ink = self.ink
        for pieces in found:
            if pieces.values:
                ink = ink.joined(pieces.ink)
        return ink

    def fits(self, line: LineOfValues) -> bool:
        """Whether layout would put all of it on one line."""
        if line.width > self.measure:
            return False
        return not line.two_ways or may_fit(line.text, self.measure, self.style.size)

    def differs(self, line: LineOfValues) -> bool:
        """Whether lines with these values aren't as high as they were in layout."""
        return self.heights != {line.heights}

    def encoded(self, line: LineOfValues) -> tuple[EncodedSlot, ...]:
        """The text object for each place; KeyError for a character that has no code."""
        if line.shown.places:
            return tuple([self._turned(line, place) for place in self.places])
        if not self.places:
            return ()
        shown = line_operators(line.shown, 0.0, self.codings, _NOTHING_SET)  # the same in all places
        return tuple([line.slot(place.at(line.width), shown) for place in self.places])

    def _turned(self, line: LineOfValues, place: LinePlace) -> EncodedSlot:
        """A line of two directions: each piece has a place of its own, which is rounded on the page."""
        start = line_start(place.slot, line.width)
        at = operands(line.shown.place(0, start), place.baseline)
        return line.slot(at, line_operators(line.shown, start, self.codings, _NOTHING_SET))


def _read(
    parts: Sequence[LevelPart], found: Sequence[PartPieces]
) -> tuple[list[tuple[list[float], PartPieces]], float]:
    """The pieces of a line in reading order, with the places where they begin; and the line's width."""
    read: list[tuple[list[float], PartPieces]] = [([], found[0])] * len(parts)
    x = 0.0
    for part, pieces in zip(parts, found, strict=True):
        places = []
        for width in pieces.widths:
            places.append(x)
            x += width
        read[part.place] = (places[::-1] if part.level & 1 else places), pieces
    return read, x


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
