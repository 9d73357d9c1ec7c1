"""A reading as words to be compared: each with its page and its passage, whatever its lines were.

The parts of a passage that runs over pages are one again.  What may differ is masked.  Of a word with a hyphen at a
line's end both spellings are kept: nobody can tell from the page whether the hyphen is the word's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from handout.compare.cells import EMPTY, MARKS, Marks
from handout.compare.labels import Said, heads, labels
from handout.compare.masks import Masks
from handout.extract.passages import ARTIFACT, Cell, Passage, Reading

Section = tuple[str, ...]

_HEADING = re.compile(r"H\d*|Title")
_HYPHENS = "-‐"
_EDGE = re.compile(r"^\W+|\W+$")


class Word(NamedTuple):
    """A word where it stands."""

    text: str
    page: int
    """From 1."""
    passage: int
    """Its number."""
    hyphens: tuple[int, ...] = ()
    """Where in it stand hyphens between letters that were at a line's end."""

    @property
    def joined(self) -> str:
        """The word without these."""
        return "".join(letter for at, letter in enumerate(self.text) if at not in self.hyphens)


@dataclass
class Text:
    """A document's words, and the passages in which they stand."""

    words: list[Word] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    """Of each passage; a heading is in its own section."""
    labels: list[str] = field(default_factory=list)
    """Of each passage what stands before it in its row."""
    places: list[str] = field(default_factory=list)
    """Of each passage in a table the heads of its row and column; else empty."""
    cells: list[Cell | None] = field(default_factory=list)
    """Of each passage the cell that it stands in."""
    starts: list[int] = field(default_factory=list)
    """The number of each passage's first word."""

    def range(self, passage: int) -> range:
        """The numbers of a passage's words."""
        end = self.starts[passage + 1] if passage + 1 < len(self.starts) else len(self.words)
        return range(self.starts[passage], end)

    def begins(self, at: int) -> bool:
        """Whether a passage begins with a word."""
        return self.starts[self.words[at].passage] == at

    def spoken(self, numbers: Iterable[int]) -> list[int]:
        """Those of some words that aren't marks of cells."""
        return [at for at in numbers if self.words[at].text not in MARKS]

    def said(self, numbers: Iterable[int]) -> str:
        """Words as they are shown; of marks only those of cells without words."""
        return " ".join(filter(None, map(self._shown, numbers)))

    def _shown(self, at: int) -> str:
        word = self.words[at]
        if word.text not in MARKS:
            return word.text
        return EMPTY if at == self.range(word.passage)[-1] else ""

    def marked(self, numbers: Iterable[int]) -> str:
        """Words and all marks."""
        return " ".join(MARKS.get(word.text, word.text) for word in (self.words[at] for at in numbers))


@dataclass
class Flow:
    """A passage as it would be if paper were endless."""

    first: Passage
    text: str = ""
    joins: list[int] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    """Where the part of each page begins in the text, and the page."""

    def add(self, passage: Passage, page: int) -> None:
        """The next part."""
        if self.text and not (self.joins and self.joins[-1] == len(self.text)):
            self.text += " "
        self.pages.append((len(self.text), page))
        self.joins += [len(self.text) + at for at in passage.joins]
        self.text += passage.text


def text_of(reading: Reading, masks: Masks, *, cells: bool = False, without: Set[Cell] = frozenset()) -> Text:
    """The words of a document without its headers and footers, and without some cells; with marks of cells."""
    found, marks = Text(), Marks()
    flows = [flow for flow in flows_of(reading) if flow.first.cell not in without]
    said = [Said(flow.first.role, flow.text, flow.first.cell) for flow in flows]
    for flow, label, place in zip(flows, labels(said), heads(said), strict=True):
        section = flow.first.section
        if _HEADING.fullmatch(flow.first.role):
            section = (*section, flow.text)
        words = [*_words(flow, len(found.starts), masks)]
        if cells and flow.first.cell is not None:
            words.insert(0, Word(marks.of(flow.first.cell), flow.pages[0][1], len(found.starts)))
        if words:
            found.starts.append(len(found.words))
            found.sections.append(section)
            found.labels.append(label)
            found.places.append(place)
            found.cells.append(flow.first.cell)
            found.words += words
    return found


