"""The nodes of a document that have no nodes in them: paragraphs, headings, pictures."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

from handout.diagnostics import Span
from handout.document.leaf import Leaf, Placed


class Paragraph(Placed, frozen=True, kw_only=True):
    """Running text (tag P)."""

    PARTS: ClassVar[tuple[str, ...]] = ("leaf",)
    leaf: Leaf
    id: str | None = None
    keep_with_next: bool = False
    """Never the last thing on a page; for the line that introduces a list or a table."""
    near_next: bool = False
    """The last thing on a page only where much of the page would be blank otherwise."""


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
