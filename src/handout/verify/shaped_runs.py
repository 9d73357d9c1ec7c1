"""Proves text that is shaped or runs from right to left, from the page's content, without pdfium.

Each string of the content must have the text that was laid out, in reading order and in the direction of its level.  In
a string of clusters, each cluster must draw something, and all together must be as wide as in layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from handout.diagnostics import Diagnostic
from handout.layout.geometry import Glyphs, Line, Page, Pages
from handout.source.patterns import uncompiled
from handout.verify.content_streams import ShownText, shown
from handout.verify.file_fonts import drawn_codes
from handout.verify.pdf_objects import File, problem
from handout.verify.rectangles import BlockNames
from handout.verify.rendered import painted

_WIDTHS = uncompiled(rb"/W\[1\[([^\]]*)\]\]")
_JOINERS = "\u200c\u200d"
_CLOSE = 0.01
"""Points."""


class ClusterFont(Struct, frozen=True):
    """A font of clusters, as it is in the file."""

    inked: frozenset[int]
    """Codes with a glyph that draws something."""
    widths: tuple[float, ...]
    """The advances by code, in thousandths of the em; code 0 has none."""


class ShapedRuns(Struct, frozen=True):
    """The faults that were found, and the fonts of clusters."""

    problems: tuple[Diagnostic, ...] = ()
    fonts: frozenset[str] = frozenset()
    """The names of the fonts of clusters, in which some codes draw nothing."""


def check_runs(file: File, pages: Pages) -> ShapedRuns:
    """The faults of a file's shaped text; a file without shaped text isn't read."""
    if not any(glyphs.level or glyphs.clusters for page in pages.pages for _, glyphs in _glyphs(page, False)):
        return ShapedRuns()
    return _RunCheck(file, pages).result()


def _glyphs(page: Page, personal: bool) -> Iterator[tuple[Line, Glyphs]]:
    return ((line, glyphs) for line in painted(page, personal) for glyphs in line.glyphs)


class _RunCheck:
    def __init__(self, file: File, pages: Pages) -> None:
        self._file, self._pages = file, pages
        self._blocks = BlockNames(pages.document)
        self._fonts: dict[str, ClusterFont] = {}

    def result(self) -> ShapedRuns:
        found: list[Diagnostic] = []
        for number, (page, strings) in enumerate(zip(self._pages.pages, shown(self._file), strict=True)):
            wanted = [*_glyphs(page, self._pages.document.personal)]
            read = [each for each in strings if not each.ends]
            if len(wanted) != len(read):
                found.append(problem(f"page {number + 1}: there are other words in the file than were laid out"))
                continue
            for (line, glyphs), each in zip(wanted, read, strict=True):
                if what := self._wrong(glyphs, each, self._is_blank(line, glyphs)):
                    found.append(self._blocks.problem(line.leaf, number, what))
        return ShapedRuns(tuple(found), frozenset(self._fonts))

    def _is_blank(self, line: Line, glyphs: Glyphs) -> bool:
        """Whether this is the label of a blank to write on, which is made as narrow as the blank."""
        leaf = self._blocks.leaves.get(line.leaf)
        return leaf is not None and leaf.runs[glyphs.run].blank is not None

    def _wrong(self, glyphs: Glyphs, read: ShownText, blank: bool) -> str:
        if read.text != glyphs.text or read.right_to_left != bool(glyphs.level & 1):
            return "its words are in another order in the file"
        if not glyphs.clusters:
            return ""
        font = self._font(read.font)
        at = 0
        for cluster in glyphs.clusters:
            codes, at = read.codes[at : at + len(cluster.text)], at + len(cluster.text)
            if font.inked.isdisjoint(codes) and cluster.text.strip().strip(_JOINERS):
                return "a letter isn't drawn"
        if blank:
            return ""
        width = sum(map(font.widths.__getitem__, read.codes)) * glyphs.size / 1000
        # The space at a line break isn't part of the width.
        if abs(width - glyphs.width) > _CLOSE and glyphs.text.strip(" ") == glyphs.text:
            return "its words are wider or narrower in the file"
        return ""

    def _font(self, name: str) -> ClusterFont:
        if name not in self._fonts:
            font = self._file.resources()[name]
            descendant = self._file[font.references("DescendantFonts")[0]]
            widths = _WIDTHS.search(descendant.body)
            self._fonts[name] = ClusterFont(
                frozenset(code for code, inked in drawn_codes(self._file, font).items() if inked),
                (0.0, *map(float, widths[1].split() if widths else ())),
            )
        return self._fonts[name]
