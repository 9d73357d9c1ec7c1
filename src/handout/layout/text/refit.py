"""Refitting: a leaf set again with other words in its slots, without measuring its static words again.

A batch lays a document out once.  For each patient only the leaves with slots are set again, and most of such a
leaf's text is static.  A `Resetter` is made once for a leaf and keeps what all patients share:

- Words.  The text is divided at two spaces, between words that don't depend on each other (`static_words`).  The head
  and the tail are measured once, the part between them for each patient.
- Places.  Patients' words differ in length, so places in the tail are counted from the end of the text, as numbers
  that are zero or negative.  They are the same for all patients.
- Line breaks.  `line_breaks` works from the last line to the first.  The best ways to break the words of the tail
  are kept for each measure (`KnownEndings`).
- Lines.  A line that is wholly in the head or the tail has the same glyphs for all patients and is kept.  So are all
  lines from the first one in the tail on, by the words with which they end.

The lines are the ones that `Typesetter.set` gives; tests compare the two.  Leaves where this doesn't hold are set in
the usual way: with line ends of their own, with dots between phrases or blanks, with static text in a script without
spaces, with a word wider than the measure, and those that fit on one line, where it is faster.

Who only writes a line's words needs no glyphs: `LightLine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf, Run
from handout.fonts.scripts import needs_shaping
from handout.fonts.totals import total
from handout.layout.text.light_lines import LightLine, LinePieces, light_line
from handout.layout.text.line_breaks import KnownEndings, lines
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import LinesAgain, SetLine, lines_again
from handout.layout.text.static_words import StaticWords
from handout.layout.text.words import MeasuredWords, TextLook, TextSpan, looks

MOST_LINES = 1024


class _PatientWords(Struct, frozen=True):
    """The words of a patient's text, which are counted from the first one."""

    leaf: Leaf
    size: int
    """How many characters there are."""
    styles: list[TextLook]
    found: MeasuredWords
    straight: bool
    """Whether all of it runs from left to right."""

    def span(self, first: int, end: int) -> TextSpan:
        """The characters of some words; places in the tail are counted from the end of the text."""
        start, stop = self.found.ends[first - 1] if first else 0, self.found.ends[end - 1]
        return TextSpan(start + self.size if first and start <= 0 else start, stop + self.size if stop <= 0 else stop)

    def width(self, first: int, end: int) -> float:
        """The width of a line with some words, in points."""
        return self.found.ends_at[end - 1] - self.found.starts_at[first]


