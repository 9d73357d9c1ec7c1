"""A leaf's text with words from right to left: the levels of its characters, and the order of each line on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, structs

from handout.bidi.characters import bidi_class, has_right_to_left
from handout.bidi.isolates import isolated, isolates
from handout.bidi.levels import Isolate, isolated_levels
from handout.bidi.visual import LOOSE, LevelRun, from_left, level_runs, line_levels
from handout.document import Leaf
from handout.layout.geometry import Glyphs
from handout.layout.text.run_glyphs import widened
from handout.layout.text.words import TextLook, TextSpan
from handout.source.languages import written_from_right
from handout.source.patterns import uncompiled

_OBJECT = "\ufffc"
"""In place of each value, and of each character of a blank: a character without a direction of its own."""
_REACHING = uncompiled("[\u202a-\u202e\u2066-\u2069\t\n\x0b\r\x1c-\x1f\x85\u2029]")
"""Characters whose effect isn't limited to the run that they are in."""
_LETTERS = frozenset(("R", "AL"))
_ONE_WAY = _LETTERS | {"NSM", "WS"}
"""Classes of characters that run from right to left between letters that do."""
_FROM_LEFT = frozenset(("L", "EN", "ES", "ET", "CS", "NSM", "WS", "ON"))
"""Classes of characters that run from left to right where no other is in an isolate."""
MOST_KNOWN = 512
"""How many texts the levels are kept for: most documents of a list repeat the same texts."""

SetPieces = Callable[[int, str, int], list[Glyphs]]
"""Gives the glyphs of a text, in reading order, each at x = 0; takes the run's number, the text and its level."""


class PlacedGlyphs(Struct, frozen=True):
    """The glyphs of one line, in reading order, and its blanks: left end and width of each."""

    glyphs: tuple[Glyphs, ...]
    blanks: tuple[tuple[float, float], ...]
    width: float
    """Without the spaces at the end of a line from right to left."""


class LevelText(Struct, frozen=True):
    """A part of a line that has one level and is in one run of the leaf."""

    run: int
    first: int
    """The number of its first character in the leaf."""
    text: str
    level: int


class LeafLevels(Struct, frozen=True):
    """The levels of a leaf's characters."""

    text: str
    """The leaf's text with spaces in place of line ends."""
    levels: list[int]
    base: int

    def arranged(self, span: TextSpan, looks: Sequence[TextLook], pieces: SetPieces) -> PlacedGlyphs:
        """One line of the leaf: its glyphs in reading order, each at its place on paper."""
        placed: dict[tuple[int, int], list[Glyphs]] = {}
        blanks: list[tuple[float, float]] = []
        x = self.start(span, looks)
        for part in self.parts(span, looks):
            look = looks[part.run]
            if look.blank is not None:
                blanks.append((x, look.blank))
            found = widened(pieces(part.run, part.text, part.level), look.blank)
            at = placed[part.first, part.run] = []
            for piece in reversed(found) if part.level & 1 else found:
                at.append(structs.replace(piece, x=x))
                x += piece.width
            if part.level & 1:
                at.reverse()
        return PlacedGlyphs(tuple(piece for _, own in sorted(placed.items()) for piece in own), tuple(blanks), x)

    def parts(self, span: TextSpan, looks: Sequence[TextLook]) -> Iterator[LevelText]:
        """The parts of a line from left to right, each of one level and in one run."""
        stretch = slice(span.start, span.end)
        text = self.text[stretch]
        for run in from_left(self._runs(text, line_levels(text, self.levels[stretch], self.base))):
            parts = [*_parts(run, span.start, looks)]
            for number, first, last in reversed(parts) if run.level & 1 else parts:
                yield LevelText(number, first, self.text[first:last], run.level)

    def start(self, span: TextSpan, looks: Sequence[TextLook]) -> float:
        """Where the first of these parts begins, from the line's left end.

        In a paragraph from right to left the space at the line's end is before its left end, in the margin.
        """
        return -self._hanging(span, looks) if self.base else 0.0

    def _runs(self, text: str, levels: list[int]) -> list[LevelRun]:
        """The stretches of a line; in a line from right to left, the spaces at its end are a stretch of their own."""
        end = len(text.rstrip(" ")) if self.base else len(text)
        runs = level_runs(levels[:end])
        return [*runs, LevelRun(end, len(text), self.base)] if end < len(text) else runs

    def _hanging(self, span: TextSpan, looks: Sequence[TextLook]) -> float:
        """The width of the spaces at the end of a line."""
        start = span.start + len(self.text[span.start : span.end].rstrip(" "))
        last = next((look for look in looks if look.start <= start < look.end), None)
        return 0.0 if last is None else last.widths[" "] * last.size * (span.end - start)


