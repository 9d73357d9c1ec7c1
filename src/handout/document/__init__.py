"""The Document: a closed tree of few node kinds, between the authors' blocks and the painter.

Compose makes it, layout gives every text leaf its lines, paint gives every node its tag.  Each piece of text is a
`Leaf` with a number (`key`) that counts up in reading order; geometry and tags refer to leaves by it.  All lengths are
points.  Nothing of what select dropped is in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.inline.expressions import Expression

Align = Literal["left", "right", "center"]


class Style(Struct, frozen=True, kw_only=True, cache_hash=True):
    """How one role looks; lengths in points, colours `#rrggbb`."""

    family: str = "body"
    """A key of `Document.families`."""
    size: float
    leading: float
    """From baseline to baseline, in points."""
    bold: bool = False
    italic: bool = False
    color: str = "#000000"
    background: str | None = None
    border: str | None = None
    border_width: float = 0.0
    align: Align = "left"
    space_before: float = 0.0
    space_after: float = 0.0
    indent: float = 0.0
    """Of the whole block from the left edge; for list items, the width kept for the label."""
    padding: float = 0.0
    """Between a box's edge, or a cell's, and its content."""


class Run(Struct, frozen=True, kw_only=True):
    """Words of one look.  At most one of `blank` and `page_of` is set."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    """A URI, or `#id` for a place in this document."""
    lang: str | None = None
    """BCP 47, where it is not the document's."""
    alt: str | None = None
    """Of a sign: what is read aloud in place of it."""
    mark: int | None = None
    """The number of the footnote whose mark this is."""
    slot: bool = False
    """The words come from a patient's record, so they differ from copy to copy."""
    expression: Expression | None = None
    """Of a slot: what its words are in another copy."""
    whole: bool = False
    """Never broken over lines (a dose and its unit) unless it is longer than a line."""
    blank: float | None = None
    """Width in points of a blank for the pen; `text` is what is read and extracted there."""
    page_of: str | None = None
    """Layout puts a page number here, in place of `text`: `page`, `pages`, or the id of a target.

    For a target `text` is a pattern with `{}`, as ` (page {})`, and prints nothing on the target's own page.
    """


class Leaf(Struct, frozen=True, kw_only=True, cache_hash=True):
    """A paragraph: one run of text with one style and one tag."""

    key: int
    role: str
    runs: tuple[Run, ...]
    span: Span

    @property
    def slot(self) -> bool:
        """Whether any of its words come from a patient's record."""
        return any(run.slot for run in self.runs)

    @property
    def text(self) -> str:
        """What is read: all its words, blanks as their labels."""
        return "".join(run.text for run in self.runs)


class Placed(Struct, frozen=True, kw_only=True):
    """A node, and what its author wishes of the page that it is on."""

    starts_page: bool = False
    """It begins a page."""
    together: Span | None = None
    """Of the block that it comes from; the nodes of one block stay on one page if they fit on one."""


class Paragraph(Placed, frozen=True, kw_only=True):
    """Running text (tag P)."""

    leaf: Leaf
    id: str | None = None
    keep_with_next: bool = False
    """Never the last thing on a page; for the line that introduces a list or a table."""


class Heading(Placed, frozen=True, kw_only=True):
    """A title (tag H1 to H6) that is never the last thing on a page."""

    level: int
    leaf: Leaf
    id: str | None = None


class Item(Struct, frozen=True, kw_only=True):
    """One item of a list (tag LI): a label, and blocks that hang beside it."""

    label: Leaf | None
    """None where a mark is drawn: a box for the pen, a tick or a cross."""
    children: tuple[Node, ...]
    number: int | None = None
    """Of a footnote, in the whole document."""
    id: str | None = None


ListKind = Literal["disc", "decimal", "check", "do", "dont", "note"]


class List(Placed, frozen=True, kw_only=True):
    """A list (tag L), or the footnotes of a block (a tag Note each)."""

    kind: ListKind
    items: tuple[Item, ...]
    role: str = "item"
    id: str | None = None


class Definition(Struct, frozen=True, kw_only=True):
    """A term and what it means, or a label and its value."""

    term: Leaf
    text: Leaf


