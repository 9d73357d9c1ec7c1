"""Scripts that this program can't set: they need shaping, bidi or placing of marks."""

from __future__ import annotations

import re
from functools import cache

REPERTOIRE = (
    *range(0x20, 0x7F),
    *(code for code in range(0xA0, 0x100) if code != 0xAD),
    *range(0x100, 0x180),
    *range(0x218, 0x21C),
    *map(ord, "–—‘’“”"),
)
"""Code points that every face used by patients' words embeds, as far as it has them.

Latin-1, Latin Extended-A, the four letters that Romanian lacks there, and the dashes and quotes that word processors
put into O’Brien.
"""

_SCRIPTS = (
    (0x0300, 0x036F, "combining marks"),
    (0x0483, 0x0489, "combining marks"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "N'Ko"),
    (0x0800, 0x083F, "Samaritan"),
    (0x0840, 0x085F, "Mandaic"),
    (0x0860, 0x086F, "Syriac"),
    (0x0870, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Odia"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x1100, 0x11FF, "Hangul in single letters"),
    (0x1700, 0x177F, "a Philippine script"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x1900, 0x1AAF, "a South-East Asian script"),
    (0x1AB0, 0x1AFF, "combining marks"),
    (0x1B00, 0x1C7F, "a South-East Asian script"),
    (0x1CC0, 0x1CFF, "an Indic script"),
    (0x1DC0, 0x1DFF, "combining marks"),
    (0x20D0, 0x20FF, "combining marks"),
    (0x3099, 0x309A, "combining marks"),
    (0xA800, 0xA82F, "an Indic script"),
    (0xA840, 0xA8FF, "an Indic script"),
    (0xA900, 0xA95F, "a South-East Asian script"),
    (0xA960, 0xA97F, "Hangul in single letters"),
    (0xA980, 0xAADF, "a South-East Asian script"),
    (0xAAE0, 0xAAFF, "an Indic script"),
    (0xABC0, 0xABFF, "an Indic script"),
    (0xD7B0, 0xD7FF, "Hangul in single letters"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE20, 0xFE2F, "combining marks"),
    (0xFE70, 0xFEFE, "Arabic"),
    (0x10800, 0x10FFF, "a right-to-left script"),
    (0x11000, 0x11FFF, "an Indic script"),
    (0x1E800, 0x1EFFF, "a right-to-left script"),
)


@cache
def _unsupported() -> re.Pattern[str]:
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last, _ in _SCRIPTS) + "]")


def unsupported(text: str) -> str | None:
    """The script in a text (in NFC) that needs shaping, bidi or placing of marks, none of which is done; else None."""
    if text.isascii() or not (match := _unsupported().search(text)):
        return None
    code = ord(match[0])
    return next(name for first, last, name in _SCRIPTS if first <= code <= last)
