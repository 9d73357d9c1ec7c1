"""The text of a PDF as words to compare, each with its page and its passage, without its lines.

The parts of a passage that runs over pages are one again.  What may differ is masked.  Of a word with a hyphen at a
line's end both spellings are kept: the page doesn't show whether the word is written with a hyphen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from handout.compare.cells import BOX, CELLS, EMPTY, END, END_LIST, LIST, MARKS, Marks
from handout.compare.flows import FlowedPassage, SectionPath, flows_of
from handout.compare.labels import LabelledText, heads, labels
from handout.compare.masks import Masks
from handout.extract.passages import CellPosition, PdfReading

_HYPHENS = "-‐"
_CLAUSE_ENDS = frozenset("，。、；：！？")
_WORD = re.compile("[^ ，。、；：！？]+[，。、；：！？」』”’）)]*|[，。、；：！？]+[」』”’）)]*")
_SAME = str.maketrans({"\N{MICRO SIGN}": "\N{GREEK SMALL LETTER MU}"})
"""Characters that are one to a reader.  NFC has made one of those for ohm, kelvin and angstrom."""
_EDGE = re.compile(r"^\W+|\W+$")


class Word(NamedTuple):
    """A word and its place."""

    text: str
    page: int
    """From 1."""
    passage: int
    """Its number."""
    hyphens: tuple[int, ...] = ()
    """The indexes of hyphens between letters that were at the end of a line."""
    glued: bool = False
    """Whether there is no space between it and the word before it, as between two clauses in Chinese."""

    @property
    def joined(self) -> str:
        """The word without these."""
        return "".join(letter for at, letter in enumerate(self.text) if at not in self.hyphens)


@dataclass
class WordSequence:
    """A document's words and passages."""

    words: list[Word] = field(default_factory=list)
    sections: list[SectionPath] = field(default_factory=list)
    """The section of each passage; a heading is in its own section."""
    labels: list[str] = field(default_factory=list)
    """The label of each passage: the words before it in its row."""
    places: list[str] = field(default_factory=list)
    """For each passage in a table, the heads of its row and column; empty for others."""
    cells: list[CellPosition | None] = field(default_factory=list)
    """The cell of each passage."""
    starts: list[int] = field(default_factory=list)
    """The number of each passage's first word."""

    def range(self, passage: int) -> range:
        """The numbers of a passage's words."""
        end = self.starts[passage + 1] if passage + 1 < len(self.starts) else len(self.words)
        return range(self.starts[passage], end)

    def passage(self, at: int) -> int:
        """The number of the passage that a word is in."""
        return self.words[at].passage

    def section(self, at: int) -> SectionPath:
        """The section that a word is in."""
        return self.sections[self.words[at].passage]

    def begins(self, at: int) -> bool:
        """Whether a passage begins with a word."""
        return self.starts[self.words[at].passage] == at

    def spoken(self, numbers: Iterable[int]) -> list[int]:
        """The words without marks."""
        return [at for at in numbers if self.words[at].text not in MARKS]

    def said(self, numbers: Iterable[int]) -> str:
        """Words as they are shown; of the marks, only those of cells without words."""
        text, last = "", -1
        for at in numbers:
            if shown := self._shown(at):
                text += shown if not text or (self.words[at].glued and at == last + 1) else f" {shown}"
                last = at
        return text

    def _shown(self, at: int) -> str:
        word = self.words[at]
        if word.text not in MARKS:
            return word.text
        return EMPTY if word.text in CELLS and not self.spoken(self.range(word.passage)) else ""

    def marked(self, numbers: Iterable[int]) -> str:
        """Words and all marks."""
        return " ".join(MARKS.get(word.text, word.text) for word in (self.words[at] for at in numbers))


class Marking(NamedTuple):
    """What has marks among the words; what isn't known for both documents has none."""

    cells: bool = False
    tags: bool = False
    """Boxes and pictures."""
    lists: bool = False
    """Lists in items of lists."""
    wide_cells: bool = False
    """The further columns that a cell covers."""


PLAIN = Marking()


def text_of(
    reading: PdfReading, masks: Masks, marking: Marking = PLAIN, *, without: Set[CellPosition] = frozenset()
) -> WordSequence:
    """The words of a document without its headers and footers, and without some cells."""
    found, marks = WordSequence(), Marks()
    flows = [flow for flow in flows_of(reading) if flow.first.cell not in without]
    said = [LabelledText(flow.first.role, flow.text, flow.first.cell) for flow in flows]
    edges = _edges(flows, marking)
    for number, (flow, label, place) in enumerate(zip(flows, labels(said), heads(said), strict=True)):
        section = flow.first.section
        if flow.first.heading:
            section = (*section, flow.text)
        passage = len(found.starts)
        words = [*_words(flow, passage, masks)]
        if marking.tags and flow.first.alt:
            words = [_word(flow, passage, f"‹picture: {masks.cover(flow.first.alt).text}›")]
        if marking.cells and flow.first.cell is not None:
            own = marks.of(flow.first.cell, wide=marking.wide_cells)
            words[:0] = [_word(flow, passage, mark) for mark in own]
        if words:
            before, after = edges.get(number, ("", ""))
            words[:0] = [_word(flow, passage, mark) for mark in before]
            words += [_word(flow, passage, mark, last=True) for mark in after]
            found.starts.append(len(found.words))
            found.sections.append(section)
            found.labels.append(label)
            found.places.append(place)
            found.cells.append(flow.first.cell)
            found.words += words
    return found