class Definitions(Placed, frozen=True, kw_only=True):
    """Terms with their meanings (tag L): each under its term, or beside it in a column, one or two to a line."""

    items: tuple[Definition, ...]
    kind: Literal["stacked", "beside", "aligned"] = "stacked"
    """Beside: one to a line; aligned: two to a line where both have room."""
    ticks: bool = False
    """A box for the pen is drawn before each term; not with aligned."""
    id: str | None = None


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; its width is measured on static words only, never on a patient's."""

    align: Align = "left"
    weight: float | None = None
    """A fixed share of the width, where measuring is not wanted (the columns of times in a medicine grid)."""
    width: float | None = None
    """A fixed width in points instead."""


class CellBlocks(Struct, frozen=True, kw_only=True):
    """A cell that holds more than one line of thought: paragraphs, and lists (tags P and L inside the cell's)."""

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
"""What stands in one column of a row."""


class ColumnGroup(Struct, frozen=True, kw_only=True):
    """A title over the headers of neighbouring columns, which it heads too."""

    title: Leaf
    first: int
    """The number of its first column, from 0."""
    count: int
    """How many columns it has."""


class Row(Struct, frozen=True, kw_only=True):
    """A row (tag TR) with one cell a column, and a line under them."""

    cells: tuple[Cell, ...]
    below: Leaf | None = None
    """Set under the cells over the full width (a TR with one TD); the first cell heads it too, if it heads its row."""
    min_height: float = 0.0
    span: Span

    @property
    def titles(self) -> tuple[Leaf, ...]:
        """The cells of a header row, each of which is one text."""
        return tuple(cell for cell in self.cells if isinstance(cell, Leaf))


class Group(Struct, frozen=True, kw_only=True):
    """Rows under a title of their own, which is kept with the first and repeated on a new page."""

    title: Leaf | None
    rows: tuple[Row, ...]
    continued: Leaf | None = None
    """In place of the title where the rows go on, on a new page; it isn't read aloud."""


class Table(Placed, frozen=True, kw_only=True):
    """A table (tags Table, THead, TBody, TR, TH, TD); the header row is repeated on every page it runs over."""

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

    label: Leaf | None
    count: int
    id: str | None = None
    span: Span


class QrCode(Placed, frozen=True, kw_only=True):
    """A QR code (tag Figure) with the address in words beside it."""

    key: int
    url: str
    alt: str
    size: float
    words: tuple[Leaf, ...]
    id: str | None = None
    span: Span


class Masthead(Placed, frozen=True, kw_only=True):
    """Two stacks side by side, the right one set flush right and as wide as its words; the masthead."""

    left: tuple[Node, ...]
    right: tuple[Node, ...]


class SideBySide(Placed, frozen=True, kw_only=True):
    """Two groups of nodes beside each other (tag Div, each group too), or below each other where they need the room."""

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
    """A part of the page to cut off along a dashed line; never parted."""

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


class HeaderFooter(Struct, frozen=True, kw_only=True):
    """A header or a footer: up to three cells that wrap, over or under a solid notice; all artifacts."""

    left: Leaf | None = None
    center: Leaf | None = None
    right: Leaf | None = None
    above: Leaf | None = None
    """A line of its own between the notice and the cells: whose document it is."""
    notice: Leaf | None = None
    """Set across the whole measure on a solid ground: For clinicians – not for patients."""
    rule: bool = False
    """A hairline between the band and the page's body."""

    @property
    def cells(self) -> tuple[Leaf, ...]:
        """The leaves that it has, notice first."""
        return tuple(leaf for leaf in (self.notice, self.above, self.left, self.center, self.right) if leaf is not None)


