"""Cells of rows: one text, or paragraphs and lists below each other, set to their column and measured."""

from __future__ import annotations

from msgspec import structs

from handout.document import Align, Cell, Leaf, List, Node, leaves
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import DrawnItem, Piece, TextItem
from handout.layout.nodes.lists import hanging
from handout.layout.nodes.rows import SetBlocks, SetCell
from handout.layout.text.set_lines import ShapedText

_BETWEEN = 0.4
"""A share of a line, as the space between two blocks of a cell."""


def set_cell(flow: FlowContext, cell: Cell, at: Extent, align: Align = "left") -> SetCell | SetBlocks:
    """A cell set to its room."""
    if isinstance(cell, Leaf):
        made = flow.setter.set(cell, at.measure)
        return SetCell(aligned(made, align) if align != "left" else made, at.x)
    style = flow.setter.styles[cell.role]
    found: list[Piece] = []
    for child in cell.children:
        pieces = flow.node(child, Extent(at.x, at.measure))
        if pieces:
            pieces[0].before, pieces[-1].after = _BETWEEN * style.leading if found else 0.0, 0.0
        if align != "left" and not isinstance(child, List):
            for piece in pieces:
                piece.marks = [_aligned(mark, align) for mark in piece.marks]
        found += pieces
    return SetBlocks(found)


def aligned(made: ShapedText, align: Align) -> ShapedText:
    """A set leaf with its lines at another side of the measure."""
    return structs.replace(made, style=structs.replace(made.style, align=align))


def _aligned(mark: DrawnItem, align: Align) -> DrawnItem:
    return structs.replace(mark, set=aligned(mark.set, align)) if isinstance(mark, TextItem) else mark


def natural(flow: FlowContext, cell: Cell) -> tuple[float, float]:
    """The width of the longest word, and of the longest paragraph on one line; a slot's words don't count."""
    found = [(0.0, 0.0)]
    for leaf, indent in _indented(flow, cell):
        word, line = flow.setter.natural(leaf)
        found.append((word + indent, line + indent))
    return max(word for word, _ in found), max(line for _, line in found)


def count(flow: FlowContext, cell: Cell, room: float) -> int:
    """About how many lines it takes."""
    return sum(flow.setter.count(leaf, max(room - indent, 1.0)) for leaf, indent in _indented(flow, cell))


def _indented(flow: FlowContext, cell: Cell) -> list[tuple[Leaf, float]]:
    """The texts of a cell, each with the room at its left for labels."""
    if isinstance(cell, Leaf):
        return [(cell, 0.0)]
    return [pair for child in cell.children for pair in _below(flow, child, 0.0)]


def _below(flow: FlowContext, node: Node, indent: float) -> list[tuple[Leaf, float]]:
    if not isinstance(node, List):
        return [(leaf, indent) for leaf in leaves(node)]
    inner = indent + hanging(flow, node)[0]
    return [pair for item in node.items for child in item.children for pair in _below(flow, child, inner)]
