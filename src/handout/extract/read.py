"""A whole PDF read by the rules: its passages page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from handout.extract.blocks import ElementText, Pieces, Walk, by_page
from handout.extract.grids import cells
from handout.extract.joined import joined, mostly_spaced
from handout.extract.outline import SectionOutline, outline
from handout.extract.paragraphs import PageLines, lines, paragraphs, repeated
from handout.extract.passages import (
    ARTIFACT,
    NOWHERE,
    RULES,
    BoundingBox,
    CellPosition,
    PageReading,
    Passage,
    PdfReading,
)
from handout.extract.pieces import ARTIFACT as IS_ARTIFACT
from handout.extract.pieces import PageBox, PageWords, TextPiece
from handout.extract.raw import with_classes
from handout.extract.structure import Kids, read_tree
from handout.extract.tables import completed
from handout.extract.text import opened, shown


class _PageContent(NamedTuple):
    """What a page holds."""

    frame: PageBox
    pieces: Sequence[TextPiece]
    tagged: bool
    """It has a structure tree."""


class _Loose(NamedTuple):
    """Words that are in no element."""

    role: str
    pieces: Pieces
    cell: CellPosition | None = None
    """Its place in a table that was guessed, in a file without tags."""


def read(pdf: Path | bytes, *, bands: bool) -> PdfReading:
    """See `extract.reading`."""
    top: Kids[Pieces] = {}
    with opened(pdf, with_classes) as document:
        pages = [_read_page(document, index, top) for index in range(len(document))]
        marks = outline(document, [page.frame for page in pages])
    blocks = Walk(completed(top)).blocks
    loose = [*_loose(pages, blocks)]
    spaced = mostly_spaced([*(block.pieces for block in blocks), *(each.pieces for each in loose)])
    found: list[list[Passage]] = [[] for _ in pages]
    for page, passage in (*_tagged(blocks, spaced, marks), *_untagged(loose, spaced, marks)):
        if bands or passage.role != ARTIFACT:
            found[page].append(passage)
    shown = (
        PageReading(number, round(page.frame.size[0], 2), round(page.frame.size[1], 2), tuple(passages))
        for number, (page, passages) in enumerate(zip(pages, found, strict=True), 1)
    )
    return PdfReading(RULES, any(page.tagged for page in pages), tuple(shown))


def _read_page(document: Any, index: int, top: Kids[Pieces]) -> _PageContent:
    with shown(document, index) as page:
        words = PageWords(page, index)
        owned: dict[int, list[TextPiece]] = {}
        for piece in words.pieces:
            owned.setdefault(piece.owner, []).append(piece)
        marked = {owner: tuple(pieces) for owner, pieces in owned.items() if owner >= 0}
        return _PageContent(words.frame, words.pieces, read_tree(page, top, lambda: marked, whole=False))


def _tagged(blocks: Sequence[ElementText], spaced: bool, marks: SectionOutline) -> Iterator[tuple[int, Passage]]:
    """The passages of the structure tree, each with its page."""
    headed = any(block.under for block in blocks)
    titles: list[str] = []
    for block in blocks:
        titles.append(joined(block.pieces, spaced).words)
        under = tuple(titles[at] for at in block.under)
        parts = [*by_page(block.pieces)]
        if not parts:
            section = under if headed else ()
            yield (
                block.page,
                Passage(section, block.role, "", NOWHERE, cell=block.cell, alt=block.alt, aside=block.aside),
            )
        for number, (part, following) in enumerate(zip_longest(parts, parts[1:])):
            text = joined(part, spaced, following[0] if following else None)
            page, box = part[0].page, _around(part)
            section = under if headed else marks.section(page, box[1])
            goes_on = number > 0
            passage = Passage(section, block.role, text.words, box, goes_on, text.joins, block.cell, "", block.aside)
            yield page, replace(passage, depth=block.depth) if block.depth else passage


def _loose(pages: Sequence[_PageContent], blocks: Sequence[ElementText]) -> Iterator[_Loose]:
    """What no element has, as paragraphs, then artifacts line by line."""
    taken = {(piece.page, piece.number) for block in blocks for piece in block.pieces}
    left = [[piece for piece in page.pieces if (piece.page, piece.number) not in taken] for page in pages]
    found = [[*lines(piece for piece in pieces if piece.owner != IS_ARTIFACT)] for pieces in left]
    bare = [number for number, page in enumerate(pages) if not page.tagged]
    bands = repeated([PageLines(pages[number].frame.size[1], found[number]) for number in bare])
    tables = 0
    for pieces, page in zip(left, found, strict=True):
        here = [*paragraphs(line for line in page if line not in bands)]
        placed = cells(here, tables) if len(bare) == len(pages) else {}
        tables = max([tables, *(cell.table for cell in placed.values())])
        for paragraph in here:
            yield _Loose("", paragraph, placed.get(paragraph))
        for line in (*(line for line in page if line in bands), *lines(p for p in pieces if p.owner == IS_ARTIFACT)):
            yield _Loose(ARTIFACT, line)


def _untagged(loose: Sequence[_Loose], spaced: bool, marks: SectionOutline) -> Iterator[tuple[int, Passage]]:
    for role, pieces, cell in loose:
        text, box = joined(pieces, spaced), _around(pieces)
        if text.words:
            page = pieces[0].page
            section = () if role == ARTIFACT else marks.section(page, box[1])
            yield page, Passage(section, role, text.words, box, joins=text.joins, cell=cell)


def _around(pieces: Pieces) -> BoundingBox:
    lefts, tops, rights, bottoms = zip(*(piece.box for piece in pieces), strict=True)
    return round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2)