class PageSetup(Struct, frozen=True, kw_only=True):
    """The paper and its text block, in points.  Header and footer are inside the margins, next to the body."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    columns: int = 1
    gutter: float = 18.0


Standard = Literal["ua1", "ua2"]
"""`ua1`: PDF/UA-1 and PDF/A-2a, in PDF 1.7.  `ua2`: PDF/UA-2 and PDF/A-4, in PDF 2.0."""


class Document(Struct, frozen=True, kw_only=True):
    """Everything that is printed, in reading order, and nothing else."""

    title: str
    language: str
    author: str
    subject: str
    date: str
    """ISO 8601, for the file's metadata; not the clock's."""
    styles: Mapping[str, Style]
    families: Mapping[str, tuple[str, ...]]
    """Fallback list of font families by the key that styles use."""
    page: PageSetup
    body: tuple[Node, ...]
    header: HeaderFooter = HeaderFooter()
    footer: HeaderFooter = HeaderFooter()
    first_header: HeaderFooter | None = None
    """The first page's header, where it differs."""
    personal: bool = False
    """Whether it carries a patient's data: then faces that slots use embed the fixed repertoire."""
    standard: Standard = "ua1"
    """Which standards the file conforms to."""

    @property
    def bands(self) -> tuple[HeaderFooter, ...]:
        """The headers and the footer."""
        return (
            (self.header, self.footer) if self.first_header is None else (self.header, self.footer, self.first_header)
        )

    @property
    def continued(self) -> Iterator[Leaf]:
        """The titles of groups of rows that go on, on a new page."""
        for table in (node for node in every(self.body) if isinstance(node, Table)):
            yield from (group.continued for group in table.groups if group.continued is not None)

    @property
    def every_leaf(self) -> Iterator[Leaf]:
        """The body's leaves in reading order, then those that aren't read: of new pages, and of the bands."""
        yield from walk(self.body)
        yield from self.continued
        for band in self.bands:
            yield from band.cells


Part = Leaf | Node | Item | Definition | ColumnGroup | Group | Row | CellBlocks
"""All that text is in."""
P = TypeVar("P", bound=Part)

PARTS_IN: Mapping[type, tuple[str, ...]] = {
    Leaf: (),
    Paragraph: ("leaf",),
    Heading: ("leaf",),
    List: ("items",),
    Item: ("label", "children"),
    Definitions: ("items",),
    Definition: ("term", "text"),
    Table: ("caption", "column_groups", "header", "groups"),
    ColumnGroup: ("title",),
    Group: ("title", "rows"),
    Row: ("cells", "below"),
    CellBlocks: ("children",),
    Box: ("title", "children"),
    Figure: ("caption",),
    WritingLines: ("label",),
    QrCode: ("words",),
    Masthead: ("left", "right"),
    SideBySide: ("left", "right"),
    CutSlip: ("words", "title", "children"),
    Section: ("children",),
}
"""The fields of each part that hold parts, in reading order."""


def parts(part: Part) -> list[Part]:
    """What is directly in a part, in reading order."""
    found: list[Part] = []
    for name in PARTS_IN[type(part)]:
        value = getattr(part, name)
        if isinstance(value, tuple):
            found += value
        elif value is not None:
            found.append(value)
    return found


def every(nodes: Iterable[Part]) -> Iterator[Node]:
    """The nodes among these parts, and all nodes in them, in reading order."""
    for part in nodes:
        if isinstance(part, Node):
            yield part
        yield from every(parts(part))


def leaves(part: Part) -> Iterator[Leaf]:
    """The text leaves in a part, in reading order."""
    return walk((part,))


def walk(nodes: Iterable[Part]) -> Iterator[Leaf]:
    """The text leaves in several parts, in reading order."""
    stack = [*nodes][::-1]
    while stack:
        part = stack.pop()
        if isinstance(part, Leaf):
            yield part
        else:
            stack += parts(part)[::-1]


def mapped(part: P, change: Callable[[Leaf], Leaf]) -> P:
    """The part with each leaf in it changed."""
    if isinstance(part, Leaf):
        return cast("P", change(part))
    changes: dict[str, object] = {}
    for name in PARTS_IN[type(part)]:
        value = getattr(part, name)
        if isinstance(value, tuple):
            changes[name] = tuple([mapped(each, change) for each in value])
        elif value is not None:
            changes[name] = mapped(value, change)
    if isinstance(part, Group) and part.continued is not None:
        changes["continued"] = mapped(part.continued, change)
    return replace(part, **changes)


def alternatives(nodes: Iterable[Node]) -> Iterator[str]:
    """What is said of pictures and codes to those who can't see them."""
    return (node.alt for node in every(nodes) if isinstance(node, Figure | QrCode))
