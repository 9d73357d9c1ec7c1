"""Tables: their columns, rows and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from handout.diagnostics import Span
from handout.document.leaf import Align, Leaf, Part, Placed
from handout.document.walk import walk

if TYPE_CHECKING:
    from handout.document.nodes import Node


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; its width is measured on static words only, never on a patient's."""

    align: Align = "left"
    weight: float | None = None
    """A fixed share of the width, where measuring is not wanted (the columns of times in a medicine grid)."""
    width: float | None = None
    """A fixed width in points instead."""
    decimal_sign: str | None = None
    """That of the document's language, in a column whose numbers are aligned at it."""


class CellBlocks(Part, frozen=True, kw_only=True):
    """A cell with several paragraphs or lists (tags P and L inside the cell's)."""

    PARTS: ClassVar[tuple[str, ...]] = ("children",)
    key: int
    """Of the cell itself; its leaves have their own."""
    role: str
    """The role of its text."""
    children: tuple[Node, ...]
    span: Span

    @property
    def text(self) -> str:
        """What is read: all its words."""
        return " ".join(leaf.text for leaf in walk(self.children))

    @property
    def slot(self) -> bool:
        """Whether any of its words come from a patient's record."""
        return any(leaf.slot for leaf in walk(self.children))


Cell = Leaf | CellBlocks
"""The content of one column of a row."""


class ColumnGroup(Part, frozen=True, kw_only=True):
    """A title over the headers of neighbouring columns, which it heads too."""

    PARTS: ClassVar[tuple[str, ...]] = ("title",)
    title: Leaf
    first: int
    """The number of its first column, from 0."""
    count: int
    """How many columns it has."""


class Row(Part, frozen=True, kw_only=True):
    """A row (tag TR) with one cell a column, and a line under them."""

    PARTS: ClassVar[tuple[str, ...]] = ("cells", "below")
    cells: tuple[Cell, ...]
    below: Leaf | None = None
    """Set under the cells over the full width (a TR with one TD); the first cell heads it too, if it heads its row."""
    min_height: float = 0.0
    span: Span

    @property
    def titles(self) -> tuple[Leaf, ...]:
        """The cells of a header row, each of which is one text."""
        return tuple(cell for cell in self.cells if isinstance(cell, Leaf))


class Group(Part, frozen=True, kw_only=True):
    """Rows under a title of their own, which is kept with the first and repeated on a new page."""

    PARTS: ClassVar[tuple[str, ...]] = ("title", "rows")
    UNREAD: ClassVar[tuple[str, ...]] = ("continued",)
    title: Leaf | None
    rows: tuple[Row, ...]
    continued: Leaf | None = None
    """In place of the title where the rows go on, on a new page; it isn't read aloud."""


class Table(Placed, frozen=True, kw_only=True):
    """A table (tags Table, THead, TBody, TR, TH, TD); the header row is repeated on every page it runs over."""

    PARTS: ClassVar[tuple[str, ...]] = ("caption", "column_groups", "header", "groups")
    columns: tuple[Column, ...]
    header: Row | None
    groups: tuple[Group, ...]
    column_groups: tuple[ColumnGroup, ...] = ()
    """In a row of their own over the header; from left to right."""
    caption: Leaf | None = None
    row_headers: bool = True
    """The first cell of each row is its header: bold, tag TH with Scope Row."""
    ruled: bool = False
    """Vertical rules too, for a grid to write in."""
    stacked: bool = False
    """Too wide for this text size: each row is set as lines of label and value."""
    compact: bool = False
    """As blocks, each label has its own width only, and columns of equal weight are in pairs."""
    id: str | None = None
    span: Span
