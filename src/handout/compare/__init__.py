"""Two PDFs compared by their words, whatever their lines and pages are."""

from __future__ import annotations

from collections.abc import Sequence

from handout.compare.bands import changed_bands
from handout.compare.change import Change, Comparison, Kind
from handout.compare.compared import Compared
from handout.compare.masks import Mask, Masks, mask
from handout.compare.references import parted
from handout.compare.words import text_of
from handout.extract.passages import Reading

__all__ = ["Change", "Comparison", "Kind", "Mask", "compare", "mask"]


def compare(old: Reading, new: Reading, masks: Sequence[Mask] = ()) -> Comparison:
    """What changed in the words; HandoutError for a mask that takes too long.

    Line breaks, ligatures and kinds of space make no difference, nor does a hyphen at a line's end, nor the number of
    a page that followed what it points to.  A space that came or went does.
    """
    covering = Masks(masks)
    with covering.within_time():
        texts = text_of(old, covering), text_of(new, covering)
        bands = tuple(changed_bands(old, new, covering))
    found = Compared(*texts)
    changes, moved = parted(found.changes, found.moved)
    return Comparison((*changes, *bands), moved, len(old.pages), len(new.pages))
