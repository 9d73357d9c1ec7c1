"""The structure tree of a tagged PDF with what its elements hold, joined over the pages.

pdfium gives a tree for each page, with the elements that have something on that page.  A child stands there under its
index among *all* children of its parent, so the indexes from the root down are an element's identity: elements that
run over pages are joined by them, and come out once, in the document's order.  An element that has nothing on any page
(an empty table cell) is in none of these trees and is left out.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from handout.extract.text import pdfium

Held = TypeVar("Held")

Kids = dict[int, "Element[Held] | Held"]
"""What is inside an element, by its index there; from each page the marked contents are another `Held`."""


@dataclass
class Element(Generic[Held]):
    """An element while its pages are read."""

    role: str
    """As the file calls it."""
    standard: str
    """As the standard calls it: what the file's role map makes of the role."""
    alt: str
    lang: str
    replaced: str
    """What is read in place of its content."""
    kids: Kids[Held] = field(default_factory=dict)

    def inside(self) -> Iterator[Element[Held] | Held]:
        """What is in it, in the tree's order."""
        return (kid for _, kid in sorted(self.kids.items(), key=lambda entry: entry[0]))


_DEEPEST = 150
"""Levels; what lies deeper is in no element."""


def read_tree(page: Any, top: Kids[Held], words: Callable[[], Mapping[int, Held]]) -> bool:
    """Adds what a page has to the topmost elements; False if the page has no tree.

    `words` gives what is held under each number of marked content; it is called only if there is a tree.
    """
    raw = pdfium()
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return False
    try:
        found, there = words(), range(raw.FPDF_StructTree_CountChildren(tree))
        for index in there:
            if element := raw.FPDF_StructTree_GetChildAtIndex(tree, index):
                _read(element, (top, index), found, 0)
        return bool(there)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _read(element: Any, place: tuple[Kids[Held], int], words: Mapping[int, Held], depth: int) -> None:
    if depth == _DEEPEST:
        return
    raw = pdfium()
    siblings, at = place
    draft = siblings.get(at)
    if not isinstance(draft, Element):
        standard = string(raw.FPDF_StructElement_GetType, element)
        draft = siblings[at] = Element(
            string(raw.FPDF_StructElement_GetRawType, element) or standard,
            standard,
            string(raw.FPDF_StructElement_GetAltText, element),
            string(raw.FPDF_StructElement_GetLang, element),
            string(raw.FPDF_StructElement_GetActualText, element),
        )
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        if kid := raw.FPDF_StructElement_GetChildAtIndex(element, index):
            _read(kid, (draft.kids, index), words, depth + 1)
        # -1 for what is on another page and for annotations
        elif (mcid := raw.FPDF_StructElement_GetChildMarkedContentID(element, index)) >= 0 and mcid in words:
            draft.kids[index] = words[mcid]


def string(read: Callable[..., int], *of: Any) -> str:
    """What a pdfium function writes into a buffer as UTF-16, its end mark left out."""
    size = read(*of, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    read(*of, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
