"""A table too wide for its text size: each row as lines of label and value."""

from __future__ import annotations

from msgspec import structs

from handout.layout.flow import Area, Flow
from handout.layout.geometry import Rule
from handout.layout.groups import check_repeats, group_title
from handout.layout.pieces import LINES, PEN, WHOLE, Drawn, Piece, Region, Text, artifacts, height, moved, together
from handout.layout.rows import Cell, row_pieces
from handout.tree import Row, Table

_LABELS = 0.4
"""The widest that the labels' column gets, as a share of the measure."""
_APART = 6.0
_RULE = 1.5


def stacked(flow: Flow, node: Table, area: Area) -> list[Piece]:
    """Rows as blocks; the labels are read with the first row, and are page furniture in all others."""
    region = Region(area.region, node.span)
    pieces: list[Piece] = []
    first = True
    for group in node.groups:
        title = group_title(flow, group, (region, area, (3.0, 6.0)))
        inner = structs.replace(area, region=Region(region, node.span, repeat=artifacts(title)) if title else region)
        pieces.extend(title)
        for row in group.rows:
            pieces.extend(_block(flow, (node, row), inner, first))
            first = False
    check_repeats(flow, pieces, node.span)
    return pieces


def _block(flow: Flow, what: tuple[Table, Row], area: Area, first: bool) -> list[Piece]:
    node, row = what
    labels = node.header.cells if node.header else ()
    gap = 0.7 * max((flow.setter.style(leaf).size for leaf in row.cells), default=12.0)
    widest = max((flow.setter.natural(leaf)[1] for leaf in labels), default=0.0)
    room = min(widest + 0.01, (area.measure - gap) * _LABELS) + gap if labels else 0.0
    pieces: list[Piece] = []
    for number, leaf in enumerate(row.cells):
        if not leaf.text and not first and not row.min_height:
            continue
        cells = [Cell(flow.setter.set(leaf, area.measure - room), area.x + room)]
        if labels:
            cells.insert(0, Cell(flow.setter.set(labels[number], room - gap), area.x))
        made = row_pieces(flow, cells, (row.span, area.region), 1.0, row.min_height)
        if labels and not first:
            for piece in made:
                piece.marks = [_furniture(mark, labels[number].key) for mark in piece.marks]
        if not leaf.text and row.min_height and made:
            below = -made[-1].height
            right = area.x + area.measure
            made[-1].marks.append(Rule(x1=area.x + room, y1=below, x2=right, y2=below, color=PEN, width=0.5))
        pieces.extend(made)
    if pieces and not first:
        _ruled_off(pieces[0], area)
    if pieces:
        pieces[-1].after = _APART
        together(pieces, LINES if len(pieces) <= 3 else WHOLE if height(pieces) < flow.frame_height else 0.0)
    return pieces


def _ruled_off(piece: Piece, area: Area) -> None:
    """Sets a block apart from the one above: a rule, heavier than those to write on, and space at either side of it."""
    rule = Rule(x1=area.x, y1=-_RULE / 2, x2=area.x + area.measure, y2=-_RULE / 2, color=PEN, width=_RULE)
    piece.marks = [rule, *(moved(mark, 0.0, -_APART) for mark in piece.marks)]
    piece.height += _APART
    piece.before = max(piece.before, _APART)


def _furniture(mark: Drawn, key: int) -> Drawn:
    if isinstance(mark, Text) and mark.set.leaf.key == key:
        return structs.replace(mark, artifact="Repeat")
    return mark
