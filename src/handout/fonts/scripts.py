"""Which texts need shaping, bidi, placing of marks or another font; and which characters are embedded together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from unicodedata import category

from handout.fonts.unicode_scripts import MARKS, SCRIPTS
from handout.source.patterns import uncompiled

REPERTOIRE = (
    *range(0x20, 0x7F),
    *(code for code in range(0xA0, 0x100) if code != 0xAD),
    *range(0x100, 0x180),
    *range(0x218, 0x21C),
    *map(ord, "–—‘’“”"),
)
"""Code points that are embedded from every face in which patients' words are set, if the face has them.

Latin-1, Latin Extended-A, four more letters of Romanian, and the dashes and quotes that word processors put into
O’Brien.
"""

SIGNS = "…•€≤≥−→"
"""Signs that are embedded with the repertoire, since the notes in any list may have them."""
ROW = 128
"""Code points that are embedded together: about half of what Unicode calls a block."""
MOST_CHARACTERS, MOST_TEXTS = 8192, 1024
"""How many characters the row is kept for, and of how many texts whether they need shaping: each is asked often."""
EMBEDDED = "".join(map(chr, REPERTOIRE)) + SIGNS
"""The characters of both."""
_EMBEDDED = frozenset(EMBEDDED)

_OFTEN = uncompiled("[\u0590-\u06ff\u0900-\u0e7f]")
"""Hebrew, Arabic, the scripts of India, and Thai: this pattern is made in less time than the one of all scripts."""
_SCRIPTS = {
    "combining marks": MARKS,
    **{script.name: script.ranges for script in SCRIPTS},
    "Syriac": "\u0700-\u074f\u0860-\u086f",
    "Thaana": "\u0780-\u07bf",
    "N'Ko": "\u07c0-\u07ff",
    "Samaritan": "\u0800-\u083f",
    "Mandaic": "\u0840-\u085f",
    "Tibetan": "\u0f00-\u0fff",
    "a Philippine script": "\u1700-\u177f",
    "Mongolian": "\u1800-\u18af",
    "a South-East Asian script": "\u1900-\u19df\u1a00-\u1aaf\u1b00-\u1c7f\ua900-\ua95f\ua980-\ua9df"
    "\uaa00-\uaa5f\uaa80-\uaadf",
    "an Indic script": "\u1cc0-\u1cff\ua800-\ua82f\ua840-\ua8df\uaae0-\uaaff\uabc0-\uabff\U00011000-\U00011fff",
    "a right-to-left script": "\U00010800-\U00010fff\U0001e800-\U0001efff",
}
"""Ranges of characters by the name that a message gives them."""


def rows(text: str) -> frozenset[int]:
    """The rows of code points that a text needs beyond the repertoire and the signs, by number.

    Whole rows are embedded, so that the fonts of two documents are the same if their words are of the same scripts,
    and the fonts give no information about the words.  Shaped text has fonts of its own in each document.
    """
    if text.isascii():
        return frozenset()
    return frozenset(map(_ROWS.__getitem__, {*text} - _EMBEDDED)) - _NO_ROW


class _RowByCharacter(dict[str, int]):
    """The row of each character; 0, which is the row of the repertoire, for one that is shaped."""

    def __missing__(self, char: str) -> int:
        if len(self) >= MOST_CHARACTERS:
            self.clear()
        row = self[char] = 0 if needs_shaping(char) else ord(char) // ROW
        return row


_ROWS, _NO_ROW = _RowByCharacter(), frozenset((0,))


def of_rows(numbers: Iterable[int]) -> tuple[str, ...]:
    """The characters of some rows that are embedded if a face has them."""
    return tuple([char for number in sorted(numbers) for char in _of_row(number)])


@cache
def _of_row(number: int) -> tuple[str, ...]:
    every = map(chr, range(number * ROW, (number + 1) * ROW))
    return tuple(
        char for char in every if category(char)[0] != "C" and not needs_shaping(char) and char not in _EMBEDDED
    )


@cache
def _shaped() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_SCRIPTS.values())}]")


def needs_shaping(text: str) -> bool:
    """Whether a text (in NFC) has a character whose look or place depends on those around it."""
    return not text.isascii() and _needs_shaping(text)


@lru_cache(MOST_TEXTS)
def _needs_shaping(text: str) -> bool:
    # Most texts have no other characters than those that are embedded always, none of which needs shaping.
    if _EMBEDDED.issuperset(text):
        return False
    return _OFTEN.search(text) is not None or _shaped().search(text) is not None


def script_name(char: str) -> str:
    """The name in messages of the script of a character that needs shaping; empty for any other character."""
    return next((name for name, ranges in _SCRIPTS.items() if re.match(f"[{ranges}]", char)), "")
