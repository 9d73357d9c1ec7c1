"""Columns and sides that are given more room than any paper of a layout has."""

from __future__ import annotations

from collections.abc import Iterator

from handout.check.visibility import places
from handout.content.blocks.side_by_side import SideBySide
from handout.content.blocks.table import Table
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic
from handout.source.units import MM
from handout.styles.layout import Layout
from handout.styles.page import PAPER, page_setup


def too_wide_for_paper(topic: Topic, layout: Layout, audience: str) -> Iterator[Diagnostic]:
    """A problem for each table and left side that is wider than the text of a page, on every paper.

    Inside another block they have less room, and rendering may refuse them still.
    """
    pages = [page_setup(layout, size, 1.0) for size in ([layout.page.size] if layout.page.size else PAPER)]
    room = max(page.width - page.left - page.right for page in pages)
    for place in places(topic):
        if audience not in place.audiences:
            continue
        if isinstance(place.node, Table):
            yield from _columns(place.node, room, audience)
        elif isinstance(place.node, SideBySide):
            yield from _left_side(place.node, room)


def _columns(table: Table, room: float, audience: str) -> Iterator[Diagnostic]:
    columns = [column for column in table.columns if audience in (column.audience or (audience,))]
    shares = sum((column.width.share or 0.0) * room for column in columns if column.width)
    wide = shares + sum(column.width.points or 0.0 for column in columns if column.width)
    if wide > room + 0.01:
        message = f"the columns are {wide / MM:.0f} mm wide together, and there is room for {room / MM:.0f} mm"
        hint = "make them narrower, or leave a width out: it gets the rest"
        yield Diagnostic(columns[0].span, message, hint, "columns-too-wide")


def _left_side(block: SideBySide, room: float) -> Iterator[Diagnostic]:
    width = block.sides[0].width
    if width is not None and width.points is not None and width.points > room + 0.01:
        message = f"the left side is {width.points / MM:.0f} mm wide, and there is room for {room / MM:.0f} mm"
        yield Diagnostic(width.span, message, "make it narrower, or give a share as 40%", "columns-too-wide")
