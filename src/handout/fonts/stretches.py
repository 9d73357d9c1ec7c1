"""A text in stretches that are shaped as a whole, and those that need no shaping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional, combining

from msgspec import Struct

from handout.fonts.scripts import needs_shaping

_JOINERS = "\u200c\u200d"
"""They join and part letters, and are never drawn."""
_ISO_15924 = {
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    "Deva": "\u0900-\u097f",
    "Thai": "\u0e00-\u0e7f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
}
"""Ranges of the scripts in which letters are shaped; all else is shaped as Latin."""
_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099-\u309a\ufe20-\ufe2f"
_JOINED = ("Hebr", "Arab", "Deva", "Thai")
_STRETCH = re.compile(
    "|".join(f"[{_ISO_15924[code]}][{_ISO_15924[code]}{_JOINERS}{_MARK}]*" for code in _JOINED)
    + f"|[^\\s{_MARK}]?[{_MARK}][{_MARK}{_JOINERS}]*"
)


class Stretch(Struct, frozen=True):
    """Some consecutive characters."""

    text: str
    script: str = ""
    """By its code (ISO 15924) where the stretch is shaped."""
    right_to_left: bool = False


def stretches(text: str) -> Iterator[Stretch]:
    """A text of one style in its stretches.

    Spaces are in none that is shaped, so that the widths of words add up to the widths of lines.
    """
    at = 0
    for match in _STRETCH.finditer(text):
        if match.start() > at:
            yield Stretch(text[at : match.start()])
        yield from _by_direction(match[0])
        at = match.end()
    if at < len(text):
        yield Stretch(text[at:])


def _by_direction(text: str) -> Iterator[Stretch]:
    """Numbers and commas in an Arabic text stand by themselves: on another level than its letters, mostly."""
    script = next((code for code, ranges in _ISO_15924.items() if re.match(f"[{ranges}]", text)), "Latn")
    start, kind = 0, ""
    for at, char in enumerate(text):
        own = _direction(char)
        if at and own and own != kind:
            yield Stretch(text[start:at], script, kind == "R")
            start = at
        kind = own or kind
    yield Stretch(text[start:], script, kind == "R")


def _direction(char: str) -> str:
    """`R` for a letter from right to left; empty for a mark or joiner, which goes with what stands before it."""
    if combining(char) or char in _JOINERS or bidirectional(char) in ("NSM", "BN"):
        return ""
    return "R" if bidirectional(char) in ("R", "AL") else bidirectional(char)


def unmatched(text: str) -> str:
    """The first character of a script that isn't in any stretch that can be shaped; empty for none."""
    for stretch in stretches(text):
        if not stretch.script:
            for char in stretch.text:
                if needs_shaping(char):
                    return char
    return ""
