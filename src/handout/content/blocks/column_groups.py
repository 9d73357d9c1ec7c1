"""Groups of a table's columns: neighbours that name the same group have its title over their headers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from handout import document
from handout.content.block_context import Composer
from handout.content.texts import Title

if TYPE_CHECKING:
    from handout.content.blocks.table import Column


def _choices(column: Column) -> tuple[object, ...] | None:
    return column.group.choices if column.group else None


def apart(columns: Sequence[Column]) -> Column | None:
    """The first column that is not beside the others of its group."""
    seen = set()
    for choices, run in groupby(columns, key=_choices):
        first = next(iter(run))
        if choices is not None and choices in seen:
            return first
        seen.add(choices)
    return None


def column_groups(columns: Sequence[Column], composer: Composer) -> tuple[document.ColumnGroup, ...]:
    """The groups of the columns that are printed."""
    found: list[document.ColumnGroup] = []
    for text, run in groupby(enumerate(columns), key=lambda pair: pair[1].group and pair[1].group.text):
        (first, column), *others = run
        if text and isinstance(column.group, Title):
            leaf = composer.leaf("cell-head", column.group)
            found.append(document.ColumnGroup(title=leaf, first=first, count=1 + len(others)))
    return tuple(found)
