"""What pdfium reads in a finished file: the words on each page, and the boxes of their letters.

The text is read once a page and only inside the paper; plain extraction gives words off the paper too.  Pdfium gives
one tight rectangle for each piece of a line.  Only where two of them overlap the boxes of single characters are
compared: on a correct page boxes overlap inside a line (`fo`), but not between lines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from handout.diagnostics import Diagnostic, HandoutError, counted
from handout.extract import opened, pdfium
from handout.extract.page_objects import is_text, objects
from handout.extract.text import bounded_text, shown, text_page, text_rectangles
from handout.fonts.clusters import LOWEST
from handout.fonts.glyphs import FontBook
from handout.fonts.letters import ABOVE, BELOW, BESIDE
from handout.layout.geometry import Glyphs, Line, Page, Pages
from handout.verify import pictures
from handout.verify.crossing import crossing
from handout.verify.pdf_objects import problem
from handout.verify.rectangles import BlockNames, Rectangle, overlapping
from handout.verify.rendered_words import PaintedWords

LineGlyphs = tuple[Line, Glyphs]
Characters = Iterator[tuple[int, Rectangle]]
"""Every character but spaces, with the number of its piece."""


def problems(pdf: bytes, pages: Pages, fonts: FontBook, proven: Collection[int] = ()) -> list[Diagnostic]:
    """Everything in which a file differs from its pages; its words are never in a message.

    Pages that are proven, by their numbers from 0, aren't read.
    """
    blocks = BlockNames(pages.document)
    try:
        with opened(pdf) as document:
            found = list(_forbidden(document))
            if len(document) != len(pages.pages):
                found.append(problem(f"the file has {counted(len(document), 'page')}, the layout {len(pages.pages)}"))
                return found
            for number in (each for each in range(len(document)) if each not in proven):
                with shown(document, number) as page, text_page(page) as text:
                    found += _RenderedPage(page, pages, number, blocks, fonts).problems(text)
    except HandoutError as error:
        return [problem(f"the file can't be read back: {each.message}") for each in error.diagnostics]
    return found


def _forbidden(document: Any) -> Iterator[Diagnostic]:
    raw = pdfium()
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield problem("there is JavaScript in the file")
    if raw.FPDF_GetFormType(document) != raw.FORMTYPE_NONE:
        yield problem("there is a form in the file")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        yield problem("there is an attachment in the file")


def painted(page: Page, personal: bool) -> list[Line]:
    """A page's lines in the order in which they are painted: all lines of a slot with its first one."""
    lines = [item for item in page.items if isinstance(item, Line)]
    if not personal:
        return lines
    slots: dict[int, list[Line]] = {}
    for line in lines:
        if line.slot is not None:
            slots.setdefault(line.slot, []).append(line)
    return [each for line in lines for each in ([line] if line.slot is None else slots.pop(line.slot, []))]


