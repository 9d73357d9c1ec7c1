"""Leaves side by side, as one piece that is whole where it fits on a page and goes line by line where it doesn't."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from handout.diagnostics import Span
from handout.document import Leaf
from handout.layout.flow.context import Extent, FlowContext, block, unsplit
from handout.layout.flow.pieces import Container, DrawnItem, Piece, TextItem, chain
from handout.layout.flow.pieces import padding as edge
from handout.layout.geometry import CellBox
from handout.layout.text.paragraph import ShapedText


class SetCell(Struct, frozen=True):
    """A leaf set to its column, at its left edge."""

    set: ShapedText
    x: float


class RowPlace(Struct, frozen=True):
    """Where a row comes from, what it is in, and how high it is beside its words."""

    span: Span
    region: Container | None
    padding: float = 0.0
    """Above and below the words."""
    min_height: float = 0.0
    """Of the whole row."""


def row_pieces(flow: FlowContext, cells: Sequence[SetCell], place: RowPlace) -> list[Piece]:
    """The cells' pieces, their first lines on one baseline; nothing if all are empty and no height is asked for."""
    region, padding = place.region, place.padding
    highest = max((cell.set.ascent for cell in cells if cell.set.lines), default=0.0)
    drops = [highest - cell.set.ascent if cell.set.lines else 0.0 for cell in cells]
    leadings = [(cell.set.ascent + cell.set.descent) * len(cell.set.lines) for cell in cells]
    heights = [drop + leading for drop, leading in zip(drops, leadings, strict=True)]
    height = max(max(heights, default=0.0) + 2 * padding, place.min_height)
    if height <= 0:
        return []
    room = flow.frame_height - 2 * edge(region) - sum(head.height for each in chain(region) for head in each.repeat)
    if height > room and max(heights, default=0.0) > 0:
        return _sliced(cells, place)
    placed = zip(cells, drops, strict=True)
    marks = [mark for cell, drop in placed for mark in block(cell.set, cell.x, -padding - drop)[0]]
    return [Piece(height, marks, place.span, region=region)]


def below(flow: FlowContext, leaf: Leaf, area: Extent, padding: float, side: float) -> list[Piece]:
    """The line under a row's cells; `padding` is under it, `side` at its left and right."""
    made = flow.setter.set(leaf, area.measure - 2 * side)
    pieces = row_pieces(flow, [SetCell(made, area.x + side)], RowPlace(leaf.span, area.region, padding))
    for piece in pieces:
        piece.marks.append(cell_box(leaf, area, piece))
    return pieces


def cell_box(leaf: Leaf, at: Extent, piece: Piece) -> CellBox:
    """The room of a cell on a piece."""
    return CellBox(leaf=leaf.key, x=at.x, y=-piece.height, width=at.measure, height=piece.height)


def _sliced(cells: Sequence[SetCell], place: RowPlace) -> list[Piece]:
    """A row higher than a page: a piece for every line, with that line of each cell."""
    pieces = []
    for number in range(max(len(cell.set.lines) for cell in cells)):
        going = [cell for cell in cells if number < len(cell.set.lines)]
        top = -place.padding if number == 0 else 0.0
        marks: list[DrawnItem] = [TextItem(cell.set, number, cell.x, top - cell.set.ascent) for cell in going]
        height = max(cell.set.ascent + cell.set.descent for cell in going)
        pieces.append(Piece(height - top, marks, place.span, region=place.region))
    pieces[-1].height += place.padding
    unsplit(pieces)
    return pieces
