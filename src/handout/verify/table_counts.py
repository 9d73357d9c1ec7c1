"""The tables of a Document are those that were selected: as many, and each with as many rows and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from handout.content.blocks.contact import ContactNumbers
from handout.content.blocks.facts import Facts
from handout.content.blocks.medicines import TIMES, Medicines
from handout.content.blocks.table import Group, Row, Table
from handout.content.nodes import Node
from handout.content.walk import walk
from handout.diagnostics import Diagnostic, Span
from handout.document import Box, Definitions, Document
from handout.document import Table as Grid
from handout.select import Selection

Size = tuple[int, ...]
"""The number of columns, or 2 for labels with values or numbers; then the cells of each row.

A line under them is one more cell.
"""


def problems(selections: Iterable[Selection], document: Document) -> Iterator[Diagnostic]:
    """Every table, at its place, that isn't in the Document as it was selected."""
    printed = Counter(size for node in document.every_node if (size := _printed(node)))
    for node in (node for selection in selections for node in walk(selection.topic.sections)):
        if size := _selected(node):
            if not printed[size]:
                yield Diagnostic(node.span, "a row or a cell of the table is not in the document", "", "verification")
            printed[size] -= 1
    if any(count > 0 for count in printed.values()):
        yield Diagnostic(Span("content"), "there is a table in the document that was not selected", "", "verification")


def _selected(node: Node) -> Size:
    match node:
        case Table():
            count = len(node.columns)
            parts: list[Table | Group] = [node, *node.groups]
            return (count, *(size for part in parts for size in (*map(_cells, part.rows), *[count] * part.blank_rows)))
        case Medicines():
            purposes = node.blank_rows > 0 or any(row.purpose for row in node.rows)
            count = 1 + purposes + len(TIMES)
            below = (any((row.as_needed, row.until, row.note)) for row in node.rows)
            return (count, *(count + more for more in below), *(count for _ in range(node.blank_rows)))
        case Facts():
            return (2, *(2 for _ in node.rows))
        case ContactNumbers():
            return (2, *(2 for _ in node.numbers))
        case _:
            return ()


def _cells(row: Row) -> int:
    return len(row.cells)


def _printed(node: object) -> Size:
    match node:
        case Grid():
            rows = (row for group in node.groups for row in group.rows)
            return (len(node.columns), *(len(row.cells) + (row.below is not None) for row in rows))
        # The box's footnotes may follow.
        case Box(role="facts" | "phones" | "callout-phones", children=(Definitions() as inside, *_)):
            return (2, *(2 for _ in inside.items))
        case _:
            return ()
