"""Slots of one line with text from right to left: the values are put into the order of the line's parts.

Where all characters of a value have one level, as those of most names have, this order doesn't depend on which value it
is.  So it is found once for each combination of levels, with one letter in place of each value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.document import Leaf
from handout.inline.spaces import BREAK
from handout.layout.geometry import Glyphs, Slot
from handout.layout.text.directions import leaf_base, leaf_levels, reaches, value_level
from handout.layout.text.one_line import may_fit
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import SetLine
from handout.layout.text.words import TextSpan
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding
from handout.pdf.text_operators import TextWriter
from handout.variable_data.encoded_lines import encoded_slot, placed_line, unforeseen
from handout.variable_data.misfits import LayoutDiffers
from handout.variable_data.shaped_line import SeenHeights

_LETTERS = ("a", "א")
"""In place of a value whose characters have the same level."""


class LinePart(Struct, frozen=True):
    """A part of the line that has one level and is in one run."""

    run: int
    level: int
    place: int
    """Where it is in reading order."""
    glyphs: tuple[Glyphs, ...] | None
    """In reading order; None where a value is."""


class TurnedLine(Struct, frozen=True):
    """A leaf of one line in all its places, for values of one level each."""

    leaf: Leaf
    setter: Typesetter
    codings: Mapping[str, Coding]
    measure: float
    """The narrowest measure in which layout set it."""
    slots: tuple[Slot, ...]
    seen: SeenHeights
    base: int
    """The level of the paragraph."""
    known: dict[tuple[int | None, ...], tuple[LinePart, ...] | None] = {}
    """The parts from left to right, by the levels of the values."""

    def filled(self, words: Sequence[str]) -> tuple[EncodedSlot, ...] | None:
        """The text object for each place, or None where the leaf must be laid out; LayoutDiffers."""
        parts = self._parts(words)
        own = iter(words)
        text = "".join([next(own) if run.slot else run.text for run in self.leaf.runs])
        if parts is None or text[-1] == " " or BREAK in text:
            return None
        if not may_fit(text, self.measure, self.setter.glyphs.size(self.leaf)):
            return None
        values: list[Glyphs] = []
        line = self._line(parts, words, values)
        if line.width > self.measure:
            return None
        if unforeseen(values, self.codings) or not self.seen.fit(values, self.leaf, self.setter):
            raise LayoutDiffers
        try:
            return tuple([self._encoded(text, line, slot) for slot in self.slots])
        except KeyError:
            return None

    def _encoded(self, text: str, line: SetLine, slot: Slot) -> EncodedSlot:
        (y,) = slot.baselines
        placed = placed_line(slot, y, line)
        return encoded_slot(text, TextWriter(self.codings).operators([placed], self.leaf))

    def _line(self, parts: Sequence[LinePart], words: Sequence[str], values: list[Glyphs]) -> SetLine:
        by_run = dict(zip([number for number, run in enumerate(self.leaf.runs) if run.slot], words, strict=True))
        read: list[Sequence[Glyphs]] = [()] * len(parts)
        x = 0.0
        for part in parts:
            found: Sequence[Glyphs]
            if part.glyphs is None:
                found = self.setter.glyphs.pieces(self.leaf, part.run, by_run[part.run], 0, part.level)
                values += found
            else:
                found = part.glyphs
            placed = []
            for piece in reversed(found) if part.level & 1 else found:
                placed.append(replace(piece, x=x))
                x += piece.width
            read[part.place] = placed[::-1] if part.level & 1 else placed
        return SetLine(tuple([glyphs for each in read for glyphs in each]), x)

    def _parts(self, words: Sequence[str]) -> tuple[LinePart, ...] | None:
        levels = tuple([value_level(word, self.base) for word in words])
        if levels not in self.known:
            self.known[levels] = self._found(levels)
        return self.known[levels]

    def _found(self, levels: Sequence[int | None]) -> tuple[LinePart, ...] | None:
        letters = {value_level(letter, self.base): letter for letter in _LETTERS}
        if not letters.keys() >= {*levels}:
            return None
        own = iter([letters[level] for level in levels])
        runs = tuple([replace(run, text=next(own)) if run.slot else run for run in self.leaf.runs])
        leaf = replace(self.leaf, runs=runs)
        found = leaf_levels(leaf, self.setter.from_right)
        if found is None:
            return None
        span, pieces = TextSpan(0, len(leaf.text)), self.setter.glyphs
        read = found.arranged(span, pieces.looks(leaf), _part).glyphs
        return tuple(
            LinePart(
                part.run,
                part.level,
                place,
                None if runs[part.run].slot else tuple(pieces.pieces(leaf, part.run, part.text, 0, part.level)),
            )
            for place, part in sorted(enumerate(read), key=lambda each: each[1].x)
        )


def _part(run: int, text: str, level: int) -> list[Glyphs]:
    """A part as a piece of width 1, so that its place from the left is its number."""
    return [Glyphs(text, "", 1.0, 0.0, 1.0, "", run, level)]


def turned_line(
    leaf: Leaf, measure: float, slots: Sequence[Slot], how: tuple[Typesetter, Mapping[str, Coding]], seen: SeenHeights
) -> TurnedLine | None:
    """A leaf of one owner that has one line of a measure in these places; None where its text reaches its values."""
    setter, codings = how
    if any(reaches(run.text) for run in leaf.runs if not run.slot):
        return None
    return TurnedLine(leaf, setter, codings, measure, tuple(slots), seen, leaf_base(leaf, setter.from_right))
