"""Abbreviations with what they are short for: at its first mention a screen reader says each in full."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handout import document
from handout.compose.static_text import Found, marked, static_text


def expanded(body: tuple[document.Node, ...], expansions: Mapping[str, str]) -> tuple[document.Node, ...]:
    """The nodes with each abbreviation's first mention in reading order as a run of its own.

    One in a link, in another language or in a patient's words isn't its first mention: it is read as it is.
    """
    waiting = dict(expansions)
    if not any(short in leaf.text for leaf in document.walk(body) for short in waiting):
        return body

    def first_mentions(leaf: document.Leaf) -> document.Leaf:
        found: list[Found] = []
        pattern = _pattern(waiting) if any(short in leaf.text for short in waiting) else None
        for match in pattern.finditer(static_text(leaf)) if pattern else ():
            if (expansion := waiting.pop(match[0], None)) is not None:
                found.append(Found(match.start(), match.end(), expansion=expansion))
        return marked(leaf, found) if found else leaf

    return tuple(document.mapped(node, first_mentions) for node in body)


def _pattern(expansions: Mapping[str, str]) -> re.Pattern[str]:
    """The longest first, so that CT is no mention in CT scan."""
    longest = sorted(expansions, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
