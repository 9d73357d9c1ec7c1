"""The kinds of node of a document: lists, tables, boxes and sections, and `Node`, the union of all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, cast

from handout.diagnostics import Span
from handout.document.columns import Column, ColumnGroup
from handout.document.leaf import Leaf, Part, Placed
from handout.document.simple_nodes import Figure, Heading, Paragraph, QrCode, TickBox, WritingLines
from handout.document.walk import parts, walk


class Item(Part, frozen=True, kw_only=True):
    """One item of a list (tag LI): a label, and blocks beside it."""

    PARTS: ClassVar[tuple[str, ...]] = ("label", "children")
    label: Leaf | None
    """None where a mark is drawn: a box for the pen, a tick or a cross."""
    box: TickBox | None = None
    """In a list of boxes to tick."""
    children: tuple[Node, ...]
    number: int | None = None
    """The number of a footnote in the whole document."""
    id: str | None = None


class Definition(Part, frozen=True, kw_only=True):
    """A term and what it means, or a label and its value."""

    PARTS: ClassVar[tuple[str, ...]] = ("term", "text", "children")
    term: Leaf
    text: Leaf
    children: tuple[Node, ...] = ()
    """Under the text; none in definitions that are aligned."""
    box: TickBox | None = None
    """Drawn before the term; not in definitions that are aligned."""


class Definitions(Placed, frozen=True, kw_only=True):
    """Terms with their meanings (tag L): each under its term, or beside it in a column, one or two to a line."""

    PARTS: ClassVar[tuple[str, ...]] = ("items",)
    items: tuple[Definition, ...]
    kind: Literal["stacked", "beside", "aligned"] = "stacked"
    """Beside: one to a line; aligned: two to a line where both have room."""
    id: str | None = None


class Hung(Placed, frozen=True, kw_only=True):
    """Nodes with a sign beside their first line (tag Span, in the first of them)."""

    PARTS: ClassVar[tuple[str, ...]] = ("label", "children")
    label: Leaf
    children: tuple[Node, ...]
    id: str | None = None


ListKind = Literal["disc", "decimal", "check", "do", "dont", "note"]


class List(Placed, frozen=True, kw_only=True):
    """A list (tag L), or the footnotes of a block (a tag Note each)."""

    PARTS: ClassVar[tuple[str, ...]] = ("items",)
    kind: ListKind
    items: tuple[Item, ...]
    role: str = "item"
    id: str | None = None


class CellBlocks(Part, frozen=True, kw_only=True):
    """A cell with several paragraphs or lists (tags P and L inside the cell's)."""

    PARTS: ClassVar[tuple[str, ...]] = ("children",)
    key: int
    """The key of the cell itself; its leaves have their own keys."""
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


class Box(Placed, frozen=True, kw_only=True):
    """A framed or tinted area, whole on a page if it fits on one (see `tag`); its title is a heading."""

    PARTS: ClassVar[tuple[str, ...]] = ("title", "children")
    role: str
    """Its style gives tint, border and padding; `<role>` is for the area, leaves have their own roles."""
    title: Leaf | None
    children: tuple[Node, ...]
    icon: Literal["info", "important", "help", "home", "phone"] | None = None
    tag: Literal["Div", "Aside"] = "Div"
    follows: bool = False
    """It belongs on the page of what is above it."""
    id: str | None = None
    span: Span


class Masthead(Placed, frozen=True, kw_only=True):
    """Two stacks side by side, the right one set flush right and as wide as its words; the masthead."""

    PARTS: ClassVar[tuple[str, ...]] = ("left", "right")
    left: tuple[Node, ...]
    right: tuple[Node, ...]


class SideBySide(Placed, frozen=True, kw_only=True):
    """Two groups of nodes beside each other (tag Div, each group too), or below each other where they need the room."""

    PARTS: ClassVar[tuple[str, ...]] = ("left", "right")
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    left_share: float | None = None
    """The share of the measure for the left group and half of the gap."""
    left_width: float | None = None
    """The left group's width in points instead."""
    stacked: bool = False
    id: str | None = None
    span: Span


class CutSlip(Placed, frozen=True, kw_only=True):
    """A part of the page to cut off along a dashed line; never split."""

    PARTS: ClassVar[tuple[str, ...]] = ("words", "title", "children")
    words: Leaf
    """Where to cut."""
    title: Leaf | None
    children: tuple[Node, ...]
    at_foot: bool = False
    """At the foot of its page, which is the last one; nothing comes after it."""
    id: str | None = None
    span: Span


class Section(Placed, frozen=True, kw_only=True):
    """A section (tag Sect) with its heading first."""

    PARTS: ClassVar[tuple[str, ...]] = ("children",)
    children: tuple[Node, ...]
    id: str | None = None


Node = (
    Paragraph
    | Heading
    | List
    | Definitions
    | Table
    | Box
    | Figure
    | Hung
    | WritingLines
    | QrCode
    | Masthead
    | SideBySide
    | CutSlip
    | Section
)


def alternatives(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts of these nodes in place of pictures, codes and boxes to tick, for readers who can't see them."""
    for node in nodes:
        if isinstance(node, Figure | QrCode):
            yield node.alt
        elif isinstance(node, List | Definitions):
            yield from (item.box.alt for item in node.items if item.box is not None)


def every(nodes: Iterable[Part]) -> Iterator[Node]:
    """The nodes among these parts, and all nodes in them, in reading order."""
    stack = [*nodes][::-1]
    while stack:
        part = stack.pop()
        if isinstance(part, Leaf):
            continue
        if isinstance(part, Placed):
            yield cast("Node", part)
        stack += parts(part)[::-1]
