"""Boxes with their icons, and stacks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec import structs

from handout.document import Box, Figure, Masthead, Node, Style, leaves
from handout.layout.flow.context import Extent, FlowContext, begins_with
from handout.layout.flow.pieces import NEVER, WHOLE, Container, Piece, TextItem, fused, height, moved, together
from handout.layout.geometry import Icon, Image, Rect

_RADIUS = 3.0
_PAIR_GAP = 18.0
_LOGO_GAP = 12.0
_SMALLEST_LOGO = 0.6
"""The least share of its own width that a logo has."""
_STACKED_GAP = 9.0
_ICON_SHARE = 1.3
"""The icon's size over its title's."""


def box(flow: FlowContext, node: Box, area: Extent) -> list[Piece]:
    """Its title and children inset by the padding; whole on a page where it fits on one."""
    style = flow.setter.styles[node.role]
    region = _region(node, style, area, flow.spaces)
    padding = _padding(style)
    inner = structs.replace(area, region=region).inset(padding, padding)
    size = 0.0
    if node.icon:
        size = _ICON_SHARE * (flow.setter.style(node.title).size if node.title else style.size)
        inner = inner.inset(round(size + 0.5 * size, 3))
    title = flow.text(node.title, inner, NEVER, balanced=True) if node.title else []
    below = flow.nodes(node.children, inner)
    pieces = [*title, *below]
    if not pieces:
        return []
    if title and below:
        begins_with(title[0], below[0])
    if node.icon:
        _icon(flow, node, pieces[0], area.x + padding, size)
    if height(pieces) <= flow.frame_height:
        together(pieces, WHOLE)
    return pieces


def _padding(style: Style) -> float:
    """Between a box's edge and its words: never so little that its frame is drawn through them."""
    return max(style.padding, style.border_width if style.border else 0.0)


def _region(node: Box, style: Style, area: Extent, spaces: float) -> Container:
    ground = Rect(
        x=area.x,
        y=0.0,
        width=area.measure,
        height=0.0,
        fill=style.background,
        stroke=style.border if style.border_width else None,
        stroke_width=style.border_width if style.border else 0.0,
        radius=_RADIUS,
    )
    return Container(
        parent=area.region,
        span=node.span,
        padding=_padding(style),
        before=style.space_before * spaces,
        after=style.space_after * spaces,
        area=ground,
    )


def _icon(flow: FlowContext, node: Box, piece: Piece, x: float, size: float) -> None:
    """Draws the icon beside the first line, centred on its capitals."""
    style = flow.setter.style(node.title) if node.title else flow.setter.styles[node.role]
    line = next((mark for mark in piece.marks if isinstance(mark, TextItem)), None)
    middle = (line.y if line else -flow.setter.heights(style)[0]) + 0.345 * style.size
    box_style = flow.setter.styles[node.role]
    if node.icon is not None:
        bottom = min(middle - size / 2, -size) if middle + size / 2 > 0 else middle - size / 2
        color = box_style.border or style.color
        piece.marks = [Icon(name=node.icon, x=x, y=bottom, size=size, color=color), *piece.marks]
        piece.height = max(piece.height, -bottom)


def pair(flow: FlowContext, node: Masthead, area: Extent) -> list[Piece]:
    """The right stack as wide as its words and flush right, or below where it wants over half of the measure."""
    drawn = [other.width or area.measure / 2 for other in node.right if isinstance(other, Figure)]
    width = max([_natural(flow, node.right), *drawn]) + 0.01
    if width > (area.measure - _PAIR_GAP) / 2:
        whole = Extent(area.x, area.measure)
        return beside([_emblem(flow, node.left, whole), stacked(flow, node.right, whole)], area, below=True)
    left_width = area.measure - width - _PAIR_GAP if node.right else area.measure
    left = _emblem(flow, node.left, Extent(area.x, left_width))
    right = stacked(flow, node.right, Extent(area.x + area.measure - width, width))
    return beside([left, right], area)


def _natural(flow: FlowContext, nodes: Sequence[Node]) -> float:
    """The width of the longest of their leaves on one line."""
    return max((flow.setter.natural(leaf)[1] for leaf in chain.from_iterable(map(leaves, nodes))), default=0.0)


def _emblem(flow: FlowContext, nodes: Sequence[Node], area: Extent) -> Piece | None:
    """A stack whose first picture, the logo, has the words at its right where they fit there on a line each.

    The logo is made smaller for it, but not much.
    """
    first, *words = nodes or (None,)
    picture = stacked(flow, [first], area) if isinstance(first, Figure) and words else None
    image = next((mark for mark in picture.marks if isinstance(mark, Image)), None) if picture else None
    if not isinstance(first, Figure) or picture is None or image is None:
        return stacked(flow, nodes, area)
    share = min(1.0, (area.measure - _LOGO_GAP - _natural(flow, words)) / image.width)
    if share < _SMALLEST_LOGO:
        return stacked(flow, nodes, area)
    if share < 1.0:
        smaller = structs.replace(first, width=image.width * share, height=image.height * share)
        picture = stacked(flow, [smaller], area) or picture
    name = stacked(flow, words, area.inset(image.width * share + _LOGO_GAP))
    if name is None:
        return picture
    tall = max(picture.height, name.height)
    marks = [moved(mark, 0.0, (each.height - tall) / 2) for each in (picture, name) for mark in each.marks]
    ids = [*picture.ids, *name.ids]
    return Piece(tall, marks, picture.span, before=picture.before, after=name.after, ids=ids)


def beside(stacks: Sequence[Piece | None], area: Extent, *, below: bool = False) -> list[Piece]:
    """Stacks as one piece that is never split: beside each other, or below each other."""
    both = [piece for piece in stacks if piece is not None]
    if not both:
        return []
    if below:
        for lower in both[1:]:
            lower.before = max(lower.before, _STACKED_GAP)
        whole = fused(both, both[0].span)
        whole.before, whole.after, whole.region = both[0].before, both[-1].after, area.region
        return [whole]
    whole = Piece(
        max(piece.height for piece in both),
        [mark for piece in both for mark in piece.marks],
        both[0].span,
        before=max(piece.before for piece in both),
        after=max(piece.after for piece in both),
        region=area.region,
    )
    whole.ids = [name for piece in both for name in piece.ids]
    return [whole]


def stacked(flow: FlowContext, nodes: Sequence[Node], area: Extent) -> Piece | None:
    """Nodes below each other as one piece that is never split; None if nothing is printed."""
    pieces = flow.nodes(nodes, area)
    if not pieces:
        return None
    piece = fused(pieces, pieces[0].span)
    piece.before, piece.after = pieces[0].before, pieces[-1].after
    return piece
