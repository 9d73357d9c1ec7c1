"""Repeated text of pages in a document in which nothing else changed: the labels of a table that is set as blocks.

A comparison leaves out what repeats a table's head, since it depends on where pages end.  Where all words are on the
pages that they were on, a label that came or went is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from handout.compare.change import Change, one_sided
from handout.compare.masks import Masks
from handout.extract.passages import ARTIFACT, PageReading, PdfReading


def changed_repeats(old: PdfReading, new: PdfReading, masks: Masks) -> Iterator[Change]:
    """Headers, footers and repeated header rows that are new or gone, page by page."""
    for was, now in zip(old.pages, new.pages, strict=False):
        gone, come = _words(was, masks), _words(now, masks)
        for words, removed in ((gone - come, True), (come - gone, False)):
            found = (one_sided(text, now.number, removed=removed) for text in words.elements())
            yield from (replace(change, band=True) for change in found)


def _words(page: PageReading, masks: Masks) -> Counter[str]:
    return Counter(masks.cover(passage.text).text for passage in page.passages if passage.role == ARTIFACT)
