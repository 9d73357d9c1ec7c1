"""Divides a text into stretches that are shaped as a whole, and stretches that need no shaping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import bidirectional, category, combining

from msgspec import Struct

from handout.fonts.scripts import needs_shaping
from handout.fonts.unicode_scripts import EAST_ASIAN, JOINERS, MARKS, SELECTORS, character_class, script_of

MOST_KNOWN, MOST_TEXTS = 2048, 512
"""How many words, and how many texts, the stretches are kept for."""
_EUROPEAN = {"Grek": "\u0370-\u03ff\u1f00-\u1fff", "Cyrl": "\u0400-\u052f"}
"""Scripts of which only letters with combining marks are shaped; other letters with such marks are Latin."""
MOST_PATTERNS, MOST_CHARACTERS = 64, 1024
"""How many patterns are kept, and of how many characters the direction."""
_NONE = frozenset(("",))
"""What a character of no such script has."""


@lru_cache(MOST_PATTERNS)
def _stretch(scripts: frozenset[str]) -> re.Pattern[str]:
    """The pattern of a stretch in a text of these scripts; that of all scripts takes many times as long to be made."""
    apart = [character_class(code) for code in sorted(scripts.difference(EAST_ASIAN))]
    together = character_class(*scripts.intersection(EAST_ASIAN))
    return re.compile(
        "".join(f"[{ranges}][{ranges}{JOINERS}{MARKS}{SELECTORS}]*|" for ranges in (*apart, together) if ranges)
        + f"[^\\s{MARKS}]?[{MARKS}][{MARKS}{JOINERS}]*"
    )


class Stretch(Struct, frozen=True, cache_hash=True):
    """Some consecutive characters."""

    text: str
    script: str = ""
    """The code of its script (ISO 15924) if the stretch is shaped; else empty."""
    right_to_left: bool = False


@lru_cache(MOST_TEXTS)
def stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of a text of one style.

    No stretch that is shaped has spaces, so that the widths of words add up to the widths of lines.
    """
    return tuple(_divided(text))


def _divided(text: str) -> Iterator[Stretch]:
    at = 0
    for match in _stretch(frozenset(map(script_of, text)) - _NONE).finditer(text):
        if match.start() > at:
            yield Stretch(text[at : match.start()])
        yield from _shaped(match[0])
        at = match.end()
    if at < len(text):
        yield Stretch(text[at:])


@lru_cache(MOST_KNOWN)
def _shaped(text: str) -> tuple[Stretch, ...]:
    return tuple(_by_direction(text))


def _by_direction(text: str) -> Iterator[Stretch]:
    """The stretches of one direction: numbers and commas in Arabic text mostly have another level than its letters."""
    script = _script(text)
    if script in EAST_ASIAN:
        yield Stretch(text, script)
        return
    start, kind = 0, ""
    for at, char in enumerate(text):
        own = _direction(char)
        if at and own and own != kind:
            yield Stretch(text[start:at], script, kind == "R")
            start = at
        kind = own or kind
    yield Stretch(text[start:], script, kind == "R")


def apart(stretch: Stretch) -> Iterator[Stretch]:
    """Each letter of a stretch with its marks."""
    start = 0
    for at, char in enumerate(stretch.text):
        if at and not combining(char) and category(char) != "Mn":
            yield Stretch(stretch.text[start:at], _script(stretch.text[start]))
            start = at
    yield Stretch(stretch.text[start:], _script(stretch.text[start]))


def _script(text: str) -> str:
    found = script_of(text[0])
    if found in EAST_ASIAN:
        every = set(map(script_of, text))
        return next(code for code in EAST_ASIAN if code in every)
    return found or next((code for code, ranges in _EUROPEAN.items() if re.match(f"[{ranges}]", text)), "Latn")


@lru_cache(MOST_CHARACTERS)
def _direction(char: str) -> str:
    """`R` for a letter from right to left; empty for a mark or joiner, which goes with what is before it."""
    if combining(char) or char in JOINERS or bidirectional(char) in ("NSM", "BN"):
        return ""
    return "R" if bidirectional(char) in ("R", "AL") else bidirectional(char)


def unmatched(found: Iterable[Stretch]) -> str:
    """The first character of a script that isn't in any stretch that can be shaped; empty for none."""
    for stretch in found:
        if not stretch.script and needs_shaping(stretch.text):
            for char in stretch.text:
                if needs_shaping(char):
                    return char
    return ""