def flows_of(reading: Reading) -> list[Flow]:
    """All passages without headers and footers, the parts of each on several pages joined."""
    flows: list[Flow] = []
    open_: list[Flow] = []
    """The passages that have a part on the page before."""
    in_cells: dict[Cell, Flow] = {}
    for page in reading.pages:
        here: list[Flow] = []
        passages = [passage for passage in page.passages if passage.role != ARTIFACT]
        going_on = [passage for passage in passages if passage.continued]
        beginnings = _beginnings(open_, going_on)
        for passage in passages:
            flow = beginnings.get(id(passage)) if passage.continued else None
            if passage.cell is not None and reading.tagged:
                flow = in_cells.get(passage.cell)
            if flow is None:
                flow = Flow(passage)
                flows.append(flow)
            if passage.cell is not None:
                in_cells[passage.cell] = flow
            flow.add(passage, page.number)
            here.append(flow)
        open_ = here
    return flows


def _beginnings(before: Sequence[Flow], parts: Iterable[Passage]) -> dict[int, Flow]:
    """What each passage that goes on began as: of several alike, as the cells of a row, the last ones in order."""
    alike: dict[tuple[Section, str], list[Passage]] = {}
    for part in parts:
        alike.setdefault((part.section, part.role), []).append(part)
    found: dict[int, Flow] = {}
    for (section, role), several in alike.items():
        candidates = [flow for flow in before if (flow.first.section, flow.first.role) == (section, role)]
        for part, flow in zip(reversed(several), reversed(candidates), strict=False):
            found[id(part)] = flow
    return found


def _words(flow: Flow, passage: int, masks: Masks) -> Iterator[Word]:
    covered = masks.cover(flow.text)
    if len(flow.pages) == 1 and not flow.joins:
        page = flow.pages[0][1]
        yield from (Word(text, page, passage) for text in covered.text.split(" ") if text)
        return
    joins = covered.places(flow.joins)
    at = 0
    for text in covered.text.split(" "):
        if text:
            place = covered.place(at)
            page = flow.pages[max(bisect_right(flow.pages, place, key=lambda start: start[0]) - 1, 0)][1]
            inside = [join - at for join in joins if at < join < at + len(text)] if joins else []
            yield Word(text, page, passage, tuple(join - 1 for join in inside if _of_a_word(text, join - 1)))
        at += len(text) + 1


def _of_a_word(text: str, at: int) -> bool:
    """Whether a character is a hyphen between letters: only there it may be the line's alone.  `1-2` isn't `12`."""
    return text[at] in _HYPHENS and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def bare(word: str) -> str:
    """A word without the marks around it."""
    return _EDGE.sub("", word)


class Spelling:
    """Numbers for words, equal for equal ones, over two documents.

    A word that was parted at a line's end has the spelling that is found elsewhere, else that without the hyphen.
    """

    def __init__(self, *texts: Text) -> None:
        self._known = {bare(word.text) for text in texts for word in text.words if not word.hyphens}
        self._numbers: dict[str, int] = {}

    def numbers(self, text: Text) -> list[int]:
        """Of all words of a document."""
        return [self._numbers.setdefault(self._spelt(word), len(self._numbers)) for word in text.words]

    def _spelt(self, word: Word) -> str:
        if not word.hyphens:
            return word.text
        own = bare(word.text) in self._known and bare(word.joined) not in self._known
        return word.text if own else word.joined


def alike(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether words differ only in what a hyphen at a line's end may have been.

    It may be of the word, or of the line only; and pdfium takes away a space behind it, as in `pre- and postnatal`.
    """
    return _reads_as(old, new) or _reads_as(new, old)


def _reads_as(words: Sequence[Word], others: Sequence[Word]) -> bool:
    if not any(word.hyphens for word in words):
        return False
    ways = " ".join(
        "".join("[-‐]? ?" if at in word.hyphens else re.escape(letter) for at, letter in enumerate(word.text))
        for word in words
    )
    plain = (" ".join(word.text for word in others), " ".join(word.joined for word in others))
    return any(re.fullmatch(ways, text) for text in plain)
