"""The structure tree's elements as blocks: a paragraph's, item's, cell's or heading's pieces, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from handout.extract.pieces import Piece
from handout.extract.structure import Element, Kids

Pieces = tuple[Piece, ...]

INLINE = frozenset(
    {"Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Em", "Strong", "Sub", "NonStruct", "Private"}
    | {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
)
"""Standard types that are part of a line of text."""
_OWN_HEADINGS = frozenset(
    {
        "Sect",
        "Part",
        "Art",
        "Aside",
        "BlockQuote",
        "Note",
        "FENote",
        "Table",
        "L",
        "LI",
        "TD",
        "TH",
        "Caption",
        "Figure",
    }
)
"""What stands behind such an element isn't under the headings in it."""
_SECTIONS = ("Sect", "Part", "Art")


class Block(NamedTuple):
    """Consecutive words of one element."""

    role: str
    pieces: Pieces
    under: tuple[int, ...]
    """The numbers of the blocks that are its headings."""


@dataclass
class _Open:
    """An element whose words are being gathered."""

    role: str
    depth: int
    pieces: list[Piece] = field(default_factory=list)


class Walk:
    """One walk over the tree."""

    def __init__(self, top: Kids[Pieces]) -> None:
        self.blocks: list[Block] = []
        self._headings: list[tuple[int, int]] = []  # level and number of the block
        for _, kid in sorted(top.items(), key=lambda entry: entry[0]):
            if isinstance(kid, Element):
                self._element(kid, 0)

    def _element(self, element: Element[Pieces], depth: int) -> None:
        before = [*self._headings]
        block = _Open(element.standard, depth + (element.standard in _SECTIONS))
        self._inside(element, block)
        self._close(block)
        if element.standard in _OWN_HEADINGS:
            self._headings = before

    def _inside(self, element: Element[Pieces], block: _Open) -> None:
        for kid in element.inside():
            if not isinstance(kid, Element):
                block.pieces += kid
            elif kid.standard in INLINE:
                self._inside(kid, block)
            else:
                self._close(block)
                self._element(kid, block.depth)

    def _close(self, block: _Open) -> None:
        """What is gathered so far becomes a block; a block inside parts the words before it from those after."""
        if not any(piece.text.strip() for piece in block.pieces):
            return
        level = _level(block.role, block.depth)
        if level is not None:
            self._headings = [(other, number) for other, number in self._headings if other < level]
        under = tuple(number for _, number in self._headings)
        if level is not None:
            self._headings.append((level, len(self.blocks)))
        self.blocks.append(Block(block.role, tuple(block.pieces), under))
        block.pieces = []


def _level(role: str, depth: int) -> int | None:
    """Of a heading; `H` is as deep as the sections around it."""
    if role == "Title":
        return 0
    if role == "H":
        return depth or 1
    return int(role[1:]) if role[:1] == "H" and role[1:].isdigit() else None


def by_page(pieces: Pieces) -> Iterator[Pieces]:
    """The pieces of a block, those of each page together."""
    page: list[Piece] = []
    for piece in pieces:
        if page and page[-1].page != piece.page:
            yield tuple(page)
            page = []
        page.append(piece)
    if page:
        yield tuple(page)
