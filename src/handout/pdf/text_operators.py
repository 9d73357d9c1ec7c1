"""Text as content operators: the lines of a leaf, split where the structure element that owns the text changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from handout.document import Leaf, Run
from handout.layout.geometry import OF_VALUES, Glyphs, Line, Rule
from handout.pdf.codings import CodingByFace
from handout.pdf.file import number
from handout.pdf.shapes import rule, set_fill

ARTIFACT = b"/Artifact BMC"
"""Begins marked content that is drawn and not read."""


class TaggedSpan(Struct, frozen=True):
    """A part of a leaf with a structure element of its own: a link, text in another language, a sign with a name, or an
    abbreviation with its expansion.
    """

    link: str | None
    lang: str | None
    text: str
    alt: str | None = None
    """What is read aloud in its place."""
    mark: int | None = None
    """The number of the footnote whose mark this is."""
    expansion: str | None = None
    """What it is short for."""

    def continues(self, run: Run) -> bool:
        """Whether the next run belongs to the same span."""
        return self.alt is None and self.expansion is None and (self.link, self.lang) == (run.link, run.lang)


class Owners(Struct, frozen=True):
    """Which element owns each run of a leaf: 0 is the leaf's own element, the spans' elements count from 1."""

    inlines: tuple[TaggedSpan, ...]
    by_run: tuple[int, ...]


def owners(leaf: Leaf) -> Owners:
    """The spans of a leaf; neighbours of one link and language are one, a sign or an abbreviation is its own."""
    inlines: list[TaggedSpan] = []
    by_run: list[int] = []
    for run in leaf.runs:
        if run.link is None and run.lang is None and run.alt is None and run.expansion is None:
            by_run.append(0)
            continue
        text = run.text.replace("\n", " ")
        own = run.alt is not None or run.expansion is not None
        if by_run and by_run[-1] and not own and inlines[-1].continues(run):
            inlines[-1] = TaggedSpan(run.link, run.lang, inlines[-1].text + text)
        else:
            inlines.append(TaggedSpan(run.link, run.lang, text, run.alt, run.mark, run.expansion))
        by_run.append(len(inlines))
    return Owners(tuple(inlines), tuple(by_run))


class LinePiece(Struct, frozen=True):
    """A part of a line, or all of it."""

    line: Line
    glyphs: tuple[Glyphs, ...]


class OwnedText(Struct, frozen=True):
    """Consecutive text of one owner, or an artifact."""

    artifact: str
    """The kind of artifact; empty for text that is read."""
    owner: int
    pieces: tuple[LinePiece, ...]
    """One for each line."""


def split_by_owner(lines: Iterable[Line], by_run: Sequence[int]) -> tuple[OwnedText, ...]:
    """The text of one leaf's lines, split where the owner changes."""
    found: list[OwnedText] = []
    for line in lines:
        for owner, glyphs in _by_owner(line, by_run):
            piece = LinePiece(line, tuple(glyphs))
            if found and (found[-1].artifact, found[-1].owner) == (line.artifact, owner):
                found[-1] = OwnedText(line.artifact, owner, (*found[-1].pieces, piece))
            else:
                found.append(OwnedText(line.artifact, owner, (piece,)))
    return tuple(found)


def _by_owner(line: Line, by_run: Sequence[int]) -> Iterator[tuple[int, Iterator[Glyphs]]]:
    return groupby(line.glyphs, key=lambda glyphs: 0 if line.artifact else by_run[glyphs.run])


class LinkBox(Struct, frozen=True):
    """The rectangle of a link's part on one line, with the rule below it."""

    x1: float
    y1: float
    x2: float
    y2: float
    underline: Rule


def link_boxes(text: OwnedText, inlines: Sequence[TaggedSpan]) -> tuple[LinkBox, ...]:
    """The boxes of a link, one for each line, without the space at which a line was broken; none if it isn't a link."""
    found: list[LinkBox] = []
    if not text.owner or inlines[text.owner - 1].link is None:
        return ()
    for piece in text.pieces:
        line, first = piece.line, piece.glyphs[0]
        start = max(min([glyphs.x for glyphs in piece.glyphs]), line.x)
        end = min(max([glyphs.x + glyphs.width for glyphs in piece.glyphs]), line.x + line.width)
        if end > start:
            y = line.y - 0.13 * first.size
            underline = Rule(x1=start, y1=y, x2=end, y2=y, color=first.color, width=0.055 * first.size)
            found.append(LinkBox(start, line.y - line.descent, end, line.y + line.ascent, underline))
    return tuple(found)


def underlines(boxes: Sequence[LinkBox]) -> bytes:
    """The rules below a link: an artifact."""
    return b"%s q %s Q EMC" % (ARTIFACT, b" ".join(rule(box.underline) for box in boxes))


class PlacedLine(Struct, frozen=True):
    """Text of a line and its start, in hundredths of a point from the page's lower left corner."""

    x: int
    y: int
    glyphs: tuple[Glyphs, ...]


