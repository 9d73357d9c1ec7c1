"""Two PDFs compared by their words, wherever their lines and pages end.

Both documents are read as passages (`handout.extract`).  The comparison aligns them from the coarse to the fine:

1. `headers_footers` and `columns`: headers and footers are compared once for all pages, and whole columns of tables
   that are new or missing are taken out and reported as such.
2. `flows` and `words`: the parts of a passage on several pages become one, masks replace what may differ, and the text
   becomes a sequence of words.  A mark begins each cell of a table, so a word in another cell is another word.
3. `passages`: equal passages are aligned, first those under the same headings, then the others.  Equal
   passages that remain on both sides have moved.
4. `text_diff`: the words that remain between aligned passages are aligned one by one; what isn't equal is a change.
   `sliders` and `moved_cells` then choose the report that a person expects: a new row, a dose at another time.

All alignment is done by `align`, in about linear time.

These differences are never reported: line breaks, ligatures, the two characters for micro, kinds of space, a hyphen at
the end of a line, the page of a text, the number in `(page 3)` if what it points to moved as well (`references`), and
what a mask covers.  A different word, number, punctuation mark or order of passages is always reported, and so is a new
or missing space; if both files have tags, a word in another cell and a new or missing empty cell too.  Where a rule
can't decide, the difference is reported.
"""

from __future__ import annotations

from collections.abc import Sequence

from handout.compare.cells import has_cells, has_lists, has_wide_cells
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
    marking = Marking(
        cells=has_cells(old) and has_cells(new),
        tags=old.tagged and new.tagged,
        lists=has_lists(old) and has_lists(new),
        wide_cells=has_wide_cells(old) and has_wide_cells(new),
    )
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
