"""The structure tree's elements as blocks: a paragraph's, item's, cell's or heading's pieces, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from handout.extract.passages import CellPosition
from handout.extract.pieces import TextPiece
from handout.extract.structure import CELLS, PICTURES, Kids, TagElement
from handout.extract.tables import ROW

Pieces = tuple[TextPiece, ...]

INLINE = frozenset(
    {"Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Em", "Strong", "Sub", "NonStruct", "Private"}
    | {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
)
"""Standard types that are part of a line of text."""
_OWN_HEADINGS = frozenset(
    {"Sect", "Part", "Art", "Aside", "BlockQuote", "Note", "FENote", "Table", "L", "LI", "TD", "TH"}
    | {"Caption", "Figure"}
)
"""What follows such an element isn't under the headings inside it."""
_SECTIONS = ("Sect", "Part", "Art")


class ElementText(NamedTuple):
    """Consecutive words of one element."""

    role: str
    pieces: Pieces
    under: tuple[int, ...]
    """The numbers of the blocks that are its headings."""
    cell: CellPosition | None = None
    """Only a cell's block may have no words."""
    page: int = 0
    """Where it begins, counted from 0; for a cell without words, where its row does."""
    aside: int = 0
    """The number of the box that it is in."""
    alt: str = ""
    """The description of a picture, which has no words."""
    depth: int = 0
    """How many lists it is in."""


@dataclass
class _Open:
    """An element whose words are being gathered."""

    role: str
    depth: int
    pieces: list[TextPiece] = field(default_factory=list)


class Walk:
    """One walk over the tree."""

    def __init__(self, top: Kids[Pieces]) -> None:
        self.blocks: list[ElementText] = []
        self._headings: list[tuple[int, int]] = []  # level and number of the block
        self._tables = self._page = self._asides = self._aside = self._depth = 0
        self._place: CellPosition | None = None
        for _, kid in sorted(top.items(), key=lambda entry: entry[0]):
            if isinstance(kid, TagElement):
                self._element(kid, 0)

    def _element(self, element: TagElement[Pieces], depth: int) -> None:
        before, place, aside = [*self._headings], self._place, self._aside
        if element.role == "Aside":
            self._asides += 1
            self._aside = self._asides
        self._depth += element.standard == "L"
        if element.standard == "Table":
            self._tables += 1
            self._place = CellPosition(self._tables, 0, 0)
        block = _Open(element.standard, depth + (element.standard in _SECTIONS))
        if element.standard in PICTURES and element.alt and not _has_words(element):
            self.blocks.append(self._block(block, None, element.alt))
        self._inside(element, block)
        self._close(block)
        self._aside = aside
        self._depth -= element.standard == "L"
        if element.standard in _OWN_HEADINGS:
            self._headings = before
        if element.standard == "Table":
            self._place = place

    def _row(self, row: TagElement[Pieces], depth: int, place: CellPosition) -> None:
        self._place = CellPosition(place.table, place.row + 1, 0)
        start = len(self.blocks)
        self._element(row, depth)
        page = next((block.page for block in self.blocks[start:] if block.pieces), self._page)
        for at in range(start, len(self.blocks)):
            if not self.blocks[at].pieces:
                self.blocks[at] = self.blocks[at]._replace(page=page)

    def _cell(self, element: TagElement[Pieces], depth: int, place: CellPosition) -> None:
        """A cell is one block, unless it has headings or tables: then these are blocks like others."""
        cell = self._place = CellPosition(place.table, place.row, place.column + 1, element.columns)
        simple = not _holds_blocks(element)
        pieces = tuple(_paragraphs(element)) if simple else ()
        block = _Open(element.standard, depth, [*pieces])
        self._close(block, cell)
        if not simple:
            self._element(element, depth)
        self._place = cell

    def _inside(self, element: TagElement[Pieces], block: _Open) -> None:
        for kid in element.inside():
            if not isinstance(kid, TagElement):
                block.pieces += kid
            elif kid.standard in INLINE:
                self._inside(kid, block)
            else:
                self._close(block)
                self._below(kid, block.depth)

    def _below(self, kid: TagElement[Pieces], depth: int) -> None:
        if self._place is not None and kid.standard == ROW:
            self._row(kid, depth, self._place)
        elif self._place is not None and self._place.row and kid.standard in CELLS:
            self._cell(kid, depth, self._place)
        else:
            self._element(kid, depth)

    def _close(self, block: _Open, cell: CellPosition | None = None) -> None:
        """Makes a block of the words so far; a block inside an element splits the element's words."""
        if not any(piece.text.strip() for piece in block.pieces):
            if cell is None:
                return
            block.pieces = []
        level = _level(block.role, block.depth)
        if level is not None:
            self._headings = [(other, number) for other, number in self._headings if other < level]
        found = self._block(block, cell)
        if level is not None:
            self._headings.append((level, len(self.blocks)))
        self.blocks.append(found)
        block.pieces = []

    def _block(self, block: _Open, cell: CellPosition | None, alt: str = "") -> ElementText:
        under = tuple(number for _, number in self._headings)
        if block.pieces:
            self._page = block.pieces[0].page
        return ElementText(block.role, tuple(block.pieces), under, cell, self._page, self._aside, alt, self._depth)


def _has_words(element: TagElement[Pieces]) -> bool:
    """Whether words are in an element itself, and not only in its caption."""
    return any(
        _has_words(kid) if isinstance(kid, TagElement) else bool(kid)
        for kid in element.kids.values()
        if not isinstance(kid, TagElement) or kid.standard in INLINE
    )


def _holds_blocks(element: TagElement[Pieces]) -> bool:
    return any(
        isinstance(kid, TagElement)
        and (kid.standard == "Table" or _level(kid.standard, 0) is not None or _holds_blocks(kid))
        for kid in element.kids.values()
    )


def _paragraphs(element: TagElement[Pieces]) -> Iterator[TextPiece]:
    """The pieces below an element, the first of each paragraph marked as such."""
    apart = False
    for kid in element.inside():
        if not isinstance(kid, TagElement):
            inner: Iterator[TextPiece] = iter(kid)
        else:
            inner = _paragraphs(kid)
            apart = apart or kid.standard not in INLINE
        for piece in inner:
            yield piece._replace(apart=True) if apart else piece
            apart = False
        apart = isinstance(kid, TagElement) and kid.standard not in INLINE


def _level(role: str, depth: int) -> int | None:
    """The level of a heading; `H` is as deep as the sections around it."""
    if role == "Title":
        return 0
    if role == "H":
        return depth or 1
    return int(role[1:]) if role[:1] == "H" and role[1:].isdigit() else None


def by_page(pieces: Pieces) -> Iterator[Pieces]:
    """The pieces of a block, those of each page together."""
    return (tuple(group) for _, group in groupby(pieces, key=attrgetter("page")))
