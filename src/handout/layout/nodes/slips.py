"""Slips to cut off: between dashed lines, the upper one with scissors and words."""

from __future__ import annotations

from msgspec import structs

from handout.diagnostics import LayoutError
from handout.document import CutSlip, WritingLines
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import NEVER, DrawnItem, Piece, TextItem, fused
from handout.layout.geometry import Icon, Rule, SlipBox

_SPACE = 14.0
"""Between a slip and what is above or below it."""
_INSIDE = 8.0
"""Between its lines and its words."""
_FROM_FOOTER = 20.0
"""Under lines to write on at the foot of a page, where the footer's rule would seem to be another."""
_WIDTH = 0.8
_ICON_SHARE = 1.25
_SHORTEST = 36.0
"""The least length of the dashed line beside the words, in points."""


def slip(flow: FlowContext, node: CutSlip, area: Extent) -> list[Piece]:
    """One piece, never split; LayoutError where no page holds it."""
    inner = structs.replace(area, region=None)
    title = flow.text(node.title, inner, NEVER, balanced=True) if node.title else []
    pieces = [*_cut_line(flow, node, inner), *title, *flow.nodes(node.children, inner)]
    if not node.at_foot:
        style = flow.setter.style(node.words)
        pieces[-1].after = max(pieces[-1].after, _INSIDE * flow.spaces)
        pieces.append(Piece(_WIDTH, [_dashes(inner.x, -_WIDTH / 2, inner.measure, style.color)], node.span))
    elif node.children and isinstance(node.children[-1], WritingLines):
        pieces.append(Piece(_FROM_FOOTER, [], node.span))
    whole = fused(pieces, node.span)
    if whole.height > flow.frame_height:
        hint = "shorten it, make two slips of it, or use smaller text"
        raise LayoutError.at(node.span, "the slip is higher than a page", hint, "slip-too-high")
    space = _SPACE * flow.spaces
    whole.before, whole.after, whole.region = space, space, area.region
    box = SlipBox(slip=node.words.key, x=inner.x, y=-whole.height, width=inner.measure, height=whole.height)
    whole.marks.append(box)
    whole.cut_off, whole.at_foot = True, node.at_foot
    return [whole]


def _cut_line(flow: FlowContext, node: CutSlip, area: Extent) -> list[Piece]:
    """Scissors, words and dashes on one line; the words are under it where they have no room on it."""
    words = flow.setter.natural(node.words)[1]
    # No wider than its words: beside scissors and dashes they are never at the right or in the middle.
    made = flow.setter.set(node.words, min(words + 0.01, area.measure))
    style, leading = made.style, made.ascent + made.descent
    size = round(_ICON_SHARE * style.size, 3)
    gap = 0.4 * style.size
    used = size + gap
    high = max(size, leading)
    marks: list[DrawnItem] = [Icon(name="scissors", x=area.x, y=-(high + size) / 2, size=size, color=style.color)]
    beside = len(made.lines) == 1 and words + used + gap + _SHORTEST <= area.measure
    if beside:
        marks.append(TextItem(made, 0, area.x + used, -(high - leading) / 2 - made.ascent))
        used += words + gap
    marks.append(_dashes(area.x + used, -high / 2, area.measure - used, style.color))
    line = Piece(high, marks, node.span, after=_INSIDE * flow.spaces, break_penalty=NEVER)
    return [line] if beside else [line, *flow.text(node.words, area, NEVER)]


def _dashes(x: float, y: float, measure: float, color: str) -> Rule:
    return Rule(x1=x, y1=y, x2=x + measure, y2=y, color=color, width=_WIDTH, dashed=True)
