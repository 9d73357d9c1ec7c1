"""Nodes into pieces: one `match` over the closed set of node kinds."""

from __future__ import annotations

from typing import assert_never

from handout.document import (
    Box,
    CutSlip,
    Definitions,
    Figure,
    Heading,
    Hung,
    List,
    Masthead,
    Node,
    Paragraph,
    QrCode,
    Section,
    SideBySide,
    Table,
    WritingLines,
)
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import FREE, KEPT, NEVER, PARTED, Piece
from handout.layout.nodes import boxes, definitions, figures, hung, lists, side_by_side, slips


class Nodes(FlowContext):
    """Makes the pieces of every kind of node."""

    def _pieces(self, node: Node, area: Extent) -> list[Piece]:
        match node:
            case Paragraph():
                return self.text(node.leaf, area, KEPT if node.keep_with_next else PARTED if node.near_next else FREE)
            case Heading():
                return self.text(node.leaf, area, NEVER, balanced=True)
            case Section():
                return self.nodes(node.children, area)
            case List():
                return lists.listing(self, node, area)
            case Definitions():
                return definitions.definitions(self, node, area)
            case Table():
                from handout.layout.nodes import tables  # most documents have none, and these are many modules

                return tables.table(self, node, area)
            case Hung():
                return hung.hung(self, node, area)
            case Box():
                return boxes.box(self, node, area)
            case Masthead():
                return boxes.pair(self, node, area)
            case Figure():
                return figures.figure(self, node, area)
            case WritingLines():
                return figures.writing_lines(self, node, area)
            case QrCode():
                return figures.qr_code(self, node, area)
            case SideBySide():
                return side_by_side.side_by_side(self, node, area)
            case CutSlip():
                return slips.slip(self, node, area)
            case _:
                assert_never(node)
