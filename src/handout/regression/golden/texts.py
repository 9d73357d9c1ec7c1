"""How a passage's text stands in a golden."""

from __future__ import annotations

import re
import unicodedata

from handout.extract import Passage

JOINT = "¬"
_HYPHENS = "-\u2010"


def jointed(passage: Passage) -> str:
    """The text, with a mark where it depends on the line's end what a hyphen is, or whether a word ends."""
    text, parts, start = passage.text, [], 0
    for at in passage.joins:
        if 0 < at <= len(text) and (at == len(text) or text[at - 1] in _HYPHENS):
            parts.append(text[start:at])
            start = at
    parts.append(text[start:])
    return JOINT.join(printable(part.replace(JOINT, 2 * JOINT)) for part in parts)


def printable(text: str) -> str:
    """Without characters that end or spoil a line; both sides of a comparison have been through this."""
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
