"""Runs of words, by which texts are compared.

A run is compared by its letters alone, so it makes no difference where markup, a link or the end of a line splits a
word.  In scripts without spaces each letter is a word (`unspaced`).  Only between two digits a mark is kept: `1-2`
isn't `12`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from handout.verify.privacy.unspaced import MARKS, split_unspaced

RUN = 5
"""Words of a run; a shorter text is one run."""
LEAST_DISTINCTIVE = 3
"""Words; so many don't occur by chance, even in the bytes of a font."""
MOST_PARTS = 12
"""Words of a text into which one run may be split."""
LONGEST_COUNT = 5
"""Digits of numbers that say nothing by themselves: fractions, ranges, page numbers."""
BORDER = ""
"""A word between two texts, which is in no run."""

_WORD = re.compile(rf"(?:[^\W_][{MARKS}]*)+")
_ASCII_WORD = re.compile(r"[^\W_]+", re.ASCII)
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def words(text: str) -> list[str]:
    """A text's words, case-folded and in NFC, without invisible characters."""
    if text.isascii():  # the same words, by a pattern without the marks of all scripts
        return _ASCII_WORD.findall(text.lower())
    return split_unspaced(_WORD.findall(unicodedata.normalize("NFC", text.translate(_UNSEEN)).casefold()))


@lru_cache(2048)
def kept_words(text: str) -> tuple[str, ...]:
    """As `words`, for texts that come again in the next document."""
    return tuple(words(text))


def separated(texts: Iterable[str]) -> list[str]:
    """The words of several texts with borders between, so that no run goes on from one text to the next."""
    found: list[str] = []
    for text in texts:
        found += [*words(text), BORDER]
    return found


def grams(found: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """All runs of a number of words."""
    return zip(*(found[start:] for start in range(length)), strict=False)


def letters(found: Sequence[str]) -> str:
    """A run's letters, with a mark where two of its words would make one number."""
    text = "".join(found)
    # A run without numbers, marks and borders, as most are, is its words.
    return text if text.isalpha() and BORDER not in found else Letters(found).text


class Letters:
    """The letters of a sequence of words, and where each word begins and ends in them."""

    def __init__(self, found: Sequence[str]) -> None:
        parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        length, last = 0, ""
        for word in found:
            if not word or (last.isdigit() and word[0].isdigit()):
                parts.append("·" if word else "\n")
                length += 1
            parts.append(word)
            self.starts.append(length)
            length += len(word)
            self.ends.append(length)
            last = word[-1:]
        self.text = "".join(parts)


FoundRun = tuple[int, int, str]
"""A run in some words: the index of the first word, the index after the last one, and the run."""
_MOST_BEGUN = 2048
"""Texts whose runs are kept."""


class RunIndex:
    """A set of runs to search for, indexed by their first letters."""

    def __init__(self, runs: Iterable[str]) -> None:
        self._runs = frozenset(runs)
        self._longest = max(map(len, self._runs), default=0)
        self._heads = {run[:_HEAD] for run in self._runs}
        self._sizes = sorted({len(head) for head in self._heads})
        self._first = {run[:1] for run in self._runs}
        self._begun: dict[tuple[int, tuple[str, ...]], tuple[FoundRun, ...]] = {}

    def within_texts(self, texts: Iterable[Sequence[str]]) -> Iterator[FoundRun]:
        """What `within` gives for the words of several texts, one after another.

        The runs that begin in a text depend on its own words and the few after it.  So they are kept by these: the
        next document has most texts of this one again.
        """
        texts = [*texts]
        every = [word for text in texts for word in text]
        at = 0
        for text in texts:
            for start, end, run in self.beginning(len(text), tuple(every[at : at + len(text) + MOST_PARTS - 1])):
                yield at + start, at + end, run
            at += len(text)

    def beginning(self, count: int, found: tuple[str, ...]) -> tuple[FoundRun, ...]:
        """The runs that begin in so many words."""
        key = count, found
        if key not in self._begun:
            if len(self._begun) >= _MOST_BEGUN:
                self._begun.clear()
            self._begun[key] = tuple([each for each in self.within(found) if each[0] < count])
        return self._begun[key]

    def within(self, found: Sequence[str]) -> Iterator[FoundRun]:
        """The runs that are in some words."""
        if self._first.isdisjoint([word[:1] for word in found]):
            return  # as in most words of another script
        joined = Letters(found)
        text, ends = joined.text, joined.ends
        for start, at in enumerate(joined.starts):
            for size in self._sizes:
                if text[at : at + size] in self._heads:
                    break
            else:
                continue
            for end in range(start, min(start + MOST_PARTS, len(ends))):
                if ends[end] - at > self._longest:
                    break
                if (run := text[at : ends[end]]) in self._runs:
                    yield start, end + 1, run


_HEAD = 5
"""Letters that are looked up first; no run begins with most words."""


def distinctive(gram: Sequence[str]) -> bool:
    """Whether a run says anything: it has a word, or as many digits as a telephone number."""
    return not all(word.isdigit() for word in gram) or sum(map(len, gram)) > LONGEST_COUNT
