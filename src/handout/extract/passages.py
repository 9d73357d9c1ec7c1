"""The result of reading a PDF: pages of passages, by the rules of this package."""

from __future__ import annotations

from msgspec import Struct

from handout.source.patterns import uncompiled

RULES = 2
"""The version of the rules; a golden made by others can't be compared."""

ARTIFACT = "Artifact"
"""The role of headers and footers."""

BoundingBox = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the upper left corner of the page as it is shown."""
NOWHERE: BoundingBox = (0.0, 0.0, 0.0, 0.0)

_HEADING = uncompiled(r"H\d*|Title")


class CellPosition(Struct, frozen=True, order=True, omit_defaults=True):
    """A cell's place, each number from 1.  A row's cells are counted, however wide they are."""

    table: int
    """Among the document's tables, in reading order."""
    row: int
    """Among the table's rows, its head's too."""
    column: int
    columns: int = 1
    """How many it covers."""


class Passage(Struct, frozen=True):
    """The words of a paragraph, item, cell or heading on one page."""

    section: tuple[str, ...]
    """The titles of the headings that it is under, outermost first; a heading isn't under itself."""
    role: str
    """The structure element's standard type, as `H2`, `P`, `LBody`, `TD`; empty where there is none."""
    text: str
    box: BoundingBox
    continued: bool = False
    """It began on an earlier page."""
    joins: tuple[int, ...] = ()
    """Where lines were joined without a space, as indexes into the text of what follows.

    A hyphen before such a place may belong to the word, or to the line only.  The length of the text is one of them if
    the passage continues on the next page in the same word.
    """
    cell: CellPosition | None = None
    """Its place in a table.  A cell without words is a passage without text; its box is `NOWHERE`."""
    alt: str = ""
    """The alternative text of a picture, which is a passage without text too."""
    aside: int = 0
    """The number of the box (`Aside`) that it is in, from 1; 0 outside."""
    depth: int = 0
    """How many lists it is in, each in an item of the one before; of a cell, those around its table."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return _HEADING.fullmatch(self.role) is not None


class PageReading(Struct, frozen=True):
    """A page as it is shown, turned if the file says so; its size in points."""

    number: int
    """From 1."""
    width: float
    height: float
    passages: tuple[Passage, ...]


class PdfReading(Struct, frozen=True):
    """A whole PDF."""

    rules: int
    tagged: bool
    pages: tuple[PageReading, ...]
