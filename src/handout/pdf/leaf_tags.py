"""The tags of leaves: the element of each, and those of the links, phrases and signs in it."""

from __future__ import annotations

from collections import defaultdict

from handout.document import Leaf
from handout.pdf.file import text_string
from handout.pdf.owned_text import TaggedSpan, owners
from handout.pdf.struct_elems import StructElem


class LeafTags:
    """The elements of a document's leaves."""

    def __init__(self, standard: str) -> None:
        self._standard = standard
        self.by_key: dict[int, Leaf] = {}
        """All of the document; those of headers and footers have no element."""
        self.marks = defaultdict[int, list[StructElem]](list)
        """The marks of each footnote, all of which are before it."""
        self._elements: dict[int, tuple[StructElem, ...]] = {}

    def element(self, leaf: Leaf, role: str) -> StructElem:
        """A new element for a leaf; those of its spans become its kids when they are drawn."""
        needed = leaf.span if leaf.text.strip() else None
        element = StructElem(role, span=needed)
        self.by_key[leaf.key] = leaf
        inlines = owners(leaf).inlines
        spans = [self._inline(inline) for inline in inlines]
        self._elements[leaf.key] = (element, *spans)
        for inline, span in zip(inlines, spans, strict=True):
            if inline.mark is not None:
                self.marks[inline.mark].append(span)
        return element

    def owner(self, leaf: int, number: int) -> StructElem:
        """The element of a leaf (0) or of one of its spans (from 1); a span becomes a kid of the leaf's element."""
        block, element = self._elements[leaf][0], self._elements[leaf][number]
        if number and element not in block.kids:
            block.kids.append(element)
        return element

    def _inline(self, inline: TaggedSpan) -> StructElem:
        entries = b"" if inline.lang is None else b"/Lang" + text_string(inline.lang)
        entries += b"" if inline.alt is None else b"/Alt" + text_string(inline.alt)
        entries += b"" if inline.expansion is None else b"/E" + text_string(inline.expansion)
        role = "Span" if inline.link is None else "Link"
        if inline.mark is not None and self._standard == "ua1":
            role = "Reference"  # PDF 2.0 has no such type: there, a mark and its note refer to each other
        return StructElem(role, entries=entries)
