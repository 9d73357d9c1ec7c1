"""Text as content operators: text objects without the operators that would set what is set already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.document import Leaf, Run
from handout.layout.geometry import OF_VALUES, Glyphs
from handout.pdf.codings import CodingByFace, ShapedValue, shaped_value
from handout.pdf.file import number
from handout.pdf.owned_text import LinePiece, LinkBox
from handout.pdf.shapes import rule, set_fill

ARTIFACT = b"/Artifact BMC"
"""Begins marked content that is drawn and not read."""


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


Operators = bytes | ShapedValue
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


class TextState(Struct, frozen=True):
    """What is set inside a text object."""

    x: int = 0
    """The point from which the next Td counts, in hundredths of a point."""
    y: int = 0
    font: FontSize | None = None
    color: str | None = None


class TextWriter:
    """Writes text objects and leaves out the operators that would set what is set already.

    A content stream has a writer of its own.  Writers that share a cache write a line that comes again without
    building it again; the leaves of a cache are those of one document.
    """

    def __init__(self, codings: CodingByFace, cache: LineCache | None = None) -> None:
        self._codings = codings
        self._cache = cache
        self.state = TextState()

    def text(self, lines: Iterable[PlacedLine], leaf: Leaf) -> bytes:
        """One text object; LookupError if a character has no code."""
        return b" ".join(self.operators(lines, leaf))  # type: ignore[arg-type]  # every font is there

    def operators(self, lines: Iterable[PlacedLine], leaf: Leaf) -> list[Operators]:
        """The same, for a form: what is to be joined by spaces once the fonts of values are there."""
        self.state = replace(self.state, x=0, y=0)
        return [b"BT", *self.lines(lines, leaf), b"ET"]

    def lines(self, lines: Iterable[PlacedLine], leaf: Leaf) -> list[Operators]:
        """The operators of some lines of a text object."""
        out: list[Operators] = []
        for line in lines:
            shown = self._shown(line.glyphs, leaf)
            out.append(self.moved(line.x, line.y))
            out += shown.operators
            self.state = TextState(line.x + shown.moved, line.y, shown.font, shown.color)
        return out

    def moved(self, x: int, y: int) -> bytes:
        """The operator that goes to the start of a line."""
        return b"%s %s Td" % (number((x - self.state.x) / 100), number((y - self.state.y) / 100))

    def _shown(self, line: tuple[Glyphs, ...], leaf: Leaf) -> LineOperators:
        if self._cache is None or any(leaf.runs[glyphs.run].slot for glyphs in line):
            return self._operators(line, leaf.runs)  # a line with a patient's words doesn't come again
        key = LineKey(leaf.key, line, self.state.font, self.state.color)
        if key not in self._cache:
            self._cache[key] = self._operators(line, leaf.runs)
        return self._cache[key]

    def _operators(self, line: tuple[Glyphs, ...], runs: Sequence[Run]) -> LineOperators:
        """Glyphs follow each other without a Td, except where they don't from left to right.

        That is after a blank, whose label may be narrower than the blank, and in text of two directions.
        """
        out: list[bytes] = []
        done: list[Operators] = []
        font, color, moved, apart = self.state.font, self.state.color, 0, False
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
                done += (*out, shaped_value(glyphs.face, glyphs.clusters, glyphs.level))
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
