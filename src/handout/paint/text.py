"""Words as content operators: the lines of a leaf, cut where the owner of the words changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from handout.layout.geometry import Glyphs, Line, Rule
from handout.paint.file import number
from handout.paint.fonts import CodingByFace
from handout.paint.shapes import fill, rule
from handout.tree import Leaf, Run

ARTIFACT = b"/Artifact BMC"
"""Begins what is drawn and never read."""


class Inline(Struct, frozen=True):
    """A stretch of a leaf with a tag of its own: a link, or words in another language."""

    link: str | None
    lang: str | None
    text: str


class Owners(Struct, frozen=True):
    """Whose the runs of a leaf are: 0 for the leaf itself, else the number of an inline, counted from 1."""

    inlines: tuple[Inline, ...]
    by_run: tuple[int, ...]


def owners(leaf: Leaf) -> Owners:
    """The inlines of a leaf; neighbouring runs with the same link and language are one."""
    if all(run.link is None and run.lang is None for run in leaf.runs):
        return Owners((), (0,) * len(leaf.runs))
    inlines: list[Inline] = []
    by_run: list[int] = []
    for run in leaf.runs:
        if run.link is None and run.lang is None:
            by_run.append(0)
        elif by_run and by_run[-1] and (inlines[-1].link, inlines[-1].lang) == (run.link, run.lang):
            inlines[-1] = Inline(run.link, run.lang, inlines[-1].text + run.text)
            by_run.append(len(inlines))
        else:
            inlines.append(Inline(run.link, run.lang, run.text))
            by_run.append(len(inlines))
    return Owners(tuple(inlines), tuple(by_run))


Piece = tuple[Line, Glyphs]


class Stretch(Struct, frozen=True):
    """Consecutive words of one owner; of nobody where they are an artifact."""

    artifact: str
    owner: int
    pieces: tuple[Piece, ...]


def stretches(lines: Iterable[Line], by_run: Sequence[int]) -> tuple[Stretch, ...]:
    """The words of lines of one leaf, cut where the owner changes."""

    def owner(piece: Piece) -> tuple[str, int]:
        line, glyphs = piece
        return line.artifact, 0 if line.artifact else by_run[glyphs.run]

    pieces = [(line, glyphs) for line in lines for glyphs in line.glyphs]
    return tuple(Stretch(*key, tuple(group)) for key, group in groupby(pieces, key=owner))


class Box(Struct, frozen=True):
    """Where a piece of a link stands."""

    x1: float
    y1: float
    x2: float
    y2: float
    under: Rule


def boxes(stretch: Stretch, inlines: Sequence[Inline]) -> tuple[Box, ...]:
    """A link's pieces, one a line, without the space at which a line was broken; none if it isn't a link."""
    found: list[Box] = []
    if not stretch.owner or inlines[stretch.owner - 1].link is None:
        return ()
    for _, group in groupby(stretch.pieces, key=lambda piece: id(piece[0])):
        pieces = list(group)
        line, first, last = pieces[0][0], pieces[0][1], pieces[-1][1]
        end = min(last.x + last.width, line.x + line.width)
        if end > first.x:
            y = line.y - 0.13 * first.size
            under = Rule(x1=first.x, y1=y, x2=end, y2=y, color=first.color, width=0.055 * first.size)
            found.append(Box(first.x, line.y - line.descent, end, line.y + line.ascent, under))
    return tuple(found)


def underlines(found: Sequence[Box]) -> bytes:
    """The lines under a link: an artifact."""
    return b"%s q %s Q EMC" % (ARTIFACT, b" ".join(rule(box.under) for box in found))


class Typesetter:
    """Writes text operators and remembers what is set already; one for each content stream."""

    def __init__(self, codings: CodingByFace) -> None:
        self._codings = codings
        self._font: tuple[str, float] | None = None
        self._color: str | None = None

    def text(self, pieces: Sequence[Piece], runs: Sequence[Run]) -> bytes:
        """One text object; LookupError if a character has no code."""
        out, x, y = [b"BT"], 0, 0
        for line, glyphs in pieces:
            if self._color != glyphs.color or self._font != (glyphs.face, glyphs.size):
                out += self._look(glyphs)
            # Distances between rounded places, so that rounding never adds up.
            right, up = round(glyphs.x * 100), round(line.y * 100)
            show = b"%s Tj" % self._codings[glyphs.face].string(glyphs.text)
            if runs[glyphs.run].blank is not None:
                show = self._unseen(glyphs, show)
            out.append(b"%s %s Td %s" % (number((right - x) / 100), number((up - y) / 100), show))
            x, y = right, up
        return b" ".join((*out, b"ET"))

    def _look(self, glyphs: Glyphs) -> Iterable[bytes]:
        if self._color != glyphs.color:
            self._color = glyphs.color
            yield fill(glyphs.color)
        if self._font != (glyphs.face, glyphs.size):
            self._font = (glyphs.face, glyphs.size)
            yield b"%s %s Tf" % (self._codings[glyphs.face].resource, number(glyphs.size))

    def _unseen(self, glyphs: Glyphs, show: bytes) -> bytes:
        """The label of a blank for the pen: read and extracted, not seen, and no wider than the blank."""
        natural = self._codings[glyphs.face].measure(glyphs.text) * glyphs.size
        scale = min(100.0, 100 * glyphs.width / natural) if natural else 100.0
        return b"3 Tr %s Tz %s 100 Tz 0 Tr" % (number(scale), show)
