"""The settings of the looks in which documents were laid out last, for further documents that look alike.

Two layouts of one list often have the same look, as two that differ in their margins, or one that differs in a few
styles.  So a new look begins with the pieces that were made in others whose fonts are the same.
"""

from __future__ import annotations

from handout.document import Document
from handout.fonts.glyphs import FontBook
from handout.layout.flow.pages import Setting, setting

MOST_KEPT = 16
"""Looks."""


class KeptSettings:
    """Settings of one book of fonts; none has a patient's words."""

    def __init__(self, fonts: FontBook) -> None:
        self._fonts = fonts
        self._kept: list[Setting] = []
        """The one that was used last is the last."""

    def take(self, document: Document) -> Setting:
        """The setting for a document.

        No other document uses it meanwhile, because it has this patient's words, even if the document fails.
        """
        for at, kept in enumerate(self._kept):
            if kept.suits(document):
                return self._kept.pop(at)
        like = next((kept for kept in reversed(self._kept) if kept.fonts_suit(document)), None)
        return setting(document, self._fonts, like)

    def give(self, used: Setting) -> None:
        """Keeps of a setting what is no patient's."""
        self._kept = [*self._kept, used.successor()][-MOST_KEPT:]
