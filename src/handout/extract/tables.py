"""Rows and cells of tables that have no words, added to the structure tree.

A cell without words is on no page, and yet it has a meaning: the dose isn't taken at noon.  The file says how many
children a row and a table's body have, so the missing ones are empty.  Nothing is known of a body without any word.
"""

from __future__ import annotations

from collections.abc import Iterator

from handout.extract.structure import Kids, Marked, TagElement

ROW = "TR"
BODIES = frozenset({"THead", "TBody", "TFoot"})


def completed(top: Kids[Marked]) -> Kids[Marked]:
    """The topmost elements; all tables below them have their empty rows and cells."""
    for kid in top.values():
        if isinstance(kid, TagElement):
            if kid.standard == "Table":
                _complete(kid)
            completed(kid.kids)
    return top


def _complete(table: TagElement[Marked]) -> None:
    columns = max((len(range(row.count)) for row in _rows(table)), default=0)
    for parent in (table, *_parts(table)):
        # If a table's rows are in bodies, its own children may be anything.
        if parent.standard in BODIES or any(_is(kid, ROW) for kid in parent.kids.values()):
            for at in _missing(parent):
                cells: Kids[Marked] = {column: TagElement("TD", "TD") for column in range(columns)}
                parent.kids[at] = TagElement(ROW, ROW, kids=cells, count=columns)
    for row in _rows(table):
        for at in _missing(row):
            row.kids[at] = TagElement("TD", "TD")


def _missing(parent: TagElement[Marked]) -> list[int]:
    return [at for at in range(parent.count) if at not in parent.kids]


def _is(kid: TagElement[Marked] | Marked, role: str) -> bool:
    return isinstance(kid, TagElement) and kid.standard == role


def _rows(table: TagElement[Marked]) -> Iterator[TagElement[Marked]]:
    for parent in (table, *_parts(table)):
        for kid in parent.kids.values():
            if isinstance(kid, TagElement) and kid.standard == ROW:
                yield kid


def _parts(table: TagElement[Marked]) -> Iterator[TagElement[Marked]]:
    for kid in table.kids.values():
        if isinstance(kid, TagElement) and kid.standard in BODIES:
            yield kid
