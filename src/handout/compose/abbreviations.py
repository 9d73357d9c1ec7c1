"""Abbreviations with what they are short for: at its first mention a screen reader says each in full."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handout import document
from handout.compose.static_text import Found, marked, static_text


class FirstMentions:
    """Finds the first mention of each abbreviation in the leaves of a document, in reading order.

    One in a link, in another language or in a patient's words isn't its first mention: it is read as it is.
    """

    def __init__(self, expansions: Mapping[str, str]) -> None:
        self._waiting = dict(expansions)

    def expanded(self, leaf: document.Leaf, text: str) -> document.Leaf:
        """The leaf, whose text this is, with each first mention in it as a run of its own."""
        if not self._waiting or not any(short in text for short in self._waiting):
            return leaf
        found: list[Found] = []
        for match in _pattern(self._waiting).finditer(static_text(leaf)):
            if (expansion := self._waiting.pop(match[0], None)) is not None:
                found.append(Found(match.start(), match.end(), expansion=expansion))
        return marked(leaf, found) if found else leaf


def _pattern(expansions: Mapping[str, str]) -> re.Pattern[str]:
    """The longest first, so that CT is no mention in CT scan."""
    longest = sorted(expansions, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
