"""The structure tree of a tagged PDF, as a screen reader walks it.

pdfium gives a tree for each page, with the elements that have something on that page.  A child stands there under its
index among *all* children of its parent, so the indexes from the root down are an element's identity: elements that
run over pages are joined by them, and come out once, in the document's order.  An element that has nothing on any page
(an empty table cell) is in none of these trees and is left out.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct

from handout.extract.text import normalise, opened, pdfium

INLINE = ("Link", "Span", "Reference", "Quote", "Code", "Note", "Annot", "Em", "Strong")
"""Roles that are read inside a line of text."""


class Tag(Struct, frozen=True):
    """An element: its role, what is read in place of its content, its language, and what is inside it."""

    role: str
    alt: str
    lang: str
    kids: tuple[Tag | str, ...]

    @property
    def text(self) -> str:
        """All its words, those of elements inside it too."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)


@dataclass
class _Draft:
    """An element while its pages are read; kids by their index among their parent's."""

    role: str
    alt: str
    lang: str
    replaced: str
    kids: dict[int, _Draft | str] = field(default_factory=dict)

    def done(self) -> Tag:
        kids = [kid if isinstance(kid, str) else kid.done() for _, kid in sorted(self.kids.items())]
        return Tag(self.role, self.alt, self.lang, (self.replaced,) if self.replaced else tuple(kids))


def tags(pdf: Path | bytes) -> tuple[Tag, ...]:
    """The topmost elements; none if the file isn't tagged; HandoutError if it can't be read."""
    top: dict[int, _Draft | str] = {}
    with opened(pdf) as document:
        for index in range(len(document)):
            _read_page(document[index], top)
    return tuple(kid.done() for _, kid in sorted(top.items()) if isinstance(kid, _Draft))


def show(found: tuple[Tag, ...]) -> str:
    """The tree as lines: an element a line, indented, its words behind it; links and spans in brackets."""
    return "\n".join(line for tag in found for line in _lines(tag, ""))


def _lines(tag: Tag, indent: str) -> Iterator[str]:
    words, below = [], []
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.role not in INLINE:
            below.append(kid)
        else:
            words.append(kid if isinstance(kid, str) else _inline(kid))
    said = " ".join("".join(words).split())
    yield " ".join(filter(None, (indent + _name(tag), f"({tag.alt})" if tag.alt else "", said)))
    for kid in below:
        yield from _lines(kid, indent + "  ")


def _inline(tag: Tag) -> str:
    said = "".join(kid if isinstance(kid, str) else _inline(kid) for kid in tag.kids)
    # A space at a line's break is the link's last character: it is moved behind the bracket.
    return f"[{_name(tag)}: {said.strip()}]" + said[len(said.rstrip()) :]


def _name(tag: Tag) -> str:
    return f"{tag.role}[{tag.lang}]" if tag.lang else tag.role


def _read_page(page: Any, top: dict[int, _Draft | str]) -> None:
    raw = pdfium()
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        words = _words(page)
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            if element := raw.FPDF_StructTree_GetChildAtIndex(tree, index):
                _read_element(element, (top, index), words)
    finally:
        raw.FPDF_StructTree_Close(tree)
        page.close()


def _read_element(element: Any, place: tuple[dict[int, _Draft | str], int], words: dict[int, str]) -> None:
    raw = pdfium()
    siblings, at = place
    draft = siblings.get(at)
    if not isinstance(draft, _Draft):
        draft = siblings[at] = _Draft(
            _string(raw.FPDF_StructElement_GetRawType, element) or _string(raw.FPDF_StructElement_GetType, element),
            _string(raw.FPDF_StructElement_GetAltText, element),
            _string(raw.FPDF_StructElement_GetLang, element),
            _string(raw.FPDF_StructElement_GetActualText, element),
        )
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        if kid := raw.FPDF_StructElement_GetChildAtIndex(element, index):
            _read_element(kid, (draft.kids, index), words)
        # -1 for what is on another page and for annotations
        elif (mcid := raw.FPDF_StructElement_GetChildMarkedContentID(element, index)) >= 0 and mcid in words:
            draft.kids[index] = words[mcid]


def _string(read: Callable[..., int], *of: Any) -> str:
    """What a pdfium function writes into a buffer as UTF-16, its end mark left out."""
    size = read(*of, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    read(*of, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _words(page: Any) -> dict[int, str]:
    """The text of each marked content of a page."""
    raw = pdfium()
    found: dict[int, str] = {}
    text_page = page.get_textpage()
    try:
        for item in _objects(page):
            mcid = raw.FPDFPageObj_GetMarkedContentID(item)
            if mcid < 0:
                continue
            words = raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT
            # pdfium has nothing to say of a text object that is only a space, as where a line breaks after a link
            text = (_string(raw.FPDFTextObj_GetText, item, text_page) or " ") if words else ""
            found[mcid] = found.get(mcid, "") + text
    finally:
        text_page.close()
    return {mcid: _tidy(text) for mcid, text in found.items()}


def _tidy(text: str) -> str:
    end = " " if text.endswith(" ") else ""
    return normalise(text) + end


def _objects(page: Any) -> Iterator[Any]:
    """The objects of a page, those inside form XObjects too."""
    raw = pdfium()
    waiting = [raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))]
    while waiting:
        item = waiting.pop(0)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
            inside = range(raw.FPDFFormObj_CountObjects(item))
            waiting[:0] = [raw.FPDFFormObj_GetObject(item, index) for index in inside]
        else:
            yield item
