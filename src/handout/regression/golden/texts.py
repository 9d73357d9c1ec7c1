"""How a passage's text is written in a golden."""

from __future__ import annotations

import re
import unicodedata

from handout.extract import Passage

JOINT = "¬"
_HYPHENS = "-\u2010"


def jointed(passage: Passage) -> str:
    """The text, with a mark where a line ends at a hyphen, or where it is open whether a word ends."""
    text, parts, start = passage.text, [], 0
    for at in passage.joins:
        if 0 < at <= len(text) and (at == len(text) or text[at - 1] in _HYPHENS):
            parts.append(text[start:at])
            start = at
    parts.append(text[start:])
    return JOINT.join(printable(part.replace(JOINT, 2 * JOINT)) for part in parts)


def printable(text: str) -> str:
    """The text without characters that would end or garble a line; applied to both sides of a comparison."""
    if text.isprintable():
        return text.rstrip()
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text).rstrip()


def unjointed(marked: str) -> tuple[str, tuple[int, ...]]:
    """The text, and where in it the marks were."""
    text, joins = "", []
    for part in re.split(f"({JOINT}{{1,2}})", marked):
        if part == JOINT:
            joins.append(len(text))
        else:
            text += part.replace(2 * JOINT, JOINT)
    return text, tuple(joins)
