"""A table too wide for its page or text size: each row as a block of labels and values under a rule or group's title.

Every block has every label, and a line to write on where the cell is empty, for a table may be a form to fill in.
Its lines are measured once for the whole table (`stacked_lines`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from handout.document import ColumnGroup, Leaf, Row, Table
from handout.fonts.totals import total
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import (
    LABEL,
    LINES,
    SOFT,
    WHOLE,
    WRITING,
    Container,
    DrawnItem,
    Piece,
    TextItem,
    height,
    moved,
    rule_across,
    together,
)
from handout.layout.nodes.cells import set_cell
from handout.layout.nodes.groups import TitleLook, check_repeats, going_on, group_title
from handout.layout.nodes.rows import RowPlace, SetBlocks, SetCell, below, cell_box, row_pieces
from handout.layout.nodes.stacked_lines import BlockLine, StackedLook, measured

_AIR = 6.0
"""Over a line of text with a line to write on beside it, at least."""
_UNDER = 4.0
"""Between a line to write on and the text under it, which has nothing to write on."""
_APART, _WIDE_APART = 6.0, 10.0
"""Between a block and its rule; the wide one where a line to write on would seem to be a second rule."""
_RULE = 1.5
_PADDING = 1.0


def stacked(flow: FlowContext, node: Table, area: Extent) -> list[Piece]:
    """Rows as blocks; the labels are read aloud with the first row, and are artifacts in all others."""
    blocks = measured(flow, node, area.measure)
    region = Container(area.region, node.span)
    pieces: list[Piece] = []
    first = True
    for group in node.groups:
        inner = structs.replace(area, region=region)
        title = group_title(flow, group, inner, TitleLook(3.0, 6.0))
        if title:
            again = going_on(flow, group, inner, TitleLook(3.0, 6.0))
            inner = structs.replace(area, region=Container(region, node.span, repeat=again))
        pieces.extend(title)
        ends: list[Piece] = []
        for number, row in enumerate(group.rows):
            least = row.min_height if node.compact else row.min_height / len(blocks.lines)
            made = _block(flow, blocks, structs.replace(row, min_height=least), inner, first)
            if made and (number or not title):
                _ruled_off(made[0], area)
            first = False
            pieces.extend(made)
            ends.extend(made[-1:])
        for end in (ends[0], ends[-2]) if len(ends) > 2 else ():  # no lone row, as in a grid
            end.break_penalty = max(end.break_penalty, SOFT)
    check_repeats(flow, pieces, node.span)
    return pieces


def _block(flow: FlowContext, blocks: StackedLook, row: Row, area: Extent, first: bool) -> list[Piece]:
    pieces: list[Piece] = []
    written = False
    for number, line in enumerate(blocks.lines):
        over: list[Piece] = []
        if line.group is not None and (not number or blocks.lines[number - 1].group is not line.group):
            over = _over(flow, line.group, row, area)
        made = [*over, *_line(flow, blocks.labels, row, line, area)]
        under, written = written, any(not row.cells[column].text.strip() for column in line.columns)
        if under and made and (over or not written):
            made[0].before = _UNDER
        pieces += made
    if not first:
        keys = blocks.keys
        for piece in pieces:
            piece.marks = [_furniture(mark, keys) for mark in piece.marks]
    if row.below is not None:
        pieces += below(flow, row.below, area, _PADDING, 0.0)
    if pieces:
        pieces[-1].after = _WIDE_APART if written and row.below is None else _APART
        together(pieces, LINES if len(pieces) <= 3 else WHOLE if height(pieces) < flow.frame_height else 0.0)
    return pieces


def _over(flow: FlowContext, group: ColumnGroup, row: Row, area: Extent) -> list[Piece]:
    """The title of a group of columns, over their lines."""
    pieces = row_pieces(flow, [set_cell(flow, group.title, area)], RowPlace(row.span, area.region, _PADDING))
    for piece in pieces:
        piece.break_penalty = LABEL
    return pieces


def _line(flow: FlowContext, labels: tuple[Leaf, ...], row: Row, line: BlockLine, area: Extent) -> list[Piece]:
    """One label and its value, or two; the value under the label where there is no room beside it."""
    place = RowPlace(row.span, area.region, _PADDING)
    spots = [(number, line.spot(area, number)) for number in line.columns]
    values = [(row.cells[number], line.value(spot)) for number, spot in spots]
    over: list[SetCell | SetBlocks] = []
    beside: list[SetCell | SetBlocks] = []
    for (number, spot), (leaf, at) in zip(spots, values, strict=True):
        if labels:
            label = SetCell(flow.setter.set(labels[number], line.room or spot.measure), spot.x)
            (beside if line.room else over).append(label)
        beside.append(set_cell(flow, leaf, at))
    above = row_pieces(flow, over, place) if over else []
    for piece in above:
        piece.break_penalty = LABEL
    pieces = row_pieces(flow, beside, place)
    empty = [at for leaf, at in values if not leaf.text.strip()]
    if empty:
        pieces = pieces or [Piece(0.0, [], row.span, region=area.region)]
        pieces = _to_write(pieces, empty, max(WRITING, row.min_height))
    for piece in pieces:
        piece.marks += [cell_box(leaf, at, piece) for leaf, at in values]
    return [*above, *pieces]


def _to_write(pieces: list[Piece], empty: Sequence[Extent], room: float) -> list[Piece]:
    """The pieces with a line for the pen in each empty place, as high as a hand needs, at the label's baseline."""
    tall = total(piece.height for piece in pieces)
    lower = max(room - tall, _AIR)
    pieces[0].marks = [moved(mark, 0.0, -lower) for mark in pieces[0].marks]
    pieces[0].height += lower
    y = -pieces[-1].height + 0.5
    pieces[-1].marks += [rule_across(at.x, y, at.measure) for at in empty]
    return pieces


def _ruled_off(piece: Piece, area: Extent) -> None:
    """Sets a block apart from what is above: a rule, heavier than those to write on, and space at either side of it."""
    rule = rule_across(area.x, -_RULE / 2, area.measure, width=_RULE)
    piece.marks = [rule, *(moved(mark, 0.0, -_APART) for mark in piece.marks)]
    piece.height += _APART
    piece.before = max(piece.before, _APART)


def _furniture(mark: DrawnItem, keys: set[int]) -> DrawnItem:
    if isinstance(mark, TextItem) and mark.set.leaf.key in keys:
        return structs.replace(mark, artifact="Repeat")
    return mark
