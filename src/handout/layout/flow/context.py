"""What all kinds of nodes share on their way to pieces: where they go, and how text does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct, structs

from handout.diagnostics import Span
from handout.document import Box, Heading, Leaf, List, Masthead, Node
from handout.layout.flow.kept_pieces import KeptPieces, Room
from handout.layout.flow.pieces import (
    FEW,
    FREE,
    KEPT,
    LINES,
    NEVER,
    WHOLE,
    Container,
    DrawnItem,
    Piece,
    TextItem,
    height,
    together,
)
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText


class Extent(Struct, frozen=True):
    """Where a node's pieces go: from the frame's left edge, in points."""

    x: float
    measure: float
    region: Container | None = None
    hung: str = ""
    """The role whose indent is the room for a label beside, not one of its text's own."""

    def inset(self, left: float, right: float = 0.0) -> Extent:
        """The extent without a strip at its left and at its right."""
        return structs.replace(self, x=self.x + left, measure=self.measure - left - right)


class FlowContext:
    """Makes pieces for frames of one height; `spaces` is a factor on all space before and after.

    `nodes.Nodes` calls one function for each kind of node, which gets this context, the node and the area.  It

    - returns the node's pieces in reading order, new ones on each call; no pieces if nothing is printed;
    - draws only between the area's left and right edge, and between a piece's top (y = 0) and its height; the tint of
      a header row may be up to 6 points wider;
    - puts each piece in the area's region, or in one whose parent that is;
    - sets `before` of the first piece and `after` of the last to the node's own space, times `spaces`;
    - sets `break_penalty` of each piece to the penalty of a break after it, also of the last piece;
    - divides what may be higher than a frame into several pieces, or raises `LayoutError` with the node's place;
    - measures widths on static text only, so that all patients' documents have the same columns.

    The caller adds the node's id to the first piece, and may raise the penalties and change the spaces at both ends.
    """

    def __init__(self, setter: Typesetter, frame_height: float, spaces: float, kept: KeptPieces) -> None:
        self.setter = setter
        self.kept = kept
        self.frame_height = frame_height
        self.spaces = spaces
        self.unmet: list[Span] = []
        """Blocks that should stay on one page and are higher than one."""

    def nodes(self, nodes: Sequence[Node], area: Extent) -> list[Piece]:
        """The pieces of several nodes; at least two lines or two items stay with a heading."""
        found: list[Piece] = []
        heading = 0
        headed = False
        for block, parts in groupby(nodes, key=lambda node: node.together):
            start = len(found)
            for node in parts:
                pieces = self.node(node, area)
                if headed and pieces:
                    _below_heading(pieces, node)
                if pieces and len(found) > start and _follows(node):
                    found[-1].break_penalty = max(found[-1].break_penalty, FEW)
                if pieces and node.starts_page:
                    pieces[0].starts_page = True
                if headed and pieces:
                    begins_with(found[heading], pieces[0])
                if not headed:
                    heading = len(found)
                headed = isinstance(node, Heading) or (headed and not pieces)
                found += pieces
            if block is not None:
                self.keep(found[start:], block)
        return found

    def keep(self, pieces: list[Piece], block: Span) -> None:
        """Keeps a block on one page, as its author wishes; where no page holds it, it is warned of."""
        if height(pieces) <= self.frame_height:
            together(pieces, WHOLE)
        else:
            self.unmet.append(block)

    def node(self, node: Node, area: Extent) -> list[Piece]:
        """The pieces of one node; the first knows the node's id."""
        if area.region is not None:
            return self._named(node, area)
        look = self.frame_height, self.spaces, self.setter.leading
        room = Room(area.x, area.measure, area.hung, *look)
        return self.kept.of(node, room, self.unmet, lambda: self._named(node, area))

    def _named(self, node: Node, area: Extent) -> list[Piece]:
        pieces = self._pieces(node, area)
        name = None if isinstance(node, Masthead) else node.id
        if name is not None:
            if not pieces:
                pieces = [Piece(0.0, [], Span(""), break_penalty=NEVER, region=area.region)]
            pieces[0].ids.insert(0, name)
        return pieces

    def _pieces(self, node: Node, area: Extent) -> list[Piece]:
        raise NotImplementedError

    def text(self, leaf: Leaf, area: Extent, break_penalty: float = FREE, balanced: bool = False) -> list[Piece]:
        """A leaf's lines, a piece each; `break_penalty` is the cost of a break after the last."""
        style = self.setter.style(leaf)
        if style.indent and leaf.role != area.hung:
            area = area.inset(style.indent)
        made = self.setter.set(leaf, area.measure, balanced)
        pieces = [
            Piece(
                made.ascent + made.descent,
                [TextItem(made, number, area.x, -made.ascent)],
                leaf.span,
                region=area.region,
            )
            for number in range(len(made.lines))
        ]
        if pieces:
            pieces[0].before = style.space_before * self.spaces
            pieces[-1].after = style.space_after * self.spaces
            unsplit(pieces, break_penalty)
            pieces[-1].break_penalty = break_penalty
        return pieces


def begins_with(title: Piece, first: Piece) -> None:
    """A title begins the page that what is below it would begin: it is never alone on the page before."""
    title.starts_page = title.starts_page or first.starts_page
    first.starts_page = False


def _follows(node: Node) -> bool:
    """Whether a page break before a node costs much."""
    return node.kind == "note" if isinstance(node, List) else isinstance(node, Box) and node.follows


def _below_heading(pieces: Sequence[Piece], node: Node) -> None:
    """Keeps two lines with a heading, or two items of a list."""
    for piece in pieces:
        piece.break_penalty = max(piece.break_penalty, FEW)
        if piece.ends_item or not isinstance(node, List):
            break


def unsplit(pieces: Sequence[Piece], break_penalty: float = FREE) -> None:
    """Keeps two lines on either side of a break, and three together; all of them where the next is kept too."""
    if break_penalty >= KEPT and len(pieces) <= 4:
        together(pieces, break_penalty)
    elif len(pieces) <= 3:
        together(pieces, LINES)
    else:
        pieces[0].break_penalty = max(pieces[0].break_penalty, LINES)
        pieces[-2].break_penalty = max(pieces[-2].break_penalty, LINES)


def block(made: ShapedText, x: float, top: float) -> tuple[list[DrawnItem], float]:
    """All lines of a leaf below each other: what is drawn, and the height."""
    leading = made.ascent + made.descent
    marks: list[DrawnItem] = [TextItem(made, n, x, top - n * leading - made.ascent) for n in range(len(made.lines))]
    return marks, len(made.lines) * leading
