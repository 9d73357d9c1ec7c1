"""Words as content operators: the lines of a leaf, cut where the owner of the words changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from handout.document import Leaf, Run
from handout.layout.geometry import Glyphs, Line, Rule
from handout.pdf.file import number
from handout.pdf.fonts import CodingByFace
from handout.pdf.shapes import rule, set_fill

ARTIFACT = b"/Artifact BMC"
"""Begins what is drawn and never read."""


class TaggedSpan(Struct, frozen=True):
    """A stretch of a leaf with a tag of its own: a link, words in another language, or a sign with a name."""

    link: str | None
    lang: str | None
    text: str
    alt: str | None = None
    """What is read aloud in its place."""

    def goes_on(self, run: Run) -> bool:
        """Whether a run behind it belongs to it."""
        return self.alt is None and (self.link, self.lang) == (run.link, run.lang)


class Owners(Struct, frozen=True):
    """Whose the runs of a leaf are: 0 for the leaf itself, else the number of an inline, counted from 1."""

    inlines: tuple[TaggedSpan, ...]
    by_run: tuple[int, ...]


def owners(leaf: Leaf) -> Owners:
    """The inlines of a leaf; neighbouring runs with the same link and language are one, but each sign is its own."""
    if all(run.link is None and run.lang is None and run.alt is None for run in leaf.runs):
        return Owners((), (0,) * len(leaf.runs))
    inlines: list[TaggedSpan] = []
    by_run: list[int] = []
    for run in leaf.runs:
        if run.link is None and run.lang is None and run.alt is None:
            by_run.append(0)
        elif by_run and by_run[-1] and run.alt is None and inlines[-1].goes_on(run):
            inlines[-1] = TaggedSpan(run.link, run.lang, inlines[-1].text + run.text.replace("\n", " "))
            by_run.append(len(inlines))
        else:
            inlines.append(TaggedSpan(run.link, run.lang, run.text.replace("\n", " "), run.alt))
            by_run.append(len(inlines))
    return Owners(tuple(inlines), tuple(by_run))


LinePiece = tuple[Line, tuple[Glyphs, ...]]
"""A line, and what of it."""


class OwnedText(Struct, frozen=True):
    """Consecutive words of one owner; of nobody where they are an artifact."""

    artifact: str
    owner: int
    pieces: tuple[LinePiece, ...]
    """One a line."""


def split_by_owner(lines: Iterable[Line], by_run: Sequence[int]) -> tuple[OwnedText, ...]:
    """The words of lines of one leaf, cut where the owner changes."""

    def owner(piece: tuple[Line, Glyphs]) -> tuple[str, int]:
        line, glyphs = piece
        return line.artifact, 0 if line.artifact else by_run[glyphs.run]

    pieces = [(line, glyphs) for line in lines for glyphs in line.glyphs]
    return tuple(OwnedText(*key, (*_by_line(group),)) for key, group in groupby(pieces, key=owner))


def _by_line(pieces: Iterable[tuple[Line, Glyphs]]) -> Iterator[LinePiece]:
    for _, group in groupby(pieces, key=lambda piece: id(piece[0])):
        lines, glyphs = zip(*group, strict=True)
        yield lines[0], glyphs


class LinkBox(Struct, frozen=True):
    """Where a piece of a link stands."""

    x1: float
    y1: float
    x2: float
    y2: float
    under: Rule


def link_boxes(stretch: OwnedText, inlines: Sequence[TaggedSpan]) -> tuple[LinkBox, ...]:
    """A link's pieces, one a line, without the space at which a line was broken; none if it isn't a link."""
    found: list[LinkBox] = []
    if not stretch.owner or inlines[stretch.owner - 1].link is None:
        return ()
    for line, glyphs in stretch.pieces:
        first, last = glyphs[0], glyphs[-1]
        end = min(last.x + last.width, line.x + line.width)
        if end > first.x:
            y = line.y - 0.13 * first.size
            under = Rule(x1=first.x, y1=y, x2=end, y2=y, color=first.color, width=0.055 * first.size)
            found.append(LinkBox(first.x, line.y - line.descent, end, line.y + line.ascent, under))
    return tuple(found)


def underlines(found: Sequence[LinkBox]) -> bytes:
    """The lines under a link: an artifact."""
    return b"%s q %s Q EMC" % (ARTIFACT, b" ".join(rule(box.under) for box in found))


PlacedLine = tuple[int, int, tuple[Glyphs, ...]]
"""Where a line begins, in hundredths of a point, and what of it."""


def placed_lines(pieces: Iterable[LinePiece]) -> Iterator[PlacedLine]:
    """Places are rounded, and then the distances between them, so that rounding never adds up."""
    return ((round(glyphs[0].x * 100), round(line.y * 100), glyphs) for line, glyphs in pieces)


class LineOperators(Struct, frozen=True):
    """A line's operators behind its place, and what is set after them."""

    glyphs: tuple[Glyphs, ...]
    operators: bytes
    moved: int
    """How far from the line's beginning, in hundredths, the next place is counted from."""
    font: tuple[str, float]
    color: str


