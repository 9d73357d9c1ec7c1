"""Slots of one line with values that are shaped: the values' pieces are put beside those of the static text.

As in `single_line`, no line breaks are looked for.  The values are encoded when the form is filled.  A document with
text of two directions in such a slot is laid out as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf
from handout.inline.spaces import BREAK
from handout.layout.geometry import Glyphs, Slot
from handout.layout.text.ink import InkHeights, ink_heights
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding
from handout.pdf.text_operators import PlacedLine, TextWriter
from handout.variable_data.encoded_lines import unforeseen
from handout.variable_data.single_line import LinePlace, line_places


class SeenHeights(Struct, frozen=True):
    """The heights of a leaf's lines in layout."""

    ink: InkHeights
    """The heights of the ink of its static text."""
    heights: frozenset[tuple[float, ...]]
    """The heights of its lines with values."""

    def fit(self, values: Iterable[Glyphs], leaf: Leaf, setter: Typesetter) -> bool:
        """Whether lines with these values are as high as they were in layout."""
        ink = self.ink.joined(ink_heights(values, setter.fonts))
        return self.heights == {setter.grown_heights(leaf, ink)}


class ShapedLine(Struct, frozen=True):
    """A leaf of one line, with all places where it is printed."""

    leaf: Leaf
    setter: Typesetter
    codings: Mapping[str, Coding]
    measure: float
    """The narrowest measure in which layout set it."""
    places: tuple[LinePlace, ...]
    seen: SeenHeights
    static: tuple[tuple[Glyphs, ...] | None, ...]
    """The pieces of each run; None where the patient's words are."""

    def filled(self, words: Sequence[str]) -> tuple[EncodedSlot, ...] | None:
        """The text object for each place, or None where the leaf must be laid out; LayoutDiffers."""
        text = self._text(words)
        if not all(words) or text[-1] == " " or BREAK in text or has_right_to_left(text):
            return None
        glyphs: list[Glyphs] = []
        values: list[Glyphs] = []
        own = iter(words)
        for number, known in enumerate(self.static):
            if known is None:
                found = self.setter.glyphs.pieces(self.leaf, number, next(own), 0.0)
                glyphs += found
                values += found
            else:
                glyphs += known
        width = 0.0
        for piece in glyphs:
            width += piece.width  # in the order in which layout adds them
        if (
            width > self.measure
            or unforeseen(values, self.codings)
            or not self.seen.fit(values, self.leaf, self.setter)
        ):
            return None
        try:
            begin, _, *rest = TextWriter(self.codings).operators([PlacedLine(0, 0, tuple(glyphs))], self.leaf)
        except KeyError:
            return None
        return tuple([EncodedSlot(text, b"", (begin, b"%s Td" % place.at(width), *rest)) for place in self.places])

    def _text(self, words: Sequence[str]) -> str:
        own = iter(words)
        return "".join([next(own) if run.slot else run.text for run in self.leaf.runs])


def shaped_line(
    leaf: Leaf, measure: float, slots: Iterable[Slot], how: tuple[Typesetter, Mapping[str, Coding]], seen: SeenHeights
) -> ShapedLine:
    """A leaf of one owner that has one line of a measure in these places, if its values run from left to right."""
    setter, codings = how
    static = [
        None if run.slot else tuple(setter.glyphs.pieces(leaf, number, run.text, 0.0)) if run.text else ()
        for number, run in enumerate(leaf.runs)
    ]
    return ShapedLine(leaf, setter, codings, measure, line_places(slots), seen, tuple(static))