class Resetter:
    """Sets a leaf with the words of one patient after another; all else is taken from the leaf that it is made with."""

    def __init__(self, leaf: Leaf, setter: Typesetter, *, light: bool = False) -> None:
        """A `light` one leaves lines with a patient's words without glyphs."""
        self._setter = setter
        self._style = setter.style(leaf)
        self._apart = needs_shaping(leaf.text)
        """Whether words are measured run by run."""
        static = "".join([run.text for run in leaf.runs if not run.slot])
        self._shaped, self._straight = needs_shaping(static), not (setter.from_right or has_right_to_left(static))
        """Of the static text: whether it is shaped, and whether it runs from left to right."""
        self._other: Resetter | None = None
        """For texts whose words are measured in the other way."""
        self._pieces = LinePieces(leaf, setter.glyphs) if light else None
        self._tables = [setter.fonts.widths(setter.faces(leaf, run)) for run in leaf.runs]
        self._size = setter.style(leaf).size
        self._static = StaticWords(leaf, looks(leaf.runs, self._tables, self._size))
        measured = [(self._tables[at], run.text) for at, run in enumerate(leaf.runs) if not run.slot]
        self._least = total([table[text] * self._size for table, text in measured])
        self._slots = tuple([number for number, run in enumerate(leaf.runs) if run.slot])
        self._set_last: tuple[Leaf, _PatientWords] | None = None
        """A leaf is set to one measure after another."""
        self._known: dict[float, KnownEndings] = {}
        self._heads: dict[tuple[int, int], SetLine] = {}
        self._rests: dict[tuple[int, ...], tuple[SetLine, ...]] = {}
        """By the words with which the lines end, counted from the last word, which is alike for all patients."""

    def set(self, leaf: Leaf, measure: float) -> LinesAgain:
        """The leaf's lines with other words in its slots."""
        measure, values = round(measure, 3), [leaf.runs[at] for at in self._slots]
        if (self._shaped or any(needs_shaping(value.text) for value in values)) != self._apart:
            self._other = self._other or Resetter(leaf, self._setter, light=self._pieces is not None)
            return self._other.set(leaf, measure)
        simple = self._static.divisible and all(value.blank is None for value in values)
        # A text that fits on one line is set directly, without looking at its words.
        if simple and self._exceeds(values, measure + 1):
            text = leaf.text
            if self._static.divides(text):
                own = self._own(text, leaf)
                if own.found.longest <= measure:
                    made = self._lines(text, own, measure)
                    self._setter.kept.forget()
                    return made
        return lines_again(leaf, self._setter.once(leaf, measure).lines)

    def _exceeds(self, values: Sequence[Run], width: float) -> bool:
        """Whether the leaf's text is wider, to a rounding; a value that is shaped counts as nothing."""
        found = self._least
        for at, value in zip(self._slots, values, strict=True):
            if found <= width and not (self._apart and needs_shaping(value.text)):
                found += self._tables[at][value.text] * self._size
        return found > width

    def _own(self, text: str, leaf: Leaf) -> _PatientWords:
        if self._set_last is None or self._set_last[0] is not leaf:
            styles = looks(leaf.runs, self._tables, self._size)
            straight = self._straight and not any(has_right_to_left(leaf.runs[at].text) for at in self._slots)
            self._set_last = (
                leaf,
                _PatientWords(leaf, len(text), styles, self._static.words(text, leaf, styles), straight),
            )
        return self._set_last[1]

    def _lines(self, text: str, own: _PatientWords, measure: float) -> LinesAgain:
        known = self._known.setdefault(measure, KnownEndings(len(self._static.tail.ends)))
        ends = lines(own.found, measure, self._static.lonely(text, own.found), False, known)
        made: list[SetLine] = []
        light: list[LightLine] = []
        rest: tuple[SetLine, ...] = ()
        first = before = 0
        for number, end in enumerate(ends):
            span = own.span(first, end)
            if span.start >= own.size - self._static.after:
                rest = self._rest(own, first, ends[number:])
                break
            if span.end <= self._static.before:
                made.append(self._again(own, first, end))
                before += 1
            elif self._pieces is not None:
                levels = None if own.straight else self._setter.levels(own.leaf)
                pieces = self._pieces.of(own.leaf, own.styles, span, levels)
                light.append(light_line(pieces, own.width(first, end), self._style))
            else:
                made.append(self._line(own, first, end))
            first = end
        return lines_again(own.leaf, (*made, *rest), before, len(rest), tuple(light))

    def _again(self, own: _PatientWords, first: int, end: int) -> SetLine:
        """A line in the head."""
        if (first, end) not in self._heads:
            if len(self._heads) > MOST_LINES:
                self._heads.clear()
            self._heads[first, end] = self._line(own, first, end)
        return self._heads[first, end]

    def _rest(self, own: _PatientWords, first: int, ends: list[int]) -> tuple[SetLine, ...]:
        """The lines in the tail, from a word on."""
        count = len(own.found.ends)
        key = first - count, *[end - count for end in ends]
        if key not in self._rests:
            if len(self._rests) > MOST_LINES:
                self._rests.clear()
            self._rests[key] = tuple(self._line(own, start, end) for start, end in pairwise((first, *ends)))
        return self._rests[key]

    def _line(self, own: _PatientWords, first: int, end: int) -> SetLine:
        line = self._setter.straight_line if own.straight else self._setter.line
        return line(own.leaf, own.styles, own.span(first, end), own.width(first, end))
