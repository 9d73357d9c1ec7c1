"""The passages of two texts: which are in the same order, and which moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handout.compare.align import IndexPair, equal_pairs, gaps
from handout.compare.flows import SectionPath
from handout.compare.words import Spelling, WordSequence
from handout.extract.split import split_where

LEAST_MOVED = 3
"""Words; of fewer words it can't be said that they moved."""


class Gap(NamedTuple):
    """The numbers of passages, or of words, between two pairs of equal passages."""

    old: list[int]
    new: list[int]
    place: int
    """The number of the new word that is there, or after it."""


class Passages:
    """The passages of two texts, and their words as numbers that are equal for equal words."""

    def __init__(self, old: WordSequence, new: WordSequence) -> None:
        self.old, self.new = old, new
        spelling = Spelling(old, new)
        self.old_words, self.new_words = spelling.numbers(old), spelling.numbers(new)

    def paired(self) -> tuple[list[IndexPair], list[Gap]]:
        """Equal passages in order: first those under the same headings, then, between these, any."""
        pairs = self._equal(Gap([*range(len(self.old.starts))], [*range(len(self.new.starts))], 0), sections=True)
        closer = [pair for gap in self._between(pairs) for pair in self._equal(gap, sections=False)]
        pairs = sorted({*pairs, *closer})
        return pairs, [*self._between(pairs)]

    def _equal(self, gap: Gap, *, sections: bool) -> list[IndexPair]:
        def key(text: WordSequence, words: list[int], passage: int) -> tuple[SectionPath, tuple[int, ...]]:
            return text.sections[passage] if sections else (), tuple(words[at] for at in text.range(passage))

        old = [key(self.old, self.old_words, passage) for passage in gap.old]
        new = [key(self.new, self.new_words, passage) for passage in gap.new]
        return [(gap.old[i], gap.new[j]) for i, j in equal_pairs(old, new)]

    def _start(self, passage: int) -> int:
        return self.new.starts[passage] if passage < len(self.new.starts) else len(self.new.words)

    def _between(self, pairs: Sequence[IndexPair]) -> Iterator[Gap]:
        for gap in gaps(pairs, len(self.old.starts), len(self.new.starts)):
            yield Gap([*range(gap.old, gap.old_end)], [*range(gap.new, gap.new_end)], self._start(gap.new))

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
        if not words:
            return False  # cells without words are all alike
        return words >= LEAST_MOVED or all(self.old.sections[i] == self.new.sections[j] for i, j in run)


def runs(pairs: Sequence[IndexPair]) -> Iterator[list[IndexPair]]:
    """Pairs that follow each other on both sides."""
    return split_where(lambda run, pair: pair != (run[-1][0] + 1, run[-1][1] + 1), pairs)
