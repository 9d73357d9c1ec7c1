"""What layout gives and paint draws: frozen geometry, every line with its leaf, role, slot and place in the source.

Origin at the page's lower left corner, y upwards, points.  A page's items are in the order in which they are painted:
areas before what is printed on them, text in reading order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from handout.diagnostics import Diagnostic, Span
from handout.document import Align, Document, Picture
from handout.fonts.clusters import GlyphCluster
from handout.i18n.digits import in_digits


class Glyphs(Struct, frozen=True, cache_hash=True):
    """Characters of one face and one level, set from `x` on; `run` is the index of their run in the leaf."""

    text: str
    face: str
    """The name of a face in the font book, as `FiraGO-Bold`."""
    size: float
    x: float
    width: float
    color: str
    run: int
    level: int = 0
    """The level in the bidirectional algorithm: odd if the text, which is in reading order, runs from right to left."""
    clusters: tuple[GlyphCluster, ...] = ()
    """From left to right, where the text is shaped or runs from right to left; else each character is a glyph."""

    @property
    def font(self) -> str:
        """The embedded font: the face's own, or the one with the face's clusters."""
        return f"{self.face}{OF_CLUSTERS}" if self.clusters else self.face


OF_CLUSTERS = " of clusters"
"""What is added to the name of a face for the font with its clusters."""
OF_VALUES = " of values"
"""The same for the font with the clusters of a patient's values."""


class Line(Struct, frozen=True, kw_only=True):
    """One line of a leaf, its glyphs in the order in which they are read.

    A space at which the line was broken is the last character of its glyphs, so that words stay words when the text is
    read back; `width` leaves it out.
    """

    leaf: int
    role: str
    glyphs: tuple[Glyphs, ...]
    x: float
    y: float
    """The baseline."""
    width: float
    measure: float
    """The width that it may take, from the left edge of its leaf."""
    ascent: float
    descent: float
    """Both positive: the line's box is from y - descent to y + ascent; boxes of different lines never overlap."""
    slot: int | None
    """The leaf's key where its words come from a patient's record."""
    artifact: Literal["", "Header", "Footer", "Repeat"] = ""
    """A header or footer of pages, or the repeated header of a table: not tagged."""
    span: Span


class Rect(Struct, frozen=True, kw_only=True):
    """An area; an artifact."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0
    radius: float = 0.0


class Rule(Struct, frozen=True, kw_only=True):
    """A straight line; an artifact.  The blank of a leaf, where the pen writes, is one too."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: str
    width: float
    dashed: bool = False
    slot: int | None = None


class Icon(Struct, frozen=True, kw_only=True):
    """A drawing in a square whose lower left corner is x, y; an artifact unless it has the key of a Figure."""

    name: Literal["info", "important", "help", "home", "phone", "tick-box", "tick", "cross", "scissors"]
    x: float
    y: float
    size: float
    color: str
    key: int | None = None


class Image(Struct, frozen=True, kw_only=True):
    """A picture's place on the page; `key` is its Figure's, tagged unless it is decoration."""

    key: int
    picture: Picture
    x: float
    y: float
    width: float
    height: float


class Code(Struct, frozen=True, kw_only=True):
    """A QR code's square, quiet zone included; `key` is its node's.

    One that is at the edge of the text has its modules at the square's edge: the margin is quiet there.
    """

    key: int
    url: str
    x: float
    y: float
    size: float
    at_edge: Literal["", "left", "right"] = ""


class CellBox(Struct, frozen=True, kw_only=True):
    """The room that a cell of a table has, with words in it or none: nothing is drawn, but it can be proved."""

    leaf: int
    """The cell's key."""
    x: float
    y: float
    width: float
    height: float


class SlipBox(Struct, frozen=True, kw_only=True):
    """What is cut off the paper with a slip: nothing is drawn, but what is on its back can be named."""

    slip: int
    """The key of the slip's words on where to cut."""
    x: float
    y: float
    width: float
    height: float


Mark = Line | Rect | Rule | Icon | Image | Code


class Frame(Struct, frozen=True):
    """The area that a page's body keeps to."""

    x: float
    y: float
    width: float
    height: float


class Page(Struct, frozen=True):
    """One side of paper."""

    items: tuple[Mark, ...]
    frames: tuple[Frame, ...]
    cells: tuple[CellBox, ...] = ()
    """The boxes of the tables' cells; a cell that continues has a box on each page."""
    slips: tuple[SlipBox, ...] = ()


class Slot(Struct, frozen=True, kw_only=True):
    """A leaf whose words come from a patient's record, on one page: what is needed to set it again with other words."""

    leaf: int
    page: int
    x: float
    y: float
    """The first baseline."""
    measure: float
    lines: int
    """How many of its lines are on this page."""
    align: Align = "left"
    """The side of the measure that its lines start from."""
    first: int = 0
    """The number of its first line here, among all the leaf's lines."""
    total: int = 0
    """How many lines the leaf has on all pages."""
    baselines: tuple[float, ...] = ()
    """The baselines of its lines on this page."""
    ascent: float = 0.0
    descent: float = 0.0
    artifact: Literal["", "Header", "Footer", "Repeat"] = ""


class LinkTarget(Struct, frozen=True):
    """Where a link to an id goes."""

    page: int
    """From 0."""
    x: float
    y: float


class Pages(Struct, frozen=True, kw_only=True):
    """A laid-out document."""

    document: Document
    """The document with the page numbers of its cross references filled in (as text; `page_of` cleared)."""
    pages: tuple[Page, ...]
    places: Mapping[str, LinkTarget]
    slots: tuple[Slot, ...]
    warnings: tuple[Diagnostic, ...] = ()
    """What was wished for and couldn't be done."""

    def numbers(self, page: int) -> dict[str, str]:
        """What headers and footers print on a page (from 0): its number, and that of all pages."""
        digits = self.document.digits
        return {"page": in_digits(page + 1, digits), "pages": in_digits(len(self.pages), digits)}
