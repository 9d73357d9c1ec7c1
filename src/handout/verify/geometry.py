"""What must hold of a layout before it is painted: nothing dropped, clipped, or over something else.

Every line is within its measure and a frame (in headers and footers, within the paper), no box of a line or block is
over another, and the lines of each leaf have all its text.  Tables are checked cell by cell, see `table_cells`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import NamedTuple

from handout.diagnostics import Diagnostic, Span
from handout.document import Leaf
from handout.fonts.glyphs import FontBook
from handout.layout.geometry import Line, Page, Pages
from handout.verify import table_cells
from handout.verify.page_geometry import CheckedPage
from handout.verify.rectangles import BlockNames, words_of


class PageLeaf(NamedTuple):
    """A leaf on one page, both by their numbers."""

    key: int
    page: int


def problems(pages: Pages, fonts: FontBook) -> list[Diagnostic]:
    """Everything that is wrong with a layout."""
    blocks = BlockNames(pages.document)
    if not pages.pages:
        return [Diagnostic(Span("content"), "the document has no pages", "", "verification")]
    found: list[Diagnostic] = []
    for number, page in enumerate(pages.pages):
        found += CheckedPage(pages, number, blocks).problems()
        found += (blocks.problem(line.leaf, number, "a character has no glyph") for line in _without_glyph(page, fonts))
    return [*found, *table_cells.problems(pages, blocks), *_texts(pages, blocks)]


def _without_glyph(page: Page, fonts: FontBook) -> Iterator[Line]:
    """The lines with a character that its font hasn't; each character of a font is looked up once a page."""
    seen: dict[str, set[str]] = defaultdict(set)
    for line in page.items:
        for glyphs in line.glyphs if isinstance(line, Line) else ():
            if glyphs.clusters:
                if isinstance(line, Line) and not all(part.glyph for each in glyphs.clusters for part in each.parts):
                    yield line
                continue
            new = set(glyphs.text) - seen[glyphs.face]
            seen[glyphs.face] |= new
            face = fonts.face(glyphs.face) if new else None
            if isinstance(line, Line) and face is not None and not all(map(face.has, new)):
                yield line


def _texts(pages: Pages, blocks: BlockNames) -> Iterator[Diagnostic]:
    """Each leaf's lines have its text: once in the body, and complete wherever the leaf is repeated."""
    words: dict[int, list[str]] = defaultdict(list)
    first: dict[int, int] = {}
    repeated: dict[PageLeaf, list[str]] = defaultdict(list)
    for number, page in enumerate(pages.pages):
        for line in page.items:
            if isinstance(line, Line):
                first.setdefault(line.leaf, number)
                (repeated[PageLeaf(line.leaf, number)] if line.artifact else words[line.leaf]).append(words_of(line))
    for leaf in pages.document.read_leaves:
        lines, text = words.pop(leaf.key, []), leaf.text
        if "".join(lines) != _set(text):
            yield blocks.problem(leaf.key, first.get(leaf.key, 0), "its words are not all there")
        elif "\n" in text and not _ended(text) <= set(accumulate(map(len, lines))):
            yield blocks.problem(leaf.key, first.get(leaf.key, 0), "a line doesn't end where its text ends it")
    for key in words:
        yield blocks.problem(key, first[key], "these words are not the document's")
    for (key, number), lines in repeated.items():
        text = _printed(blocks.leaves[key], number, pages) if key in blocks.leaves else ""
        together = "".join(lines)
        if not text or together != text * max(1, len(together) // len(text)):
            yield blocks.problem(key, number, "its words are not all there")
    yield from _without_header_or_footer(pages, blocks, repeated)


def _printed(leaf: Leaf, number: int, pages: Pages) -> str:
    values = pages.numbers(number)
    return _set("".join(run.text if run.page_of is None else values.get(run.page_of, "") for run in leaf.runs))


def _set(text: str) -> str:
    """A text as its lines have it."""
    return text.replace("\n", " ")


def _ended(text: str) -> set[int]:
    """How many characters are before each line end that is in the text itself."""
    return {match.end() for match in re.finditer("\n", text)}


def _without_header_or_footer(pages: Pages, blocks: BlockNames, repeated: Collection[PageLeaf]) -> Iterator[Diagnostic]:
    """Every page has its header and footer."""
    document = pages.document
    for number in range(len(pages.pages)):
        header = document.first_header if number == 0 and document.first_header is not None else document.header
        for leaf in (*header.cells, *document.footer.cells):
            if PageLeaf(leaf.key, number) not in repeated and _printed(leaf, number, pages):
                yield blocks.problem(leaf.key, number, "its words are not all there")
