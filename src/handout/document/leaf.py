"""A leaf: one paragraph of text, of runs that each have one look; and what every part of the document has."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

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
    """The indent of the whole block from the left edge; for list items, the width kept for the label."""
    padding: float = 0.0
    """Between a box's edge, or a cell's, and its content."""


class Blank(Struct, frozen=True):
    """A blank for the pen, in place of a value."""

    text: str
    """What is read and extracted there."""
    width: float
    """In points."""


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
    expansion: str | None = None
    """Of an abbreviation: what it is short for."""
    mark: int | None = None
    """The number of the footnote whose mark this is."""
    slot: bool = False
    """The words come from a patient's record, so they differ from copy to copy."""
    expression: Expression | None = None
    """Of a slot: what its words are in another copy."""
    measured: str = ""
    """Of a slot: the words that widths are measured with, as the longest date; empty for those of a usual name."""
    isolate: bool = False
    """In text from right to left its words have an order of their own, as the title of a source."""
    whole: bool = False
    """Never broken over lines (a dose and its unit) unless it is longer than a line."""
    blank: float | None = None
    """Width in points of a blank for the pen; `text` is what is read and extracted there."""
    missing: Blank | None = None
    """Of a slot: the blank that is here in the copy of a record that lacks the field."""
    fills_line: bool = False
    """If it is a blank, and all of its leaf, it is as wide as the line."""
    page_of: str | None = None
    """Layout puts a page number here, in place of `text`: `page`, `pages`, or the id of a target.

    For a target `text` is a pattern with `{}`, as ` (page {})`, and prints nothing on the target's own page.
    """


class Part(Struct, frozen=True, kw_only=True):
    """All that text is in: a leaf, a node, or a part of a node."""

    PARTS: ClassVar[tuple[str, ...]] = ()
    """The fields that hold parts, in reading order."""
    UNREAD: ClassVar[tuple[str, ...]] = ()
    """The fields that hold a part which is printed, but isn't read aloud."""


class Leaf(Part, frozen=True, kw_only=True, cache_hash=True):
    """A paragraph: one run of text with one style and one tag."""

    key: int
    role: str
    runs: tuple[Run, ...]
    span: Span

    @property
    def slot(self) -> bool:
        """Whether any of its words come from a patient's record."""
        for run in self.runs:  # noqa: SIM110 - a generator takes three times as long, and layout asks often
            if run.slot:
                return True
        return False

    @property
    def text(self) -> str:
        """What is read: all its words, blanks as their labels."""
        return "".join([run.text for run in self.runs])


class Placed(Part, frozen=True, kw_only=True):
    """A node, and what its author wishes of the page that it is on."""

    starts_page: bool = False
    """It begins a page."""
    together: Span | None = None
    """Of the block that it comes from; the nodes of one block stay on one page if they fit on one."""
