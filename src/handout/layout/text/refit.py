"""Refitting: a leaf set again with other words in its slots, without measuring its static words again.

A batch lays a document out once.  For each patient only the leaves with slots are set again, and most of such a
leaf's text is static.  A `Resetter` is made once for a leaf and keeps what all patients share:

- Words.  The text is divided at two spaces: the nearest before its first slot and the nearest after its last that
  are between two plain words.  A plain word is one that no rule of `unbreakable` knows, so nothing on one side of
  such a space depends on the other side.  The head and the tail are measured once, the part between them for each
  patient.
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

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from operator import add

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf, Run
from handout.fonts.scripts import needs_shaping
from handout.fonts.totals import total
from handout.fonts.unicode_scripts import EAST_ASIAN, character_class
from handout.i18n.dictionary import has_unspaced
from handout.layout.text import east_asian
from handout.layout.text.light_lines import LightLine, LinePieces, light_line
from handout.layout.text.line_breaks import KnownEndings, lines, lonely
from handout.layout.text.line_ends import ends_again
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import LinesAgain, SetLine, lines_again
from handout.layout.text.unbreakable import plain
from handout.layout.text.words import MeasuredPart, MeasuredWords, TextLook, TextSpan, looks, part, together

MOST_LINES = 1024
_WORD = re.compile(r"[^ ]+")
_WHOLE = re.compile(" · |\n")
"""In a text with one of these, the line ends depend on the whole text."""


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
        text, slots = leaf.text, [number for number, run in enumerate(leaf.runs) if run.slot]
        styles = looks(leaf.runs, self._tables, self._size)
        self._first, self._last = slots[0], slots[-1]
        places = _places(leaf, text, styles)
        self._before = max((at for at in places if at < styles[self._first].start), default=0)
        after = [at for at in places if at > styles[self._last].end + 1]
        self._after = len(text) - after[0] if after else 0
        """Counted from the end, because patients' words differ in length."""
        self._head = (
            part(text, leaf.runs, styles, TextSpan(0, self._before)) if self._before else MeasuredPart([], [], [], [])
        )
        tail = (
            part(text, leaf.runs, styles, TextSpan(after[0], len(text))).moved(-len(text))
            if after
            else MeasuredPart([], [], [], [])
        )
        self._tail = together([tail])
        """The words of the tail; their places in the text are counted from its end, on the endless line from here."""
        self._lonely = lonely(text, together([tail.moved(len(text))])) if len(tail.ends) > 1 else None
        own = slice(self._first, self._last + 1)
        around = "".join(run.text for run in (*leaf.runs[: own.start], *leaf.runs[own.stop :]))
        self._simple = _WHOLE.search(around) is None and all(run.blank is None for run in leaf.runs)
        self._simple = self._simple and not _unspaced(around)
        self._between = "".join(["\0" if run.slot else run.text for run in leaf.runs])
        """The static text, with a sign in place of each slot."""
        measured = [(self._tables[at], run.text) for at, run in enumerate(leaf.runs) if not run.slot]
        self._least = total([table[text] * self._size for table, text in measured])
        self._slots = tuple(slots)
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
        simple = self._simple and all(value.blank is None for value in values)
        # A text that fits on one line is set directly, without looking at its words.
        if simple and self._exceeds(values, measure + 1):
            text = leaf.text
            if self._divides(text[self._before : len(text) - self._after]):
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
            self._set_last = leaf, _PatientWords(leaf, len(text), styles, self._words(text, leaf, styles), straight)
        return self._set_last[1]

    def _divides(self, text: str) -> bool:
        """Whether nothing in the words between head and tail changes where lines of the static words may end."""
        return _WHOLE.search(text) is None and (not east_asian.has_east_asian(text) or self._steady)

    @cached_property
    def _steady(self) -> bool:
        """Whether nothing in the static text would stay with a word beside it in a text with East Asian letters.

        There a number stays with its counter, even if only one of them is static.
        """
        return next(east_asian.whole(self._between), None) is None

    def _words(self, text: str, leaf: Leaf, styles: list[TextLook]) -> MeasuredWords:
        """The words of the text: those of the tail as they are, the others with places counted back from the tail."""
        head, tail = self._head, self._tail
        own = TextSpan(self._before, len(text) - self._after)
        middle = part(text, leaf.runs, styles, own, ends_again)
        widths, gaps = [*head.widths, *middle.widths], [*head.gaps, *middle.gaps]
        starts_at = list(accumulate(map(add, widths, gaps), initial=-total(widths) - total(gaps)))
        ends_at = list(map(add, starts_at, widths))
        starts_at.pop()
        longest = max(tail.longest, max(widths, default=0.0))
        return MeasuredWords(
            [*head.ends, *middle.ends, *tail.ends],
            starts_at + tail.starts_at, ends_at + tail.ends_at, [*head.costs, *middle.costs, *tail.costs], longest,
        )  # fmt: skip

    def _lines(self, text: str, own: _PatientWords, measure: float) -> LinesAgain:
        known = self._known.setdefault(measure, KnownEndings(len(self._tail.ends)))
        alone = lonely(text, own.found) if self._lonely is None else self._lonely
        ends = lines(own.found, measure, alone, False, known)
        made: list[SetLine] = []
        light: list[LightLine] = []
        rest: tuple[SetLine, ...] = ()
        first = before = 0
        for number, end in enumerate(ends):
            span = own.span(first, end)
            if span.start >= own.size - self._after:
                rest = self._rest(own, first, ends[number:])
                break
            if span.end <= self._before:
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


def _unspaced(text: str) -> bool:
    """Whether a text has letters between which a line may end though there is no space."""
    return not text.isascii() and (has_unspaced(text) or _east_asian().search(text) is not None)


@cache
def _east_asian() -> re.Pattern[str]:
    return re.compile(f"[{character_class(*EAST_ASIAN)}]")


def _places(leaf: Leaf, text: str, styles: list[TextLook]) -> list[int]:
    """The places after the spaces at which the text may be divided, in order: between plain words of static text."""
    own = [look for run, look in zip(leaf.runs, styles, strict=True) if run.whole or run.slot or run.blank is not None]
    found, last = [], -1
    for word in _WORD.finditer(text):
        start, end = word.span()
        free = plain(word.group()) and not any(look.start <= end and start <= look.end for look in own)
        if free and start == last + 1:
            found.append(start)
        last = end if free else -1
    return found
