"""The columns of a table, and their groups: neighbours that name the same group have its title over their headers."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Any, ClassVar, Literal

from handout import document
from handout.content.blocks.column_widths import Width
from handout.content.nodes import ASIDE, NOT_LINKED, Composer, Node
from handout.content.texts import ColumnTitle, Title
from handout.source.decoder import BAD, Decoder
from handout.source.fields import Doc
from handout.source.values import Mapping, Value


class Column(Node, frozen=True, kw_only=True):
    """A column of a table."""

    title: Annotated[ColumnTitle, Doc("Its title, in the header row.")]
    align: Annotated[
        Literal["left", "right", "center", "decimal"],
        Doc("How its cells' text is aligned; decimal: numbers at their decimal sign."),
    ] = "left"
    group: Annotated[Title | None, Doc("A title over it and its neighbours of the same group.")] = None
    width: Annotated[Width | None, Doc("A share of the table's width, as 30%, or a length, as 40mm.")] = None

    # Its cells follow its audience alone; by facet the row would lose its columns' order.
    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "when", "if_unknown", *ASIDE)
    SHORT: ClassVar[str] = "title"

    @classmethod
    def __read__(cls, value: Value, reader: Decoder) -> Any:
        if isinstance(value, Mapping) and value.get("title") is not None:
            return reader.struct(cls, value)
        title = reader.read(ColumnTitle, value)
        return BAD if title is BAD else cls(title=title, span=value.span)


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
