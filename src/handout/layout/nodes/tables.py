"""Tables: measured columns, rules between the rows, headers repeated; or blocks of label and value for large print."""

from __future__ import annotations

from msgspec import structs

from handout.diagnostics import LayoutError
from handout.document import Group, Row, Table
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import (
    FEW,
    FREE,
    LABEL,
    NEVER,
    SHORT,
    SOFT,
    Container,
    DrawnItem,
    Piece,
    artifacts,
    height,
    rule_across,
    together,
)
from handout.layout.geometry import Rule
from handout.layout.nodes.column_groups import Columns, over_header, spot
from handout.layout.nodes.grids import BARE, Grid, grid_of
from handout.layout.nodes.groups import TitleLook, check_repeats, going_on, ground, group_title
from handout.layout.nodes.rows import RowPlace, below, cell_box, row_pieces
from handout.layout.nodes.stacked_tables import stacked

_HAIRLINE = 0.5
_THICK = 1.2
_SHORT_TABLE = 6
"""Rows; such a table stays whole where that leaves no gap."""
_FEW_ROWS = 2
"""Such a table stays whole where it can, as a list of so few items does."""


def table(flow: FlowContext, node: Table, area: Extent) -> list[Piece]:
    """The caption, the header, and the rows group by group."""
    caption = flow.text(node.caption, area, NEVER) if node.caption else []
    body = _body(flow, node, area)
    style = flow.setter.styles.get("table", BARE)
    if body:
        first = [*caption, *body][0]
        first.before = max(first.before, style.space_before * flow.spaces)
        body[-1].after = style.space_after * flow.spaces
    return [*caption, *body]


def _body(flow: FlowContext, node: Table, area: Extent) -> list[Piece]:
    """The rows as a grid; as blocks of label and value where that is asked for, or a word doesn't fit its column."""
    rows = any(group.rows for group in node.groups)
    grid = None if node.stacked and rows else grid_of(flow, node, area)
    if grid is not None:
        return _grid(flow, node, grid)
    if not rows:
        message = f"the table is too wide for the page: its {len(node.columns)} titles don't fit side by side"
        hint = "use fewer columns, smaller text or wider paper"
        raise LayoutError.at(node.span, message, hint, "table-too-wide")
    return stacked(flow, node, area)


def _grid(flow: FlowContext, node: Table, grid: Grid) -> list[Piece]:
    area = grid.area
    header = _header(flow, grid) if node.header else []
    region = Container(area.region, node.span, repeat=artifacts(header))
    pieces: list[Piece] = []
    for group in node.groups:
        made = _group(flow, grid, group, region)
        if pieces and made and group.title is None and not node.ruled:
            made[0].marks.append(_across(grid, 0.0, _HAIRLINE))
        _avoid_lone_rows(made)
        pieces.extend(made)
    if node.ruled and pieces and not header:
        pieces[0].marks.append(_across(grid, 0.0, _HAIRLINE))
    check_repeats(flow, pieces, node.span)
    rows = sum(len(group.rows) for group in node.groups)
    if rows <= _SHORT_TABLE and height(pieces) <= flow.frame_height / 2:
        together(pieces, FEW if rows <= _FEW_ROWS else SHORT)
    return [*header, *pieces]


def _avoid_lone_rows(pieces: list[Piece]) -> None:
    """Makes a break after the first row of a group, and before its last, cost a little."""
    rows = [piece for piece in pieces if piece.break_penalty == FREE]
    for piece in (rows[0], rows[-2]) if len(rows) > 2 else ():
        piece.break_penalty = SOFT


def _header(flow: FlowContext, grid: Grid) -> list[Piece]:
    if grid.node.header is None:
        return []
    over = _over_header(flow, grid, grid.node.header)
    pieces = [*over, *_row(flow, grid, grid.node.header, grid.area.region)]
    for number, piece in enumerate(pieces):
        piece.break_penalty = LABEL
        colors = [flow.setter.styles[cell.role].background for cell in grid.node.header.cells]
        color = next((color for color in colors if color), None)
        if color:
            piece.marks.insert(0, ground(grid.area, piece.height, color, grid.side if grid.flush else 0.0))
        if grid.node.ruled and not (over and number):
            piece.marks.append(_across(grid, 0.0, _HAIRLINE))
    if pieces:
        pieces[-1].marks.append(_across(grid, -pieces[-1].height, _THICK))
    return pieces


