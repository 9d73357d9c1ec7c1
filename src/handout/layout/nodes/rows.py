"""Leaves side by side, as one piece that is whole where it fits on a page and goes line by line where it doesn't."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from handout.diagnostics import Span
from handout.document import Cell, Leaf
from handout.fonts.totals import total
from handout.layout.flow.context import Extent, FlowContext, block, unsplit
from handout.layout.flow.pieces import Container, DrawnItem, Piece, TextItem, chain, gap, moved, stack
from handout.layout.flow.pieces import padding as edge
from handout.layout.geometry import CellBox
from handout.layout.text.set_lines import ShapedText


class SetCell(Struct, frozen=True):
    """A leaf set to its column, at its left edge."""

    set: ShapedText
    x: float

    @property
    def leading(self) -> float:
        """The height of its first line, also where it is empty."""
        return self.set.ascent + self.set.descent

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.set.lines)

    @property
    def ascent(self) -> float:
        """From its top to its first baseline; 0 if it is empty."""
        return self.set.ascent if self.set.lines else 0.0

    @property
    def height(self) -> float:
        """The height of all its lines."""
        return (self.set.ascent + self.set.descent) * len(self.set.lines)

    @property
    def ids(self) -> list[str]:
        """The targets of links in it."""
        return []

    def marks(self, top: float) -> list[DrawnItem]:
        """What is drawn, from a top down."""
        return block(self.set, self.x, top)[0]

    def line(self, number: int, top: float) -> tuple[list[DrawnItem], float]:
        """What is drawn of one line, from a top down, and its height."""
        return [TextItem(self.set, number, self.x, top - self.set.ascent)], self.set.ascent + self.set.descent


class SetBlocks(Struct, frozen=True):
    """Paragraphs and lists set to their column; a piece is a line."""

    pieces: Sequence[Piece]

    @property
    def leading(self) -> float:
        """The height of its first line."""
        return self.pieces[0].height if self.pieces else 0.0

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.pieces)

    @property
    def ascent(self) -> float:
        """From its top to its first baseline; 0 if it is empty."""
        marks = self.pieces[0].marks if self.pieces else ()
        return next((-mark.y for mark in marks if isinstance(mark, TextItem)), 0.0)

    @property
    def height(self) -> float:
        """The height of all its lines, with the space between its blocks."""
        return stack(self.pieces)[0]

    @property
    def ids(self) -> list[str]:
        """The targets of links in it."""
        return [name for piece in self.pieces for name in piece.ids]

    def marks(self, top: float) -> list[DrawnItem]:
        """What is drawn, from a top down."""
        return [moved(mark, 0.0, top) for mark in stack(self.pieces)[1]]

    def line(self, number: int, top: float) -> tuple[list[DrawnItem], float]:
        """What is drawn of one line, from a top down, and its height with the space above it."""
        piece = self.pieces[number]
        above = total(gap(self.pieces[number - 1], piece)) if number else 0.0
        return [moved(mark, 0.0, top - above) for mark in piece.marks], piece.height + above


class RowPlace(Struct, frozen=True):
    """Where a row comes from, what it is in, and how high it is beside its words."""

    span: Span
    region: Container | None
    padding: float = 0.0
    """Above and below the words."""
    min_height: float = 0.0
    """The least height of the whole row."""


def row_pieces(flow: FlowContext, cells: Sequence[SetCell | SetBlocks], place: RowPlace) -> list[Piece]:
    """The cells' pieces, their first lines on one baseline; nothing if all are empty and no height is asked for."""
    region, padding = place.region, place.padding
    highest = max((cell.ascent for cell in cells), default=0.0)
    drops = [highest - cell.ascent if cell.count else 0.0 for cell in cells]
    heights = [drop + cell.height for drop, cell in zip(drops, cells, strict=True)]
    words = max(heights, default=0.0) + 2 * padding
    height = max(words, place.min_height)
    ids = [name for cell in cells for name in cell.ids]
    if height <= 0:
        return [Piece(0.0, [], place.span, region=region, ids=ids)] if ids else []
    room = flow.frame_height - 2 * edge(region) - total(head.height for each in chain(region) for head in each.repeat)
    if words > room and words > 2 * padding:
        pieces = _sliced(cells, place)
        pieces[0].ids += ids
        return pieces
    placed = zip(cells, drops, strict=True)
    marks = [mark for cell, drop in placed for mark in cell.marks(-padding - drop)]
    return [Piece(height, marks, place.span, region=region, ids=ids)]


def below(flow: FlowContext, leaf: Leaf, area: Extent, padding: float, side: float) -> list[Piece]:
    """The line under a row's cells; `padding` is under it, `side` at its left and right."""
    made = flow.setter.set(leaf, area.measure - 2 * side)
    pieces = row_pieces(flow, [SetCell(made, area.x + side)], RowPlace(leaf.span, area.region, padding))
    for piece in pieces:
        piece.marks.append(cell_box(leaf, area, piece))
    return pieces


def cell_box(cell: Cell, at: Extent, piece: Piece) -> CellBox:
    """The room of a cell on a piece."""
    return CellBox(leaf=cell.key, x=at.x, y=-piece.height, width=at.measure, height=piece.height)


def _sliced(cells: Sequence[SetCell | SetBlocks], place: RowPlace) -> list[Piece]:
    """A row higher than a page: a piece for every line, with that line of each cell."""
    pieces = []
    for number in range(max(cell.count for cell in cells)):
        top = -place.padding if number == 0 else 0.0
        going = [cell.line(number, top) for cell in cells if number < cell.count]
        height = max(tall for _, tall in going)
        marks = [mark for drawn, _ in going for mark in drawn]
        pieces.append(Piece(height - top, marks, place.span, region=place.region))
    pieces[-1].height += place.padding
    unsplit(pieces)
    return pieces
