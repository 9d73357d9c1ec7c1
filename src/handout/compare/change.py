"""The result of comparing two PDFs: each change of words, and what only moved to another page."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ChangeKind = Literal["changed", "added", "removed", "moved-section", "moved-page"]
"""The kind: words were replaced, are new, or are gone; or they are the same words in another place.

`moved-section` is another order of what is read, `moved-page` only another page.
"""


class Change(Struct, frozen=True, kw_only=True):
    """One change."""

    kind: ChangeKind
    section: tuple[str, ...]
    """The headings above it, outermost first, in the new document; in the old document for what was removed."""
    page_old: int | None
    """From 1; None for what is new."""
    page_new: int | None
    """None for what is gone."""
    old: str
    """The words that were there."""
    new: str
    """The words that are there now."""
    before: str = ""
    """A few words before it in both documents."""
    after: str = ""
    """A few words after it in both documents."""
    cell_old: str = ""
    """For words of one cell, the heads of its old row and column."""
    cell_new: str = ""
    """The heads of its new row and column."""
    column: bool = False
    """It is a whole column of a table, its words from the head down."""
    band: bool = False
    """It is in a header or footer; the pages are the first that have it."""


def one_sided(words: str, page: int, *, removed: bool) -> Change:
    """Words that only one of the documents has, on a page of it."""
    if removed:
        return Change(kind="removed", section=(), page_old=page, page_new=None, old=words, new="")
    return Change(kind="added", section=(), page_old=None, page_new=page, old="", new=words)


class Comparison(Struct, frozen=True):
    """All changes, in the reading order of the new document; headers and footers come last."""

    changes: tuple[Change, ...]
    """The changes of words and of their order."""
    moved: tuple[Change, ...]
    """What is on another page with the same words."""
    pages_old: int
    pages_new: int

    @property
    def equal(self) -> bool:
        """Whether all words are the same, and in the same order."""
        return not self.changes