class _RenderedPage:
    """One page as pdfium reads it, compared with the layout."""

    def __init__(self, page: Any, pages: Pages, number: int, blocks: BlockNames, fonts: FontBook) -> None:
        self._raw = pdfium()
        self._page, self._number, self._blocks, self._fonts = page, number, blocks, fonts
        setup = pages.document.page
        self._paper = Rectangle(0, 0, setup.width, setup.height)
        self._laid_out = pages.pages[number]
        self._lines = painted(pages.pages[number], pages.document.personal)

    def problems(self, text: Any) -> list[Diagnostic]:
        words = bounded_text(text, 0.0, self._paper.top, self._paper.right, 0.0)
        turning = any(glyphs.level for line in self._lines for glyphs in line.glyphs)
        said = PaintedWords(self._lines, self._number, self._blocks)
        return [
            *self._embedded(),
            *(self._objects(text, words) if turning else (*said.problems(words), *self._boxes(text))),
            *pictures.places(self._page, self._laid_out, self._number),
        ]

    def _embedded(self) -> Iterator[Diagnostic]:
        fonts = map(self._raw.FPDFTextObj_GetFont, filter(is_text, objects(self._page)))
        if any(self._raw.FPDFFont_GetIsEmbedded(font) != 1 for font in fonts):
            yield problem(f"page {self._number + 1}: a font is not embedded")

    def _objects(self, text: Any, words: str) -> Iterator[Diagnostic]:
        """The same of a page with words from right to left, string by string: see `text_objects`."""
        from handout.verify.text_objects import UNREAD, same_letters, text_objects

        pieces = [piece for piece in self._pieces() if piece[1].text.replace(UNREAD, "").strip()]
        found = [each for each in text_objects(self._page, text) if each.letters.strip(UNREAD)]
        letters = "".join(glyphs.text for line in self._lines for glyphs in line.glyphs)
        if len(found) != len(pieces) or not same_letters(words, letters):
            yield problem(f"page {self._number + 1}: there are other words in the file than were laid out")
            return
        for (line, glyphs), each in zip(pieces, found, strict=True):
            if not same_letters(each.letters, glyphs.text):
                yield self._blocks.problem(line.leaf, self._number, "its words can't be read back from the file")
        boxes = ((at, box) for at, each in enumerate(found) for box in each.boxes)
        yield from self._inked(pieces, [each.area for each in found], lambda: boxes)

    def _pieces(self) -> list[LineGlyphs]:
        return [(line, glyphs) for line in self._lines for glyphs in line.glyphs if glyphs.text.strip()]

    def _boxes(self, text: Any) -> Iterator[Diagnostic]:
        pieces = self._pieces()
        areas = [Rectangle(left, bottom, right, top) for left, top, right, bottom in text_rectangles(text)]
        if len(areas) != len(pieces):
            yield problem(f"page {self._number + 1}: there is other ink in the file than was laid out")
            return
        yield from self._inked(pieces, areas, lambda: _characters(text, pieces))

    def _inked(
        self, pieces: Sequence[LineGlyphs], areas: Sequence[Rectangle], characters: Callable[[], Characters]
    ) -> Iterator[Diagnostic]:
        """The ink of each piece is where it was laid out, and over no letter of another line."""
        touching: set[int] = set()
        for (line, glyphs), area in zip(pieces, areas, strict=True):
            if not area.within(self._paper):
                yield self._blocks.problem(line.leaf, self._number, "ink is off the paper")
            if not area.within(self._allowed(line, glyphs)):
                yield self._blocks.problem(line.leaf, self._number, "ink is not where the layout put it")
        for at, other in overlapping(areas, 0.0):
            if pieces[at][0] is not pieces[other][0]:
                touching |= {at, other}
        if touching:
            yield from self._crossing(characters(), pieces, touching)

    def _allowed(self, line: Line, glyphs: Glyphs) -> Rectangle:
        """Where the ink of a piece may be; pdfium's rectangle has the space that a line was broken at, too."""
        beside = BESIDE * glyphs.size
        broken = glyphs is line.glyphs[-1] and glyphs.text.endswith(" ")
        after = self._fonts.face(glyphs.face).advance(" ") * glyphs.size if broken else 0.0
        return Rectangle(
            glyphs.x - beside,
            line.y - (LOWEST if glyphs.clusters else BELOW) * glyphs.size,
            glyphs.x + glyphs.width + after + beside,
            line.y + ABOVE * glyphs.size,
        )

    def _crossing(
        self, characters: Characters, pieces: Sequence[LineGlyphs], touching: set[int]
    ) -> Iterator[Diagnostic]:
        """Characters of different lines that are over each other."""
        found = [(at, area) for at, area in characters if at in touching]
        reported: set[int] = set()
        for _, place in sorted(crossing(found, lambda one, other: pieces[one][0] is not pieces[other][0])):
            leaf = pieces[found[place][0]][0].leaf
            if leaf not in reported:
                reported.add(leaf)
                yield self._blocks.problem(leaf, self._number, "letters overlap letters of another line")


def _characters(text: Any, pieces: Sequence[LineGlyphs]) -> Characters:
    """Pdfium gives a character beyond U+FFFF as two."""
    from handout.verify.text_objects import letter_boxes

    owners = [at for at, (_, g) in enumerate(pieces) for c in g.text if c.strip() for _ in range(1 + (c > "\uffff"))]
    return ((owner, box) for owner, (_, _, box) in zip(owners, letter_boxes(text), strict=False))
