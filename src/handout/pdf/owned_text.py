"""Who owns text: the structure element of each piece of a leaf's lines, and the boxes of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from handout.document import Leaf, Run
from handout.layout.geometry import Glyphs, Line, Rule


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
