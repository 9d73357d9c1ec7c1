"""Where a word may be cut without changing how its letters look, in every script.

A letter of Arabic joins the next one, unless it is one of the few that join only what is before them.  In the scripts
of India and South-East Asia, a sign that joins two consonants stays between them, and vowels stay with their consonant.
"""

from __future__ import annotations

from unicodedata import category, combining

from handout.fonts.unicode_scripts import JOINERS, SCRIPTS, VIRAMA
from handout.i18n.dictionary import NEVER_FIRST, NEVER_LAST
from handout.source.patterns import uncompiled

_REPH = "\u0d4e"
"""A Malayalam letter that is placed over the next one."""
_ARABIC = uncompiled("".join(f"[{script.ranges}]" for script in SCRIPTS if script.code == "Arab"))
_ENDING = uncompiled(
    "[\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3"
    "\u06d5\u06ee\u06ef]"
)
"""Arabic letters that don't join the next one: Joining_Type R and U in Unicode's ArabicShaping.txt."""


def joined(word: str, at: int) -> bool:
    """Whether a cut after so many characters of a word would change a letter, or part it from its signs."""
    before, after = word[at - 1], word[at]
    if category(after)[0] == "M" or after in JOINERS or before in JOINERS:
        return True
    if combining(before) == VIRAMA or before == _REPH or before in NEVER_LAST or after in NEVER_FIRST:
        return True
    if not (_ARABIC.match(after) and category(after)[0] == "L"):
        return False
    last = next((char for char in reversed(word[:at]) if category(char)[0] != "M"), "")
    return bool(_ARABIC.match(last)) and category(last)[0] == "L" and _ENDING.match(last) is None
