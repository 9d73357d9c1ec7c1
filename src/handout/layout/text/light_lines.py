"""Lines before their glyphs are made: who only writes the words of a line needs no glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from handout.document import Leaf, Style
from handout.fonts.pieces import FacePiece
from handout.fonts.scripts import needs_shaping
from handout.layout.text.ink import InkHeights, ink_of_pieces
from handout.layout.text.run_glyphs import RunGlyphs
from handout.layout.text.words import TextLook, TextSpan

if TYPE_CHECKING:
    from handout.layout.text.directions import LeafLevels


class PlacedPiece(Struct, frozen=True):
    """A piece of a line, of one level and in one run."""

    x: float
    """Where it begins, from the line's left end; 0 in a leaf of one direction, where it is behind the piece before."""
    level: int
    of_value: bool
    piece: FacePiece


class LightLine(Struct, frozen=True):
    """A line before its glyphs are made."""

    parts: tuple[PlacedPiece, ...]
    """In reading order."""
    width: float
    style: Style
    turning: bool
    """Whether each piece has a place of its own."""
    ink: InkHeights = InkHeights()
    """Of its values that are shaped."""
    shaped: tuple[str, ...] = ()
    """The names of their faces."""


def light_line(parts: Sequence[PlacedPiece], width: float, style: Style) -> LightLine:
    """A line of some pieces."""
    turning = any(part.level for part in parts)
    shaped = [part.piece for part in parts if part.of_value and part.piece.clusters]
    if not shaped:
        return LightLine(tuple(parts), width, style, turning)
    names = tuple([piece.face.name for piece in shaped])
    return LightLine(tuple(parts), width, style, turning, ink_of_pieces(shaped, style.size), names)


class LevelPieces(Struct, frozen=True):
    """The pieces of a text of one level, in reading order."""

    level: int
    of_value: bool
    pieces: Sequence[FacePiece]
    widths: Sequence[float]
    """In points."""

    def placed(self, x: float) -> tuple[list[PlacedPiece], float]:
        """The pieces with their places from `x` on, and where they end."""
        found: list[PlacedPiece] = []
        back = self.level & 1
        pieces, widths = (self.pieces[::-1], self.widths[::-1]) if back else (self.pieces, self.widths)
        for piece, width in zip(pieces, widths, strict=True):
            found.append(PlacedPiece(x, self.level, self.of_value, piece))
            x += width
        return (found[::-1] if back else found), x


def _level_pieces(pieces: Sequence[FacePiece], size: float, level: int, *, of_value: bool) -> LevelPieces:
    """Some pieces in letters of this size."""
    return LevelPieces(level, of_value, pieces, [piece.advance * size for piece in pieces])


class LinePieces:
    """Gives the pieces of lines of a leaf, with the words of one patient after another in its slots."""

    def __init__(self, leaf: Leaf, glyphs: RunGlyphs) -> None:
        self._fonts, self._size = glyphs.fonts, glyphs.size(leaf)
        self._faces = [glyphs.faces(leaf, run) for run in leaf.runs]
        self._sure = [
            not run.slot and faces[0].covers(run.text) and not needs_shaping(run.text)
            for run, faces in zip(leaf.runs, self._faces, strict=True)
        ]
        """Whether a run is static, and in its first face as it is."""

    def of(
        self, leaf: Leaf, looks: Sequence[TextLook], span: TextSpan, levels: LeafLevels | None
    ) -> Sequence[PlacedPiece]:
        """The pieces of some of the leaf's characters in reading order; the levels are those of two directions."""
        return self._in_order(leaf, looks, span) if levels is None else self._arranged(leaf, looks, span, levels)

    def _in_order(self, leaf: Leaf, looks: Sequence[TextLook], span: TextSpan) -> list[PlacedPiece]:
        found: list[PlacedPiece] = []
        for run, look, faces, sure in zip(leaf.runs, looks, self._faces, self._sure, strict=True):
            # Without `max` and `min`, which take longer than all else of the runs that aren't on this line.
            start = look.start if look.start > span.start else span.start
            stop = look.end if look.end < span.end else span.end
            if start >= stop:
                continue
            text = run.text[start - look.start : stop - look.start]
            if sure or (faces[0].covers(text) and not needs_shaping(text)):
                found.append(PlacedPiece(0.0, 0, run.slot, FacePiece(faces[0], text)))
            else:
                found += [PlacedPiece(0.0, 0, run.slot, piece) for piece in self._fonts.pieces(faces, text)]
        return found

    def _arranged(self, leaf: Leaf, looks: Sequence[TextLook], span: TextSpan, levels: LeafLevels) -> list[PlacedPiece]:
        x = levels.start(span, looks)
        placed: dict[tuple[int, int], list[PlacedPiece]] = {}
        for each in levels.parts(span, looks):
            pieces = self._fonts.pieces(self._faces[each.run], each.text, each.level)
            own = _level_pieces(pieces, self._size, each.level, of_value=leaf.runs[each.run].slot)
            placed[each.first, each.run], x = own.placed(x)
        return [*chain.from_iterable([pieces for _, pieces in sorted(placed.items())])]