def _over_header(flow: FlowContext, grid: Grid, header: Row) -> list[Piece]:
    """The titles of groups of columns; in a grid to write in, with rules at either side of each."""
    rooms = [grid.room(number) for number in range(len(grid.widths))]
    edges = [*map(Extent, grid.lefts, grid.widths)]
    columns = Columns(rooms, edges if grid.node.ruled else rooms, grid.color)
    pieces = over_header(flow, grid.node, columns, RowPlace(header.span, grid.area.region, grid.padding))
    ends = {grid.area.x, grid.area.x + grid.area.measure}
    for at in (spot(group, edges) for group in grid.node.column_groups):
        ends |= {at.x, at.x + at.measure}
    for piece in pieces if grid.node.ruled else ():
        piece.marks.extend(_upright(grid, x, piece.height) for x in sorted(ends))
    return pieces


def _group(flow: FlowContext, grid: Grid, group: Group, region: Container) -> list[Piece]:
    area = structs.replace(grid.area, region=region)
    look = TitleLook(grid.padding, grid.side)
    title = group_title(flow, group, area, look)
    inner = Container(region, region.span, repeat=going_on(flow, group, area, look)) if title else region
    pieces: list[Piece] = []
    for row in group.rows:
        made = _with_below(flow, grid, row, _row(flow, grid, row, inner), inner)
        if made and grid.node.ruled:
            made[-1].marks.append(_across(grid, -made[-1].height, _HAIRLINE))
        elif made and pieces:
            made[0].marks.append(_across(grid, 0.0, _HAIRLINE))
        pieces.extend(made)
    return [*title, *pieces]


def _across(grid: Grid, y: float, width: float) -> Rule:
    """A rule from edge to edge."""
    return rule_across(grid.area.x, y, grid.area.measure, grid.color, width)


def _row(flow: FlowContext, grid: Grid, row: Row, region: Container | None) -> list[Piece]:
    cells = [grid.cell(flow, leaf, number) for number, leaf in enumerate(row.cells)]
    line = max((cell.leading for cell in cells), default=0.0) + 2 * grid.padding
    pieces = row_pieces(flow, cells, RowPlace(row.span, region, grid.padding, max(row.min_height, line)))
    columns = list(zip(row.cells, map(Extent, grid.lefts, grid.widths), strict=True))
    for piece in pieces:
        piece.marks += [cell_box(leaf, at, piece) for leaf, at in columns]
    if grid.node.ruled:
        for piece in pieces:
            piece.marks.extend(_uprights(grid, piece.height))
    return pieces


def _with_below(flow: FlowContext, grid: Grid, row: Row, pieces: list[Piece], region: Container | None) -> list[Piece]:
    """The row with the line under its cells, which stays with it."""
    if row.below is None:
        return pieces
    made = below(
        flow, row.below, structs.replace(grid.area, region=region), grid.padding, 0.0 if grid.flush else grid.side
    )
    if pieces:
        pieces[-1].break_penalty = LABEL
    if grid.node.ruled:
        for piece in made:
            edges = grid.area.x, grid.area.x + grid.area.measure
            piece.marks.extend(_upright(grid, x, piece.height) for x in edges)
    return [*pieces, *made]


def _uprights(grid: Grid, tall: float) -> list[DrawnItem]:
    edges = [*grid.lefts, grid.area.x + grid.area.measure]
    return [_upright(grid, x, tall) for x in edges]


def _upright(grid: Grid, x: float, tall: float) -> Rule:
    return Rule(x1=x, y1=0.0, x2=x, y2=-tall, color=grid.color, width=_HAIRLINE)