def _word(flow: FlowedPassage, passage: int, text: str, *, last: bool = False) -> Word:
    """A word that isn't printed, on the passage's first page or its last."""
    return Word(text, flow.pages[-1 if last else 0][1], passage)


def _edges(flows: Sequence[FlowedPassage], marking: Marking) -> dict[int, tuple[str, str]]:
    """The marks before and after the passages at the edges of boxes and of lists in items, by the passages' numbers."""
    found: dict[int, tuple[str, str]] = {}
    asides = [0, *(flow.first.aside * marking.tags for flow in flows), 0]
    depths = [1, *(max(flow.first.depth, 1) if marking.lists else 1 for flow in flows), 1]
    for number in range(len(flows)):
        before, here, after = asides[number : number + 3]
        less, depth, more = depths[number : number + 3]
        begins = LIST * max(depth - less, 0) + BOX * (here not in (0, before))
        ends = END_LIST * max(depth - more, 0) + END * (here not in (0, after))
        if begins or ends:
            found[number] = begins, ends
    return found


def _words(flow: FlowedPassage, passage: int, masks: Masks) -> Iterator[Word]:
    covered = masks.cover(flow.text)
    if len(flow.pages) == 1 and not flow.joins:
        page = flow.pages[0][1]
        if not _CLAUSE_ENDS.isdisjoint(covered.text):
            yield from (Word(text, page, passage, (), glued) for _, text, glued in _split(covered.text))
        else:
            yield from (Word(text, page, passage) for text in covered.text.split(" ") if text)
        return
    joins = covered.places(flow.joins)
    for at, text, glued in _split(covered.text):
        place = covered.place(at)
        page = flow.pages[max(bisect_right(flow.pages, place, key=lambda start: start[0]) - 1, 0)][1]
        inside = [join - at for join in joins if at < join < at + len(text)] if joins else []
        yield Word(text, page, passage, tuple(join - 1 for join in inside if _of_a_word(text, join - 1)), glued)


def _split(text: str) -> Iterator[tuple[int, str, bool]]:
    """The words of a text, each with its place, and whether it is glued to the one before it.

    A clause in Chinese or Japanese is a word: else a paragraph would be one, and no change in it could be found.
    """
    for match in _WORD.finditer(text):
        yield match.start(), match[0], match.start() > 0 and text[match.start() - 1] != " "


def _of_a_word(text: str, at: int) -> bool:
    """Whether a character is a hyphen between letters, which a line's end may have added: `1-2` isn't `12`."""
    return text[at] in _HYPHENS and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def bare(word: str) -> str:
    """A word without the marks around it."""
    return _EDGE.sub("", word)


class Spelling:
    """Numbers for the words of two documents, equal for equal words.

    A word that was split at a line's end has the spelling that is found elsewhere, else that without the hyphen.
    """

    def __init__(self, *texts: WordSequence) -> None:
        self._known = {bare(word.text) for text in texts for word in text.words if not word.hyphens}
        self._numbers: dict[tuple[str, bool], int] = {}

    def numbers(self, text: WordSequence) -> list[int]:
        """The numbers of all words of a document."""
        return [self._numbers.setdefault((self._spelt(word), word.glued), len(self._numbers)) for word in text.words]

    def _spelt(self, word: Word) -> str:
        if not word.hyphens:
            return word.text.translate(_SAME)
        own = bare(word.text) in self._known and bare(word.joined) not in self._known
        return (word.text if own else word.joined).translate(_SAME)


def alike(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether words differ only in what a hyphen at a line's end may have been.

    It may be of the word, or of the line only; and pdfium takes away a space behind it, as in `pre- and postnatal`.
    """
    return _reads_as(old, new) or _reads_as(new, old)


def _reads_as(words: Sequence[Word], others: Sequence[Word]) -> bool:
    if not any(word.hyphens for word in words):
        return False
    ways = " ".join(
        "".join("(?:[-‐] ?)?" if at in word.hyphens else re.escape(letter) for at, letter in enumerate(word.text))
        for word in words
    )
    plain = (" ".join(word.text for word in others), " ".join(word.joined for word in others))
    return any(re.fullmatch(ways, text) for text in plain)
