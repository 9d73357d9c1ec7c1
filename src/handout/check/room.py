"""What no page has room for: slips, headers and footers, tables' headers and rows, and blocks deep in each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from handout.diagnostics import Diagnostic, LayoutError
from handout.document import (
    Box,
    CutSlip,
    Document,
    Figure,
    Hung,
    List,
    Part,
    QrCode,
    SideBySide,
    Table,
    WritingLines,
    every,
    walk,
)
from handout.document.walk import parts
from handout.fonts.glyphs import FontBook

_LONG_BAND, _LONG_HEADER = 300, 200
"""Characters of a header or footer, and of a table's header; a shorter one has room on every paper."""
_HIGH_SLIP = 16.0
"""Lines."""
_HIGH_ROW = 400.0
"""Points that an author asks for; a lower row has room on every paper."""
_SHORT_LINE = 30
"""Characters of a line that is shorter than most."""
_PEN_LINE, _PICTURE = 2.0, 10.0
"""Lines of text that are as high as a line for the pen, and as the usual picture."""
_DEEP = 4
"""Boxes, lists and columns in each other; fewer leave room for words on every paper, in giant text too."""


def without_room(document: Document, giant: Callable[[], Document], fonts: FontBook) -> list[Diagnostic]:
    """Why a document can't be laid out, and warnings where only the same document in giant text can't.

    One in which nothing is high or deep isn't tried, as that takes time.
    """
    if not (_may_be_high(document) or _narrowed(document.body) > _DEEP):
        return []
    if found := _refused(document, fonts):
        return found
    found = _refused(giant(), fonts)
    return [replace(each, message=f"in giant text, {each.message}", severity="warning") for each in found]


def _refused(document: Document, fonts: FontBook) -> list[Diagnostic]:
    from handout.layout import layout

    try:
        layout(document, fonts)
    except LayoutError as error:
        return [*error.diagnostics]
    return []


def _may_be_high(document: Document) -> bool:
    """Whether something in it that isn't split may be higher than a page, in giant text too."""
    bands = (sum(len(leaf.text) for leaf in band.cells) for band in document.bands)
    return any(length > _LONG_BAND for length in bands) or any(
        (isinstance(node, CutSlip) and _lines(node) > _HIGH_SLIP)
        or (isinstance(node, Table) and (_header(node) > _LONG_HEADER or _row(node) > _HIGH_ROW))
        for node in document.every_node
    )


def _narrowed(nodes: Iterable[Part]) -> int:
    """How many boxes, lists and columns are in each other, where they are most."""
    return max(
        (_narrowed(parts(part)) + isinstance(part, Box | Hung | List | SideBySide | Table) for part in nodes), default=0
    )


def _lines(slip: CutSlip) -> float:
    """About how many lines high a slip is."""
    found = sum(1 + len(leaf.text) / _SHORT_LINE for leaf in walk(slip.children))
    for node in every(slip.children):
        if isinstance(node, WritingLines):
            found += _PEN_LINE * node.count
        elif isinstance(node, Figure | QrCode):
            found += _PICTURE
        elif isinstance(node, Table):
            found += _PEN_LINE * sum(len(group.rows) for group in node.groups)
    return found


def _row(table: Table) -> float:
    """How high its highest row is at least."""
    return max((row.min_height for group in table.groups for row in group.rows), default=0.0)


def _header(table: Table) -> int:
    """How long what is repeated on each page of a table is."""
    titles = [*(table.header.cells if table.header is not None else ()), *(each.title for each in table.column_groups)]
    groups = (len(group.title.text) for group in table.groups if group.title is not None)
    return sum(len(title.text) for title in titles) + max(groups, default=0)
