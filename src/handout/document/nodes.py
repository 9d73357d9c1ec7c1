"""The nodes of a document: paragraphs, headings, lists, boxes, pictures; tables are in `tables`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, cast

from msgspec import Struct

from handout.diagnostics import Span
from handout.document.leaf import Leaf, Part, Placed
from handout.document.tables import Table
from handout.document.walk import parts


class Paragraph(Placed, frozen=True, kw_only=True):
    """Running text (tag P)."""

    PARTS: ClassVar[tuple[str, ...]] = ("leaf",)
    leaf: Leaf
    id: str | None = None
    keep_with_next: bool = False
    """Never the last thing on a page; for the line that introduces a list or a table."""


class Heading(Placed, frozen=True, kw_only=True):
    """A title (tag H1 to H6) that is never the last thing on a page."""

    PARTS: ClassVar[tuple[str, ...]] = ("leaf",)
    level: int
    leaf: Leaf
    id: str | None = None


class TickBox(Struct, frozen=True, kw_only=True):
    """A box for the pen, drawn as a label (tag Figure in Lbl)."""

    key: int
    alt: str
    """What is read aloud in place of it."""


class Item(Part, frozen=True, kw_only=True):
    """One item of a list (tag LI): a label, and blocks beside it."""

    PARTS: ClassVar[tuple[str, ...]] = ("label", "children")
    label: Leaf | None
    """None where a mark is drawn: a box for the pen, a tick or a cross."""
    box: TickBox | None = None
    """In a list of boxes to tick."""
    children: tuple[Node, ...]
    number: int | None = None
    """Of a footnote, in the whole document."""
    id: str | None = None


ListKind = Literal["disc", "decimal", "check", "do", "dont", "note"]


class List(Placed, frozen=True, kw_only=True):
    """A list (tag L), or the footnotes of a block (a tag Note each)."""

    PARTS: ClassVar[tuple[str, ...]] = ("items",)
    kind: ListKind
    items: tuple[Item, ...]
    role: str = "item"
    id: str | None = None


class Definition(Part, frozen=True, kw_only=True):
    """A term and what it means, or a label and its value."""

    PARTS: ClassVar[tuple[str, ...]] = ("term", "text")
    term: Leaf
    text: Leaf
    box: TickBox | None = None
    """Drawn before the term; not in definitions that are aligned."""


class Definitions(Placed, frozen=True, kw_only=True):
    """Terms with their meanings (tag L): each under its term, or beside it in a column, one or two to a line."""

    PARTS: ClassVar[tuple[str, ...]] = ("items",)
    items: tuple[Definition, ...]
    kind: Literal["stacked", "beside", "aligned"] = "stacked"
    """Beside: one to a line; aligned: two to a line where both have room."""
    id: str | None = None


class Box(Placed, frozen=True, kw_only=True):
    """A framed or tinted area, whole on a page if it fits on one (see `tag`); its title is a heading."""

    PARTS: ClassVar[tuple[str, ...]] = ("title", "children")
    role: str
    """Its style gives tint, border and padding; `<role>` is for the area, leaves have their own roles."""
    title: Leaf | None
    children: tuple[Node, ...]
    icon: Literal["info", "important", "help", "home", "phone"] | None = None
    tag: Literal["Div", "Aside"] = "Div"
    id: str | None = None
    span: Span


class Picture(Struct, frozen=True, kw_only=True):
    """An image or a drawing, opened and checked by `assets`: its file's bytes, and its size in pixels of 1/96 inch."""

    content: bytes
    format: Literal["PNG", "JPEG", "SVG"]
    width: float
    height: float


class Figure(Placed, frozen=True, kw_only=True):
    """An image (tag Figure), scaled down where it is wider than the measure or higher than the frame."""

    PARTS: ClassVar[tuple[str, ...]] = ("caption",)
    key: int
    picture: Picture
    alt: str
    """Empty for decoration, which is then an artifact."""
    width: float | None
    height: float | None = None
    caption: Leaf | None = None
    id: str | None = None
    span: Span


class WritingLines(Placed, frozen=True, kw_only=True):
    """Ruled lines 9 mm apart to write on, under a label."""

    PARTS: ClassVar[tuple[str, ...]] = ("label",)
    label: Leaf | None
    count: int
    id: str | None = None
    span: Span


class QrCode(Placed, frozen=True, kw_only=True):
    """A QR code (tag Figure) with the address in words beside it."""

    PARTS: ClassVar[tuple[str, ...]] = ("words",)
    key: int
    url: str
    alt: str
    size: float
    words: tuple[Leaf, ...]
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
    """Of the measure, for the left group and half of the gap."""
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
    | WritingLines
    | QrCode
    | Masthead
    | SideBySide
    | CutSlip
    | Section
)


def alternatives(nodes: Iterable[Node]) -> Iterator[str]:
    """What is said of pictures, codes and boxes to tick to those who can't see them."""
    for node in every(nodes):
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
