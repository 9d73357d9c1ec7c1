"""The deny-list of the scan: runs of words that a document must not have, each with the place of its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy

from msgspec import Struct

from handout.diagnostics import Span
from handout.verify.privacy.runs import (
    BORDER,
    LEAST_DISTINCTIVE,
    MOST_PARTS,
    RUN,
    RunIndex,
    distinctive,
    grams,
    letters,
)
from handout.verify.privacy.written import Written


class Hit(Struct, frozen=True):
    """A restricted run that was found: the indexes of its words in what was searched, and the place of its text."""

    start: int
    end: int
    length: int
    """How many words it has in its own text."""
    span: Span


class RestrictedText(Struct, frozen=True):
    """A text that this audience may not read, and where it is written."""

    text: Written
    span: Span


class DenyList:
    """The runs of restricted texts, without those that a text for this audience has too."""

    def __init__(self, texts: Iterable[RestrictedText], allowed: Iterable[Sequence[str]]) -> None:
        self._runs: dict[str, tuple[int, Span]] = {}
        self._distinctive: set[str] = set()
        self._firsts: set[str] = set()
        for each in texts:
            for found in dict.fromkeys((*each.text.whole, *(piece.words for piece in each.text.pieces))):
                length = min(len(found), RUN)
                for gram in filter(distinctive, grams(found, length)):
                    run = letters(gram)
                    self._runs.setdefault(run, (length, each.span))
                    if length >= LEAST_DISTINCTIVE:
                        self._distinctive.add(run)
                        self._firsts.add(gram[0])
        self._all = RunIndex(self._runs)
        self._leave_out(self._runs_of(allowed))

    def without(self, allowed: Iterable[Sequence[str]]) -> DenyList:
        """One without the runs of further allowed texts; this one isn't changed."""
        found = self._runs_of(allowed)
        if not found:
            return self
        other = copy(self)
        other._runs = {**self._runs}
        other._leave_out(found)
        return other

    def _runs_of(self, allowed: Iterable[Sequence[str]]) -> set[str]:
        """The runs that allowed texts have."""
        return {run for _, _, run in self._all.within([word for found in allowed for word in (*found, BORDER)])}

    def _leave_out(self, runs: set[str]) -> None:
        for run in runs:
            del self._runs[run]
        self._all = RunIndex(self._runs)

    def within(self, found: Sequence[str]) -> Iterator[Hit]:
        """The runs in some words."""
        for start, end, run in self._all.within(found):
            yield Hit(start, end, *self._runs[run])

    def within_texts(self, texts: Iterable[Sequence[str]]) -> Iterator[Hit]:
        """The runs in the words of several texts, one after another."""
        for start, end, run in self._all.within_texts(texts):
            yield Hit(start, end, *self._runs[run])

    def may_begin(self, found: Collection[str]) -> bool:
        """Whether a run that `distinctive` finds may begin with one of these words."""
        return not self._firsts.isdisjoint(found)

    def distinctive(self, found: Sequence[str]) -> Iterator[Hit]:
        """Those that don't occur by chance; this is for bytes that aren't text, which read as thousands of words."""
        for start, word in enumerate(found):
            if word in self._firsts:
                for _, last, run in self._all.beginning(1, tuple(found[start : start + MOST_PARTS])):
                    if run in self._distinctive:
                        yield Hit(start, start + last, *self._runs[run])
