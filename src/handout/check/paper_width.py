"""Tables whose columns have more room than any paper of a layout gives them."""

from __future__ import annotations

from collections.abc import Iterator

from handout.check.visibility import places
from handout.content.blocks.table import Table
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic
from handout.source.units import MM
from handout.styles.layout import Layout
from handout.styles.page import PAPER, page_setup


def too_wide_for_paper(topic: Topic, layout: Layout, audience: str) -> Iterator[Diagnostic]:
    """A problem for each table whose columns are wider together than the text of a page, on every paper.

    A table inside another block has less room, and rendering may refuse it still.
    """
    pages = [page_setup(layout, size, 1.0) for size in ([layout.page.size] if layout.page.size else PAPER)]
    room = max(page.width - page.left - page.right for page in pages)
    for place in places(topic):
        if not isinstance(place.node, Table) or audience not in place.audiences:
            continue
        columns = [column for column in place.node.columns if audience in (column.audience or (audience,))]
        shares = sum((column.width.share or 0.0) * room for column in columns if column.width)
        wide = shares + sum(column.width.points or 0.0 for column in columns if column.width)
        if wide > room + 0.01:
            message = f"the columns are {wide / MM:.0f} mm wide together, and there is room for {room / MM:.0f} mm"
            hint = "make them narrower, or leave a width out: it gets the rest"
            yield Diagnostic(columns[0].span, message, hint, "columns-too-wide")
