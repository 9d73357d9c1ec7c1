"""A leaf's text with words from right to left: the levels of its characters, and the order of each line on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs

from handout.bidi.characters import bidi_class, has_right_to_left
from handout.bidi.isolates import isolates
from handout.bidi.levels import Isolate, isolated_levels
from handout.bidi.visual import LevelRun, from_left, level_runs, line_levels
from handout.document import Leaf
from handout.fonts.totals import total
from handout.layout.geometry import Glyphs
from handout.layout.text.words import TextLook, TextSpan
from handout.source.languages import written_from_right

_OBJECT = "\ufffc"
"""For each character of a blank, which has no direction of its own."""

SetPieces = Callable[[int, str, int], list[Glyphs]]
"""The pieces of some text of a run, in reading order, each from 0 on: by the run's number, the text and the level."""


class PlacedGlyphs(Struct, frozen=True):
    """What stands on one line, in reading order, and its blanks: left end and width of each."""

    glyphs: tuple[Glyphs, ...]
    blanks: tuple[tuple[float, float], ...]


class LeafLevels(Struct, frozen=True):
    """The levels of a leaf's characters."""

    text: str
    """With a space for the end of a line."""
    levels: list[int]
    base: int

    def arranged(self, span: TextSpan, looks: Sequence[TextLook], pieces: SetPieces) -> PlacedGlyphs:
        """One line of the leaf: everything in its place from left to right, and given in reading order."""
        stretch = slice(span.start, span.end)
        text = self.text[stretch]
        runs = self._runs(text, line_levels(text, self.levels[stretch], self.base))
        placed: dict[tuple[int, int], list[Glyphs]] = {}
        blanks: list[tuple[float, float]] = []
        # In a paragraph from right to left the space at the line's end stands before its left end, in the margin.
        x = -self._hanging(span, looks) if self.base else 0.0
        for run in from_left(runs):
            parts = [*_parts(run, span.start, looks)]
            for number, first, last in reversed(parts) if run.level & 1 else parts:
                look = looks[number]
                if look.blank is not None:
                    blanks.append((x, look.blank))
                found = widened(pieces(number, self.text[first:last], run.level), look.blank)
                at = placed[first, number] = []
                for piece in reversed(found) if run.level & 1 else found:
                    at.append(structs.replace(piece, x=x))
                    x += piece.width
                if run.level & 1:
                    at.reverse()
        return PlacedGlyphs(tuple(piece for _, part in sorted(placed.items()) for piece in part), tuple(blanks))

    def _runs(self, text: str, levels: list[int]) -> list[LevelRun]:
        """The stretches of a line; the spaces at the end of one from right to left are one of their own."""
        end = len(text.rstrip(" ")) if self.base else len(text)
        runs = level_runs(levels[:end])
        return [*runs, LevelRun(end, len(text), self.base)] if end < len(text) else runs

    def _hanging(self, span: TextSpan, looks: Sequence[TextLook]) -> float:
        """How wide the spaces at the end of a line are."""
        start = span.start + len(self.text[span.start : span.end].rstrip(" "))
        last = next((look for look in looks if look.start <= start < look.end), None)
        return 0.0 if last is None else last.widths[" "] * last.size * (span.end - start)


def widened(label: list[Glyphs], blank: float | None) -> list[Glyphs]:
    """The label of a blank as wide together as the blank is, in points; anything else as it is."""
    if blank is None:
        return label
    whole = total(piece.width for piece in label)
    shares = (piece.width / whole if whole else 1 / len(label) for piece in label)
    return [structs.replace(piece, width=blank * share) for piece, share in zip(label, shares, strict=True)]


def _base(leaf: Leaf, from_right: bool) -> int:
    """1 where a paragraph runs from right to left, else 0."""
    static = [run for run in leaf.runs if not run.slot and run.blank is None]
    own = [run for run in static if from_right and run.lang is not None and not written_from_right(run.lang)]
    kinds = [bidi_class(char) for run in static if run not in own for char in run.text]
    right, left = kinds.count("R") + kinds.count("AL"), kinds.count("L")
    return int(right > 0 or not (left or own)) if from_right else int(right > left)


def _parts(run: LevelRun, start: int, looks: Sequence[TextLook]) -> Iterator[tuple[int, int, int]]:
    """A stretch of one level by the runs of its leaf: number, first character, end."""
    for number, look in enumerate(looks):
        first, last = max(start + run.start, look.start), min(start + run.end, look.end)
        if first < last:
            yield number, first, last


def leaf_levels(leaf: Leaf, from_right: bool = False) -> LeafLevels | None:
    """The levels of a leaf's characters; None where all of its text runs from left to right.

    Each patient's value is isolated, and so is text in a language that is written the other way.  A paragraph runs from
    right to left if most letters of its static text do; in a document from right to left, if any letter of its own
    language does or it has no letters, as a number.  The patient's words change nothing in that.
    """
    if not from_right and not has_right_to_left(leaf.text):
        return None
    base = _base(leaf, from_right)
    if not base and not has_right_to_left(leaf.text):
        return None
    given: list[Isolate] = []
    seen: list[str] = []
    at, alone = 0, False
    text = leaf.text.replace("\n", " ")
    for run in leaf.runs:
        end = at + len(run.text)
        seen.append(text[at:end] if run.blank is None else _OBJECT * len(run.text))
        if end > at and run.slot and run.blank is None:
            given.append(Isolate(at, end))
        elif end > at and run.lang is not None and written_from_right(run.lang):
            given.append(Isolate(at, end, "R"))
        elif end > at and run.lang is not None and base:
            given.append(Isolate(at, end, "L"))
        elif end > at and run.isolate and base:
            start = given.pop().start if alone else at
            given.append(Isolate(start, end))
        alone = run.isolate and end > at
        at = end
    whole = "".join(seen)
    return LeafLevels(text, isolated_levels(whole, base, isolates(whole, base, tuple(given))), base)