KnownLines = dict[tuple[int, tuple[str, float] | None, str | None], LineOperators]
"""By the identity of a line's glyphs, and what is set before them."""


class TextWriter:
    """Writes text operators and remembers what is set already; one for each content stream.

    Who writes lines that come again gives a dictionary.
    """

    def __init__(self, codings: CodingByFace, known: KnownLines | None = None) -> None:
        self._codings = codings
        self._known = {} if known is None else known
        self._font: tuple[str, float] | None = None
        self._color: str | None = None

    def text(self, lines: Iterable[PlacedLine], runs: Sequence[Run]) -> bytes:
        """One text object; LookupError if a character has no code."""
        out, x, y = [b"BT"], 0, 0
        for right, up, glyphs in lines:
            key = id(glyphs), self._font, self._color
            shown = self._known.get(key)
            if shown is None or shown.glyphs is not glyphs:
                shown = self._known[key] = self._shown(glyphs, runs)
            self._font, self._color = shown.font, shown.color
            out.append(b"%s %s Td %s" % (number((right - x) / 100), number((up - y) / 100), shown.operators))
            x, y = right + shown.moved, up
        return b" ".join((*out, b"ET"))

    def _shown(self, line: tuple[Glyphs, ...], runs: Sequence[Run]) -> LineOperators:
        """One piece follows the other, but behind a blank, whose label may be shorter than it."""
        out: list[bytes] = []
        font, color, moved, after_blank = self._font, self._color, 0, False
        for glyphs in line:
            if color != glyphs.color:
                color = glyphs.color
                out.append(set_fill(color))
            if font != (glyphs.face, glyphs.size):
                font = (glyphs.face, glyphs.size)
                out.append(b"%s %s Tf" % (self._codings[glyphs.face].resource, number(glyphs.size)))
            if after_blank:
                place = round(glyphs.x * 100) - round(line[0].x * 100)
                out.append(b"%s 0 Td" % number((place - moved) / 100))
                moved = place
            show = b"%s Tj" % self._codings[glyphs.face].string(glyphs.text)
            after_blank = runs[glyphs.run].blank is not None
            out.append(self._unseen(glyphs, show) if after_blank else show)
        first = line[0]
        return LineOperators(line, b" ".join(out), moved, font or (first.face, first.size), color or first.color)

    def _unseen(self, glyphs: Glyphs, show: bytes) -> bytes:
        """The label of a blank for the pen: read and extracted, not seen, and no wider than the blank."""
        natural = self._codings[glyphs.face].measure(glyphs.text) * glyphs.size
        scale = min(100.0, 100 * glyphs.width / natural) if natural else 100.0
        return b"3 Tr %s Tz %s 100 Tz 0 Tr" % (number(scale), show)
