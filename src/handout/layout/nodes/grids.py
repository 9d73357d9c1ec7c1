"""The columns of a table as a grid: how wide they are, and where in them the words of each are."""

from __future__ import annotations

from itertools import accumulate, pairwise

from msgspec import Struct, structs

from handout.document import Cell, Style, Table
from handout.fonts.totals import total
from handout.layout.flow.context import Extent, FlowContext
from handout.layout.flow.pieces import RULE
from handout.layout.nodes.cells import set_cell
from handout.layout.nodes.column_widths import column_widths
from handout.layout.nodes.decimals import number_widths, shift
from handout.layout.nodes.rows import SetBlocks, SetCell

_LEAST_SIDE = 0.4
"""Ems at either side of a cell, so that the words of neighbours never seem to be one phrase."""
_RULED_SIDE = 0.25
"""The same where a rule is between them."""
_MEETING = 0.6
"""Ems more where the words of one column end at the place at which those of the next begin, on every row."""
BARE = Style(size=10, leading=14, padding=4.0)
"""The style of what a layout gives none."""


class Grid(Struct, frozen=True):
    """What all rows of a table share."""

    node: Table
    area: Extent
    lefts: tuple[float, ...]
    """The left edge of each column, from the frame's left edge."""
    widths: tuple[float, ...]
    padding: float
    """Above and below a cell's words."""
    side: float
    """Left and right of them."""
    more: tuple[float, ...]
    """Left of each column's words, beside `side`."""
    flush: bool
    """The outer columns' words begin and end at the table's edges, which are the text's; there is no frame."""
    color: str
    before: tuple[float, ...]
    """The widest number of each column before its decimal sign, where numbers are aligned; in points."""

    def cell(self, flow: FlowContext, cell: Cell, number: int) -> SetCell | SetBlocks:
        """A cell set in its column."""
        column, room = self.node.columns[number], self.room(number)
        if column.decimal_sign is not None and cell.role != "cell-head":
            room = room.inset(shift(flow, cell, column.decimal_sign, self.before[number]))
        return set_cell(flow, cell, room, column.align)

    def room(self, number: int) -> Extent:
        """Where the words of a column go."""
        last = len(self.widths) - 1
        left = 0.0 if self.flush and number == 0 else self.side + self.more[number]
        right = 0.0 if self.flush and number == last else self.side
        return Extent(self.lefts[number] + left, self.widths[number] - left - right)


def grid_of(flow: FlowContext, node: Table, area: Extent) -> Grid | None:
    """The grid, if every word has room in its column."""
    style, cell = flow.setter.styles.get("table", BARE), flow.setter.styles.get("cell", BARE)
    flush = not node.ruled
    side = _RULED_SIDE * cell.size if node.ruled else max(cell.padding, _LEAST_SIDE * cell.size)
    more = _more(node, _MEETING * cell.size if flush else 0.0)
    widths = column_widths(flow, node, area.measure, [2 * side + each for each in more], outer=side if flush else 0.0)
    if widths is None:
        return None
    return Grid(
        node=node,
        area=structs.replace(area, measure=min(area.measure, round(total(widths), 6))),
        lefts=tuple(accumulate(widths[:-1], initial=area.x)),
        widths=tuple(widths),
        padding=cell.padding,
        side=side,
        more=more,
        flush=flush,
        color=style.border or RULE,
        before=tuple(number_widths(flow, node, column).before for column in range(len(widths))),
    )


def _more(node: Table, space: float) -> tuple[float, ...]:
    """A space left of each column that begins where the one before it ends."""
    meet = (
        (one.align == "right" or one.decimal_sign is not None) and other.align == "left"
        for one, other in pairwise(node.columns)
    )
    return 0.0, *(space if each else 0.0 for each in meet)
