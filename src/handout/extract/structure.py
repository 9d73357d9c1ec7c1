"""The structure tree of a tagged PDF with what its elements hold, joined over the pages.

pdfium gives a tree for each page, with the elements that have something on that page.  A child stands there under its
index among *all* children of its parent, so the indexes from the root down are an element's identity: elements that
run over pages are joined by them, and come out once, in the document's order.  An element that has nothing on any page
is in none of these trees; of these only the cells and rows of tables are put back, from how many there must be.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Generic, TypeVar

from handout.extract.text import pdfium

Marked = TypeVar("Marked")

Kids = dict[int, "TagElement[Marked] | Marked"]
"""What is inside an element, by its index there; from each page the marked contents are another `Marked`."""


@dataclass
class TagElement(Generic[Marked]):
    """An element while its pages are read."""

    standard: str
    """Its role as the standard calls it: what the file's role map makes of it.  The rest only where it is asked for."""
    role: str = ""
    """As the file calls it, at least where that may be a box."""
    alt: str = ""
    """Of pictures always."""
    lang: str = ""
    replaced: str = ""
    """What is read in place of its content."""
    kids: Kids[Marked] = field(default_factory=dict)
    count: int = 0
    """How many children it has in the file, whether anything of them is on a page or not."""
    latest: int = 0
    """The index of the element inside it that was read last."""

    def inside(self) -> Iterator[TagElement[Marked] | Marked]:
        """What is in it, in the tree's order."""
        return (kid for _, kid in sorted(self.kids.items(), key=lambda entry: entry[0]))


PICTURES = frozenset({"Figure", "Formula"})
_BOXES = frozenset({"Aside", "Sect"})
"""What a box is called: PDF 1.7 knows no Aside, so its role map makes a Sect of it."""
_DEEPEST = 150
"""Levels; what lies deeper is in no element."""
_MANY = 200
"""Children; to go through all of a thousand pages' for each page would take minutes."""


def read_tree(page: Any, top: Kids[Marked], words: Callable[[], Mapping[int, Marked]], *, whole: bool) -> bool:
    """Adds what a page has to the topmost elements; False if the page has no tree.

    `words` gives what is held under each number of marked content; it is called only if there is a tree.  `whole`
    elements have all that is said of them.
    """
    raw = pdfium()
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return False
    try:
        there = range(raw.FPDF_StructTree_CountChildren(tree))
        reader = _Reader(words(), whole)
        for index in there:
            if element := raw.FPDF_StructTree_GetChildAtIndex(tree, index):
                reader.read(element, top, index, 0)
        return bool(there)
    finally:
        raw.FPDF_StructTree_Close(tree)


class _Reader(Generic[Marked]):
    """Reads what one page has of the tree."""

    def __init__(self, words: Mapping[int, Marked], whole: bool) -> None:
        self._words, self._waiting, self._whole = words, {*words}, whole

    def read(self, element: Any, siblings: Kids[Marked], at: int, depth: int) -> None:
        """Adds an element, and what it holds on this page, to its siblings under its index."""
        if depth == _DEEPEST:
            return
        raw = pdfium()
        draft = siblings.get(at)
        if not isinstance(draft, TagElement):
            draft = siblings[at] = _element(element, self._whole)
        draft.count = max(draft.count, raw.FPDF_StructElement_CountChildren(element))
        for index in self._indexes(draft.count, draft):
            if kid := raw.FPDF_StructElement_GetChildAtIndex(element, index):
                draft.latest = index
                self.read(kid, draft.kids, index, depth + 1)
                continue
            # -1 for what is on another page and for annotations
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0 and mcid in self._words:
                self._waiting.discard(mcid)
                draft.kids[index] = self._words[mcid]

    def _indexes(self, count: int, draft: TagElement[Marked]) -> Iterator[int]:
        """Of an element's children: of very many, from those on the page before on, until all words are found."""
        if count <= _MANY:
            yield from range(count)
            return
        for index in chain(range(draft.latest, count), range(draft.latest)):
            if not self._waiting:
                return
            yield index


def _element(element: Any, whole: bool) -> TagElement[Any]:
    raw = pdfium()
    standard = string(raw.FPDF_StructElement_GetType, element)
    if not whole:
        role = string(raw.FPDF_StructElement_GetRawType, element) if standard in _BOXES else standard
        alt = string(raw.FPDF_StructElement_GetAltText, element) if standard in PICTURES else ""
        return TagElement(standard, role, alt)
    return TagElement(
        standard,
        string(raw.FPDF_StructElement_GetRawType, element) or standard,
        string(raw.FPDF_StructElement_GetAltText, element),
        string(raw.FPDF_StructElement_GetLang, element),
        string(raw.FPDF_StructElement_GetActualText, element),
    )


def string(read: Callable[..., int], *of: Any) -> str:
    """What a pdfium function writes into a buffer as UTF-16, its end mark left out."""
    size = read(*of, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    read(*of, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
