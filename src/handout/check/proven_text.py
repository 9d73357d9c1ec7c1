"""Texts that all four faces of the built-in family set, as a test shows: no face need be opened for them.

Words in Arabic letters are most of what is shaped.  To shape each of them in four styles takes longer than all other
checks of a topic together, and it has one result: such a word has a glyph for each letter, and each mark in its place.
"""

from __future__ import annotations

from handout.source.patterns import uncompiled

PROVEN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - {"\xad"} | frozenset("–—‘’‚“”„•…‹›€™≤≥µ→")
"""Characters that need no shaping."""
ARABIC_LETTERS = (
    "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B)))) + "\u067e\u0686\u0698\u06a9\u06af\u06cc"
)
"""Of Arabic and of Persian."""
ARABIC_MARKS = "".join(map(chr, range(0x64B, 0x653)))
"""Short vowels, and the signs of a double consonant and of none; at most one on a letter."""
ARABIC_SIGNS = "\u060c\u061b\u061f\u066a\u066b\u066c" + "".join(map(chr, (*range(0x660, 0x66A), *range(0x6F0, 0x6FA))))
"""Commas, question mark, percent sign, and digits."""
_PROVEN_WITH_ARABIC = PROVEN.union(ARABIC_LETTERS, ARABIC_MARKS, ARABIC_SIGNS)
_WITHOUT_LETTER = uncompiled(f"(?<![{ARABIC_LETTERS}])[{ARABIC_MARKS}]")


def is_proven(text: str) -> bool:
    """Whether a text needs no shaping, and each face of the built-in family has all of it."""
    return PROVEN.issuperset(text)


def is_proven_shaped(text: str) -> bool:
    """Whether the faces of the built-in family set a text that has words in Arabic letters."""
    return _PROVEN_WITH_ARABIC.issuperset(text) and _WITHOUT_LETTER.search(text) is None