def placed_lines(pieces: Iterable[LinePiece]) -> Iterator[PlacedLine]:
    """Places are rounded first and then subtracted, so that rounding errors never add up."""
    return (PlacedLine(round(piece.glyphs[0].x * 100), round(piece.line.y * 100), piece.glyphs) for piece in pieces)


class FontSize(Struct, frozen=True):
    """The operands of Tf."""

    face: str
    """The name of the embedded font, by `Glyphs.font`, or that of its values."""
    size: float


Operators = bytes | Glyphs
"""Some operators, or a value in a font that each copy brings: `Coding.later`."""


class LineOperators(Struct, frozen=True):
    """The operators of a line's text, without its place, and the state that they leave."""

    operators: tuple[Operators, ...]
    moved: int
    """The distance, in hundredths of a point, from the line's start to the point from which the next Td counts."""
    font: FontSize
    color: str


class LineKey(Struct, frozen=True):
    """What the operators of a line depend on.

    The leaf decides which glyphs are the label of a blank; the font and colour are those that are set before the line.
    """

    leaf: int
    glyphs: tuple[Glyphs, ...]
    font: FontSize | None
    color: str | None


LineCache = dict[LineKey, LineOperators]


class TextWriter:
    """Writes text objects and leaves out the operators that would set what is set already.

    A content stream has a writer of its own.  Writers that share a cache write a line that comes again without
    building it again; the leaves of a cache are those of one document.
    """

    def __init__(self, codings: CodingByFace, cache: LineCache | None = None) -> None:
        self._codings = codings
        self._cache = {} if cache is None else cache
        self._font: FontSize | None = None
        self._color: str | None = None

    def text(self, lines: Iterable[PlacedLine], leaf: Leaf) -> bytes:
        """One text object; LookupError if a character has no code."""
        return b" ".join(self.operators(lines, leaf))  # type: ignore[arg-type]  # every font is there

    def operators(self, lines: Iterable[PlacedLine], leaf: Leaf) -> list[Operators]:
        """The same, for a form: what is to be joined by spaces once the fonts of values are there."""
        out: list[Operators] = [b"BT"]
        x = y = 0
        for line in lines:
            key = LineKey(leaf.key, line.glyphs, self._font, self._color)
            shown = self._cache.get(key)
            if shown is None:
                shown = self._cache[key] = self._operators(line.glyphs, leaf.runs)
            self._font, self._color = shown.font, shown.color
            out.append(b"%s %s Td" % (number((line.x - x) / 100), number((line.y - y) / 100)))
            out += shown.operators
            x, y = line.x + shown.moved, line.y
        out.append(b"ET")
        return out

    def _operators(self, line: tuple[Glyphs, ...], runs: Sequence[Run]) -> LineOperators:
        """Glyphs follow each other without a Td, except where they don't from left to right.

        That is after a blank, whose label may be narrower than the blank, and in text of two directions.
        """
        out: list[bytes] = []
        done: list[Operators] = []
        font, color, moved, apart = self._font, self._color, 0, False
        turning = any(glyphs.level for glyphs in line)
        for glyphs in line:
            if color != glyphs.color:
                color = glyphs.color
                out.append(set_fill(color))
            name = self._font_of(glyphs, runs)
            if font is None or (font.face, font.size) != (name, glyphs.size):
                font = FontSize(name, glyphs.size)
                out.append(b"%s %s Tf" % (self._codings[name].resource, number(glyphs.size)))
            if apart:
                place = round(glyphs.x * 100) - round(line[0].x * 100)
                out.append(b"%s 0 Td" % number((place - moved) / 100))
                moved = place
            blank = runs[glyphs.run].blank is not None
            if (coding := self._codings[name]).later:
                done += (*out, glyphs)
                out = []
            elif blank:
                out.append(self._invisible(glyphs, coding.shown(glyphs)))
            else:
                out.append(coding.shown(glyphs))
            apart = blank or turning
        first = line[0]
        return LineOperators(
            (*done, b" ".join(out)) if out else tuple(done),
            moved,
            font or FontSize(first.font, first.size),
            color or first.color,
        )

    def _font_of(self, glyphs: Glyphs, runs: Sequence[Run]) -> str:
        """The name of the embedded font; a document that isn't for a patient of a list has no fonts of values."""
        of_values = glyphs.face + OF_VALUES
        return of_values if glyphs.clusters and runs[glyphs.run].slot and of_values in self._codings else glyphs.font

    def _invisible(self, glyphs: Glyphs, show: bytes) -> bytes:
        """The label of a blank to write on: read aloud and extracted, invisible, and no wider than the blank."""
        natural = self._codings[glyphs.font].measure(glyphs) * glyphs.size
        scale = min(100.0, 100 * glyphs.width / natural) if natural else 100.0
        return b"3 Tr %s Tz %s 100 Tz 0 Tr" % (number(scale), show)
