"""The scripts in which letters are shaped or taken from a font of their own, as ranges of Unicode's property Script."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

JOINERS = "\u200c\u200d"
"""Characters that join or separate letters, and are never drawn."""
VIRAMA = 9
"""The combining class of the signs that join two consonants."""
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Combining marks of Latin, Greek and Cyrillic letters."""
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Characters that choose one of the forms of the character before them."""


class Script(Struct, frozen=True):
    """A script whose text can be set if a font has the script."""

    code: str
    """ISO 15924."""
    name: str
    """The script's name in messages."""
    ranges: str
    """The ranges of a character class, with the unassigned code points inside of the script's blocks."""


_KANA = "\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f\U0001f200"
_SHARED = "\u2e80-\u2fdf\u2ff0-\u2fff\u3001-\u3003\u3006\u3008-\u3020\u302a-\u3037\u303c-\u3040\u31c0-\u31ef"
_WIDE = "\u3200-\u33ff\ufe10-\ufe1f\ufe30-\ufe4f\ufe50-\ufe6f\uff01-\uff65\uffe0-\uffee"
_HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

SCRIPTS = (
    Script("Hebr", "Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    Script("Arab", "Arabic", "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe"),
    Script("Deva", "Devanagari", "\u0900-\u097f\ua8e0-\ua8ff"),
    Script("Beng", "Bengali", "\u0980-\u09ff"),
    Script("Guru", "Gurmukhi", "\u0a00-\u0a7f"),
    Script("Gujr", "Gujarati", "\u0a80-\u0aff"),
    Script("Orya", "Odia", "\u0b00-\u0b7f"),
    Script("Taml", "Tamil", "\u0b80-\u0bff\U00011fc0-\U00011fff"),
    Script("Telu", "Telugu", "\u0c00-\u0c7f"),
    Script("Knda", "Kannada", "\u0c80-\u0cff"),
    Script("Mlym", "Malayalam", "\u0d00-\u0d7f"),
    Script("Sinh", "Sinhala", "\u0d80-\u0dff\U000111e0-\U000111ff"),
    Script("Thai", "Thai", "\u0e00-\u0e7f"),
    Script("Laoo", "Lao", "\u0e80-\u0eff"),
    Script("Mymr", "Myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    Script("Khmr", "Khmer", "\u1780-\u17ff\u19e0-\u19ff"),
    Script("Ethi", "Ethiopic", "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f\U0001e7e0-\U0001e7ff"),
    Script("Armn", "Armenian", "\u0530-\u058f\ufb13-\ufb17"),
    Script("Hang", "Hangul", "\u1100-\u11ff\u3131-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"),
    Script("Bopo", "Bopomofo", "\u02ea\u02eb\u3105-\u312f\u31a0-\u31bf"),
    Script("Hira", "Japanese kana", _KANA),
    Script("Hani", "Chinese characters", _HAN + _SHARED + _WIDE),
)
"""Han, kana, Bopomofo and Hangul are written in one word, so such a word is one stretch: see `stretches`."""
EAST_ASIAN = ("Hang", "Bopo", "Hira", "Hani")
"""A word with letters of several of these has the script that comes first here."""
UNJOINED = (*EAST_ASIAN, "Ethi", "Armn")
"""Scripts whose letters look the same wherever a word is cut."""
TAGS = {
    "Latn": ("latn", "DFLT"), "Grek": ("grek", "DFLT"), "Cyrl": ("cyrl", "DFLT"), "Hebr": ("hebr",), "Arab": ("arab",),
    "Deva": ("deva", "dev2", "dev3"), "Beng": ("beng", "bng2", "bng3"), "Guru": ("guru", "gur2", "gur3"),
    "Gujr": ("gujr", "gjr2", "gjr3"), "Orya": ("orya", "ory2", "ory3"), "Taml": ("taml", "tml2", "tml3"),
    "Telu": ("telu", "tel2", "tel3"), "Knda": ("knda", "knd2", "knd3"), "Mlym": ("mlym", "mlm2", "mlm3"),
    "Sinh": ("sinh",), "Thai": ("thai",), "Laoo": ("lao ",), "Mymr": ("mymr", "mym2"), "Khmr": ("khmr",),
}  # fmt: skip
"""OpenType's names of the scripts whose letters need a font's rules."""
NAMES = {script.code: script.name for script in SCRIPTS}


def character_class(*codes: str) -> str:
    """The characters of some scripts, for a regular expression."""
    return "".join(script.ranges for script in SCRIPTS if script.code in codes)


@cache
def _ranges() -> tuple[tuple[str, str, str], ...]:
    """The first and the last character of each range, with the code of its script; no two overlap."""
    return tuple(
        (match[1], match[2] or match[1], script.code)
        for script in SCRIPTS
        for match in re.finditer("(.)(?:-(.))?", script.ranges)
    )


@cache
def script_of(char: str) -> str:
    """The code of a character's script, if that is one of these."""
    return next((code for first, last, code in _ranges() if first <= char <= last), "")
