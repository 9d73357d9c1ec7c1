"""The structure tree of a tagged PDF with what its elements hold, joined over the pages.

Pdfium gives a tree for each page, with the elements that have something on that page.  The tree has a child under its
index among *all* children of its parent, so the indexes from the root down identify an element.  By them the parts of
an element on several pages are joined, and elements are in the document's order.  An element that has nothing on any
page is in no tree; `tables` adds the rows and cells among these, because their number is known.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Generic, TypeVar

from handout.extract.raw import pdfium

Marked = TypeVar("Marked")

Kids = dict[int, "TagElement[Marked] | Marked"]
"""What is inside an element, by its index there; from each page the marked contents are another `Marked`."""


@dataclass
class TagElement(Generic[Marked]):
    """An element while its pages are read."""

    standard: str
    """Its standard type, by the file's role map."""
    role: str = ""
    """The file's own name of its type; for elements that may be boxes always, for others only if all is read."""
    alt: str = ""
    """Its alternative text; for pictures always, for others only if all is read."""
    lang: str = ""
    replaced: str = ""
    """The text that is read in place of its content (ActualText)."""
    expansion: str = ""
    """What an abbreviation is short for."""
    columns: int = 1
    """How many columns a cell covers."""
    kids: Kids[Marked] = field(default_factory=dict)
    count: int = 0
    """How many children it has in the file, on a page or not."""
    latest: int = 0
    """The index of the element inside it that was read last."""

    def inside(self) -> Iterator[TagElement[Marked] | Marked]:
        """What is in it, in the tree's order."""
        return (kid for _, kid in sorted(self.kids.items(), key=lambda entry: entry[0]))


PICTURES = frozenset({"Figure", "Formula"})
CELLS = frozenset({"TD", "TH"})
_BOXES = frozenset({"Aside", "Sect"})
"""Types of a box: PDF 1.7 has no Aside, so its role map makes it a Sect."""
_MOST_COLUMNS = 100
"""That a cell covers; what a file says beyond that is a mistake."""
_DEEPEST = 150
"""Levels; what is deeper is in no element."""
_MANY = 200
"""Children; reading all children of a thousand pages for each page would take minutes."""


def read_tree(page: Any, top: Kids[Marked], words: Callable[[], Mapping[int, Marked]], *, whole: bool) -> bool:
    """Adds what a page has to the topmost elements; False if the page has no tree.

    `words` gives the content of each number of marked content; it is called only if there is a tree.  With `whole`, all
    attributes of elements are read.
    """
    raw = pdfium()
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return False
    try:
        there = range(raw.FPDF_StructTree_CountChildren(tree))
        reader = _TreeReader(words(), whole)
        for index in there:
            if element := raw.FPDF_StructTree_GetChildAtIndex(tree, index):
                reader.read(element, top, index, 0)
        return bool(there)
    finally:
        raw.FPDF_StructTree_Close(tree)


class _TreeReader(Generic[Marked]):
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
            # -1 for content of another page and for annotations
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0 and mcid in self._words:
                self._waiting.discard(mcid)
                draft.kids[index] = self._words[mcid]

    def _indexes(self, count: int, draft: TagElement[Marked]) -> Iterator[int]:
        """The indexes of children to read: of very many, from the page before on, until all words are found."""
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
    if standard in CELLS and not whole:
        return TagElement(standard, standard, columns=_columns(element))
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
        string(raw.FPDF_StructElement_GetExpansion, element),
    )


def _columns(cell: Any) -> int:
    """How many columns a cell covers (ColSpan)."""
    raw, number = pdfium(), ctypes.c_float()
    for at in range(raw.FPDF_StructElement_GetAttributeCount(cell)):
        attributes = raw.FPDF_StructElement_GetAttributeAtIndex(cell, at)
        value = raw.FPDF_StructElement_Attr_GetValue(attributes, b"ColSpan")
        if value and raw.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return min(max(round(number.value), 1), _MOST_COLUMNS)
    return 1


def string(read: Callable[..., int], *of: Any) -> str:
    """The UTF-16 text that a pdfium function writes into a buffer, without its end mark."""
    size = read(*of, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    read(*of, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