def leaf_base(leaf: Leaf, from_right: bool) -> int:
    """The level of the paragraph: 1 where a paragraph runs from right to left, else 0."""
    static = [run for run in leaf.runs if not run.slot and run.blank is None]
    return _base_of(tuple([(run.text, run.lang) for run in static]), from_right)


@lru_cache(MOST_KNOWN)
def _base_of(static: tuple[tuple[str, str | None], ...], from_right: bool) -> int:
    foreign = [from_right and lang is not None and not written_from_right(lang) for _, lang in static]
    own = [text for (text, _), other in zip(static, foreign, strict=True) if not other]
    kinds = [bidi_class(char) for text in own for char in text]
    right, left = kinds.count("R") + kinds.count("AL"), kinds.count("L")
    return int(right > 0 or not (left or any(foreign))) if from_right else int(right > left)


def _parts(run: LevelRun, start: int, looks: Sequence[TextLook]) -> Iterator[tuple[int, int, int]]:
    """The parts of a stretch of one level that are in one run each: the run's number, first character, end."""
    for number, look in enumerate(looks):
        if look.start < start + run.end and start + run.start < look.end and look.start < look.end:
            yield number, max(start + run.start, look.start), min(start + run.end, look.end)


def leaf_levels(leaf: Leaf, from_right: bool = False) -> LeafLevels | None:
    """The levels of a leaf's characters; None where all of its text runs from left to right.

    Each patient's value is isolated, and so is text in a language that is written the other way.  A paragraph runs from
    right to left if most letters of its static text do.  In a document from right to left, it does so if any letter
    of its own language does, or if it has no letters, such as a number.  The patient's words have no influence on this.
    """
    if not from_right and not has_right_to_left(leaf.text):
        return None
    base = leaf_base(leaf, from_right)
    if not base and not has_right_to_left(leaf.text):
        return None
    text = leaf.text.replace("\n", " ")
    return LeafLevels(text, _levels(leaf, text, base), base)


def _levels(leaf: Leaf, text: str, base: int) -> list[int]:
    """The levels, with each patient's value isolated: it and the text around it don't change each other's levels."""
    values: list[tuple[int, str]] = []
    parts: list[str] = []
    given: list[Isolate] = []
    read, at, alone, apart = 0, 0, False, not reaches(text)
    for run in leaf.runs:
        own, read = text[read : read + len(run.text)], read + len(run.text)
        if apart and own and run.slot and run.blank is None:
            values.append((at, own))
            own = _OBJECT
        parts.append(own if run.blank is None else _OBJECT * len(own))
        end = at + len(own)
        if own and run.slot and run.blank is None:
            given.append(Isolate(at, end))
        elif own and run.lang is not None and written_from_right(run.lang):
            given.append(Isolate(at, end, "R"))
        elif own and run.lang is not None and base:
            given.append(Isolate(at, end, "L"))
        elif own and run.isolate and base:
            start = given.pop().start if alone else at
            given.append(Isolate(start, end))
        alone = run.isolate and bool(own)
        at = end
    found = [*_static_levels("".join(parts), base, tuple(given))]
    for place, value in reversed(values):
        found[place : place + 1] = _value_levels(value, base)
    return found


@lru_cache(MOST_KNOWN)
def _static_levels(text: str, base: int, given: tuple[Isolate, ...]) -> tuple[int, ...]:
    return tuple(isolated_levels(text, base, isolates(text, base, given)))


@lru_cache(MOST_KNOWN)
def _value_levels(value: str, base: int) -> tuple[int, ...]:
    kinds = [*map(bidi_class, value)]
    if len(value) > 1 and {kinds[0], kinds[-1]} <= _LETTERS and _ONE_WAY.issuperset(kinds):
        return _value_levels(value[0], base) * len(value)  # most names: all characters have one level
    if len(value) > 1 and _FROM_LEFT.issuperset(kinds):
        return _value_levels("a", base) * len(value)
    return tuple(isolated_levels(value, base, isolated(value, Isolate(0, len(value)))))


def reaches(text: str) -> bool:
    """Whether a text has characters that may change the levels of other runs."""
    return _REACHING.search(text) is not None


def value_level(value: str, base: int) -> int | None:
    """The level of all characters of a patient's value, wherever it is in a paragraph; None where they differ."""
    if not value or reaches(value) or bidi_class(value[-1]) in LOOSE:
        return None
    levels = _value_levels(value, base)
    return levels[0] if len({*levels}) == 1 else None
