"""The passages of two texts: which are in the same order, and which moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handout.compare.align import IndexPair, equal_pairs, gaps
from handout.compare.flows import SectionPath
from handout.compare.words import Spelling, WordSequence
from handout.extract.split import split_where

LEAST_MOVED = 3
"""Words; fewer than these are never reported as moved."""


class Gap(NamedTuple):
    """The numbers of passages, or of words, between two pairs of equal passages."""

    old: list[int]
    new: list[int]
    place: int
    """The number of the new word that is there, or after it."""


class Passages:
    """The passages of two texts, and their words as numbers that are equal for equal words."""

    def __init__(self, old: WordSequence, new: WordSequence, *, cells: bool = True) -> None:
        """`cells`: the cells of both texts are known."""
        self.old, self.new, self._cells = old, new, cells
        spelling = Spelling(old, new)
        self.old_words, self.new_words = spelling.numbers(old), spelling.numbers(new)

    def paired(self) -> tuple[list[IndexPair], list[Gap]]:
        """Equal passages in order: first those under the same headings, then, between these, any.

        Cells are first looked for under the same heads of their row and column: many have the same word.
        """
        pairs = self._equal(Gap([*range(len(self.old.starts))], [*range(len(self.new.starts))], 0), sections=True)
        for cells in (True, False) if self._cells else (False,):
            left = [gap if cells else without(gap, self.in_place(gap)) for gap in self._between(pairs)]
            pairs = sorted({*pairs, *(pair for gap in left for pair in self._equal(gap, cells=cells))})
        return pairs, [*self._between(pairs)]

    def _equal(self, gap: Gap, *, sections: bool = False, cells: bool = True) -> list[IndexPair]:
        placed = cells and self._cells

        def key(text: WordSequence, words: list[int], passage: int) -> tuple[SectionPath, str, tuple[int, ...]]:
            section, place = text.sections[passage] if sections else (), text.places[passage] if placed else ""
            return section, place, tuple(words[at] for at in text.range(passage))

        old = [key(self.old, self.old_words, passage) for passage in gap.old]
        new = [key(self.new, self.new_words, passage) for passage in gap.new]
        return [(gap.old[i], gap.new[j]) for i, j in equal_pairs(old, new)]

    def _start(self, passage: int) -> int:
        return self.new.starts[passage] if passage < len(self.new.starts) else len(self.new.words)

    def _between(self, pairs: Sequence[IndexPair]) -> Iterator[Gap]:
        for gap in gaps(pairs, len(self.old.starts), len(self.new.starts)):
            yield Gap([*range(gap.old, gap.old_end)], [*range(gap.new, gap.new_end)], self._start(gap.new))

    def in_place(self, gap: Gap) -> list[IndexPair]:
        """Of the passages of a gap, the cells of both texts under the same heads: their words changed."""
        if not self._cells:
            return []
        places: dict[tuple[SectionPath, str], list[int]] = {}
        for j in gap.new:
            if self.new.places[j]:
                places.setdefault((self.new.sections[j], self.new.places[j]), []).append(j)
        pairs: list[IndexPair] = []
        for i in gap.old:
            if there := places.get((self.old.sections[i], self.old.places[i])):
                pairs.append((i, there.pop(0)))
        return pairs if pairs == sorted(pairs, key=lambda pair: pair[1]) else []

    def replaced(self, pairs: Sequence[IndexPair]) -> list[IndexPair]:
        """Of cells in their places, those whose value another one replaced; the values of the others may have moved."""
        was = [self.old.said(self.old.spoken(self.old.range(i))) for i, _ in pairs]
        now = [self.new.said(self.new.spoken(self.new.range(j))) for _, j in pairs]
        there, before = {*now}, {*was}
        return [
            pair
            for pair, old, new in zip(pairs, was, now, strict=True)
            if not (old in there and new in before) and not (blank(self.old, pair[0]) or blank(self.new, pair[1]))
        ]

    def moved(self, gaps: Sequence[Gap]) -> list[IndexPair]:
        """Passages that are equal, but in another order; short ones only within their section."""
        waiting: dict[tuple[int, ...], dict[int, None]] = {}
        for i in (passage for gap in gaps for passage in gap.old):
            waiting.setdefault(tuple(self.old_words[at] for at in self.old.range(i)), {})[i] = None
        pairs: list[IndexPair] = []
        for j in (passage for gap in gaps for passage in gap.new):
            places = waiting.get(tuple(self.new_words[at] for at in self.new.range(j)))
            if places:
                # Of several equal passages, the one after the last that was found.
                behind = pairs[-1][0] + 1 if pairs else -1
                i = behind if behind in places else next(iter(places))
                del places[i]
                pairs.append((i, j))
        return [pair for run in runs(pairs) if self._telling(run) for pair in run]

    def _telling(self, run: Sequence[IndexPair]) -> bool:
        words = sum(len(self.new.spoken(self.new.range(j))) for _, j in run)
        if all(self.new.cells[j] is not None and blank(self.new, j) for _, j in run):
            return False  # cells without words are all alike
        return words >= LEAST_MOVED or all(self.old.sections[i] == self.new.sections[j] for i, j in run)


def without(gap: Gap, pairs: Sequence[IndexPair]) -> Gap:
    """A gap without the passages of some pairs."""
    old, new = {i for i, _ in pairs}, {j for _, j in pairs}
    return gap._replace(old=[i for i in gap.old if i not in old], new=[j for j in gap.new if j not in new])


def blank(text: WordSequence, passage: int) -> bool:
    """Whether a passage has no letter and no digit: nothing, or a dash."""
    return not any(map(str.isalnum, text.said(text.spoken(text.range(passage)))))


def runs(pairs: Sequence[IndexPair]) -> Iterator[list[IndexPair]]:
    """Pairs that follow each other on both sides."""
    return split_where(lambda run, pair: pair != (run[-1][0] + 1, run[-1][1] + 1), pairs)
