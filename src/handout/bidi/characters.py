"""The properties of characters that the bidirectional algorithm needs, from Python's `unicodedata`."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import bidirectional, category, lookup, mirrored, name, normalize

INITIATORS = frozenset({"LRI", "RLI", "FSI"})
ISOLATE_MARKS = INITIATORS | {"PDI"}
REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
"""Classes of characters that rule X9 takes out of the text."""
_RIGHT = (
    range(0x590, 0x600), range(0x7C0, 0x860), range(0xFB1D, 0xFB50), range(0x10800, 0x11000), range(0x1E800, 0x1F000),
)  # fmt: skip
_ARABIC = (range(0x600, 0x7C0), range(0x860, 0x900), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
"""Blocks whose unassigned code points have a class, too (DerivedBidiClass.txt)."""
_SIDES = {"LEFT": "RIGHT", "RIGHT": "LEFT", "LESS": "GREATER", "GREATER": "LESS", "OPENING": "CLOSING"}
_SIDE = re.compile(r"\b(LEFT|RIGHT|LESS|GREATER)\b")
_OF_TWO_DIRECTIONS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_right_to_left(text: str) -> bool:
    """Whether anything in a text may run from right to left; where nothing does, all levels are the base's."""
    return not text.isascii() and _OF_TWO_DIRECTIONS.search(text) is not None


@cache
def bidi_class(char: str) -> str:
    """The character's class (Bidi_Class), as `AL`."""
    if found := bidirectional(char):
        return found
    code = ord(char)
    if any(code in block for block in _RIGHT):
        return "R"
    if any(code in block for block in _ARABIC):
        return "AL"
    if code & 0xFFFF >= 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code < 0xE1000:
        return "BN"
    return "L"


@cache
def bracket(char: str) -> tuple[bool, str] | None:
    """Whether a bracket opens, and the closing one of its pair (Bidi_Paired_Bracket); None for another character."""
    kind = category(char)
    if kind not in ("Ps", "Pe") or not mirrored(char) or bidirectional(char) != "ON":
        return None
    if kind == "Pe":
        return False, normalize("NFC", char)
    try:
        closing = lookup(name(char).replace("LEFT", "RIGHT").replace("OPENING", "CLOSING"))
    except KeyError:
        return None
    return True, normalize("NFC", closing)


@cache
def mirror(char: str) -> str:
    """The mirrored form of a character among letters that run from right to left: `)` for `(`; else the character."""
    if not mirrored(char):
        return char
    try:
        return lookup(_SIDE.sub(lambda match: _SIDES[match[0]], name(char)))
    except KeyError:
        return char
