"""Two PDFs compared by their words, whatever their lines and pages are."""

from __future__ import annotations

from collections.abc import Sequence

from handout.compare.cells import has_cells
from handout.compare.change import Change, ChangeKind, Comparison
from handout.compare.columns import OwnColumns, changed_columns
from handout.compare.headers_footers import changed_headers_footers
from handout.compare.masks import Mask, Masks, mask
from handout.compare.references import without_page_references
from handout.compare.text_diff import TextDiff
from handout.compare.words import Marking, text_of
from handout.extract.passages import PdfReading

__all__ = ["Change", "ChangeKind", "Comparison", "Mask", "compare", "mask"]


def compare(old: PdfReading, new: PdfReading, masks: Sequence[Mask] = ()) -> Comparison:
    """What changed in the words; HandoutError for a mask that takes too long.

    Line breaks, ligatures and kinds of space make no difference, nor does a hyphen at a line's end, nor the number of
    a page that followed what it points to.  A space that came or went does, and so does another cell of a table, where
    both documents have tags.
    """
    covering = Masks(masks)
    marking = Marking(has_cells(old) and has_cells(new), old.tagged and new.tagged)
    columns = changed_columns(old, new) if marking.cells else OwnColumns()
    with covering.within_time():
        texts = (
            text_of(old, covering, marking, without=columns.gone),
            text_of(new, covering, marking, without=columns.come),
        )
        bands = tuple(changed_headers_footers(old, new, covering))
    found = TextDiff(*texts, guessed=not (old.tagged and new.tagged))
    changes, moved = without_page_references(found.changes, found.moved)
    return Comparison((*columns.changes, *changes, *bands), moved, len(old.pages), len(new.pages))
