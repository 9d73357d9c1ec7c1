"""What no page has room for: high slips, headers, footers and rows, wide columns, and blocks deep in each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from handout.check.printings import USUAL, Printing
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
from handout.source.units import MM

_LONG_BAND, _LONG_HEADER = 300, 120
"""Characters of a header or footer, and of a table's header; a shorter one has room on every paper."""
_HIGH_SLIP = 16.0
"""Lines; a lower slip has room on every paper, and so has a lower row than this."""
_HIGH_ROW = 400.0
"""Points that an author asks for."""
_USUAL_TEXT = 600.0
"""Points of a page's height between wide margins; with less, less is high."""
_SHORT_LINE = 30
"""Characters of a line that is shorter than most."""
_PEN_LINE, _PICTURE = 2.0, 10.0
"""Lines of text that are as high as a line for the pen, and as the usual picture."""
_WIDE = 40 * MM
"""A narrower block has room in every column, and in a box in it."""
_DEEP = 4
"""Boxes, lists and columns in each other; fewer leave room for words on every paper, in giant text too."""


def without_room(
    ways: Iterable[Sequence[Printing]], composed: Callable[[Printing], Document | None], fonts: FontBook
) -> list[Diagnostic]:
    """Why a document can't be laid out as it usually is, and warnings where it can't in another of these ways.

    The ways are those of each layout, the plainest first, for which `composed` gives the document, if there is one.
    One in which nothing is high, deep or of a given width isn't tried, as that takes time; and none that differs from
    the usual one in all that another does which was refused.
    """
    found: list[Diagnostic] = []
    refused: list[frozenset[str]] = []
    for plainest, *others in ways:
        document = composed(plainest)
        if document is None:
            continue
        high = _may_be_high(document) or _narrowed(document.body) > _DEEP
        for way in (plainest, *others) if high or _may_be_wide(document) else ():
            if any(differences <= way.differences for differences in refused):
                continue
            # Large print has one column, and no given widths.
            again = document if way is plainest else composed(way) if high or way.scale is None else None
            problems = _refused(again, fonts) if again is not None else []
            refused += [way.differences] if problems else []
            found += problems if way == USUAL else [_warning(way, each) for each in problems]
    return found


def _warning(way: Printing, problem: Diagnostic) -> Diagnostic:
    return replace(problem, message=f"{way.prefix}{problem.message}", severity="warning")


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
    page = document.page
    least = min(1.0, (page.height - page.top - page.bottom) / _USUAL_TEXT)
    return any(length > _LONG_BAND for length in bands) or any(
        (isinstance(node, CutSlip) and _lines(node) > _HIGH_SLIP * least)
        or (isinstance(node, Table) and (_header(node) > _LONG_HEADER * least or _row(node) > _HIGH_ROW * least))
        for node in document.every_node
    )


def _may_be_wide(document: Document) -> bool:
    """Whether a table's columns or a left side have a given width that a narrow column hasn't."""
    return any(
        (isinstance(node, Table) and _given(node) > _WIDE)
        or (isinstance(node, SideBySide) and (node.left_width or 0.0) > _WIDE)
        for node in document.every_node
    )


def _given(table: Table) -> float:
    """How wide a table is at least by the widths of its columns, whatever its words are."""
    points = sum(column.width or 0.0 for column in table.columns)
    shares = sum(column.weight or 0.0 for column in table.columns if column.width is None)
    return points / max(1.0 - shares, 0.01)


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
