"""The second net's meshes: runs of words that a document may not hold, with the place where each is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from handout.diagnostics import Span
from handout.verify.privacy.runs import BORDER, MOST_PARTS, RUN, TELLING, RunIndex, grams, letters, telling
from handout.verify.privacy.written import Written


class Hit(Struct, frozen=True):
    """A run that was found in a text: from which word to which, and where it is written."""

    start: int
    end: int
    length: int
    """Its words, as they are written."""
    span: Span


class RestrictedText(Struct, frozen=True):
    """A text that this audience may not read, and where it is written."""

    text: Written
    span: Span


class Denied:
    """Runs of what this audience may not read, less those that it may read anyway."""

    def __init__(self, texts: Iterable[RestrictedText], allowed: Iterable[Sequence[str]]) -> None:
        self._runs: dict[str, tuple[int, Span]] = {}
        self._telling: set[str] = set()
        self._firsts: set[str] = set()
        for each in texts:
            for found in (*each.text.whole, *(piece.words for piece in each.text.pieces)):
                length = min(len(found), RUN)
                for gram in filter(telling, grams(found, length)):
                    run = letters(gram)
                    self._runs.setdefault(run, (length, each.span))
                    if length >= TELLING:
                        self._telling.add(run)
                        self._firsts.add(gram[0])
        words = [word for found in allowed for word in (*found, BORDER)]
        for run in {run for _, _, run in RunIndex(self._runs).within(words)}:
            del self._runs[run]
        self._all = RunIndex(self._runs)

    def within(self, found: Sequence[str]) -> Iterator[Hit]:
        """The runs in some words."""
        for start, end, run in self._all.within(found):
            yield Hit(start, end, *self._runs[run])

    def telling(self, found: Sequence[str]) -> Iterator[Hit]:
        """Those of them that don't stand there by chance; what is read of a font's bytes are thousands of words."""
        for start, word in enumerate(found):
            if word in self._firsts:
                for first, last, run in self._all.within(found[start : start + MOST_PARTS]):
                    if first == 0 and run in self._telling:
                        yield Hit(start, start + last, *self._runs[run])
