"""What a word is for the rules of `unbreakable`: a number, a unit, an amount, a label, initials, a day, a year."""

from __future__ import annotations

import re

from handout.layout.text.counted_words import CLOSING, OPENING
from handout.layout.text.leading_words import LABELS, SHORT_LABELS
from handout.layout.text.quantities import PHRASES, SYMBOLS, UNITS
from handout.source.patterns import uncompiled

FRACTIONS = "½⅓⅔¼¾⅕⅛⅜⅝⅞"
"""Digits, too."""
_DIGIT = rf"[\d{FRACTIONS}]"
_INITIALS = uncompiled(r"(?:[^\W\d_]\.-?)*[^\W\d_]\.?")
FIGURE = uncompiled(_DIGIT)
_PREFIX = "(?:[ובלמכשה]{1,2}[-־]|[وبلكف])?"
"""*And*, *in*, *to* and the like, which are written as a part of the word behind them in Hebrew and Arabic."""
_NUMBER = uncompiled(
    rf"{_PREFIX}[<>≤≥±~≈+−–£$€#-]*{_DIGIT}(?:[\d{FRACTIONS}.,·'’٫٬:/()^×*x+−–-]{{0,40}}[\d{FRACTIONS}²³⁰¹⁴-⁹)+])?|.*/\d+(?:[.,]\d+)?"
)
_BEGINS = uncompiled(rf"[(+−–<>≤≥±~≈£$€×x#-]*{_DIGIT}")
_DAY = uncompiled(r"(?:\d{1,2}\.?[–-])?\d{1,2}(?:st|nd|rd|th|er|\.º|[.ºª°])?")
_ORDINAL = uncompiled(r"\d{1,2}\.")
_YEAR = uncompiled(r"(?:19|20)\d\d")
_AMOUNT = uncompiled(r"[\d.,·–-]*\d(?=[^\W\d_]|[%‰°])")
_RECIPROCAL = uncompiled(r".*[^\W\d_][⁻−-][¹²³1-3]")
_SPELT = str.maketrans({".": None, "’": "'", '"': "״"})
_LETTERS = rf"(?:[^\W\d_{FRACTIONS}²³⁰¹⁴-⁹]|(?!\d)[\u0900-\u0dff])+"
"""Letters, and marks in the scripts of India, where vowels are marks."""
_HEBREW = r"[א-ת]{1,3}(?:[\"״][א-ת]|['׳])"
"""A short form: its sign is before the last letter, or behind the only ones."""
_HEAD = uncompiled(rf"o['’]clock|{_HEBREW}|{_LETTERS}(?:[.\u200c]{_LETTERS})*|°[CF]?|[%‰℃℉€£$×]")


def is_number(word: str) -> bool:
    """Whether a word is a number or a range, with its sign before it: 37.5, <5, 5-10, 3/4."""
    return _NUMBER.fullmatch(word.lstrip(OPENING)) is not None


def begins_with_number(word: str) -> bool:
    """Whether a word begins with a number."""
    return _BEGINS.match(word.lstrip(OPENING)) is not None


def is_unit(word: str) -> bool:
    """Whether a word is a unit or begins with one, with any points and apostrophes: mg, ml., tablets, o’clock."""
    head = _HEAD.match(word)
    if head is None:
        return False
    name = head.group().translate(_SPELT)
    return name in SYMBOLS or name.casefold() in UNITS


def is_quantity(word: str) -> bool:
    """Whether a word is a number or a unit."""
    return is_number(word) or is_unit(word)


def is_amount(word: str) -> bool:
    """Whether a word is a number with its unit, without a space: 500mg."""
    number = _AMOUNT.match(word)
    return number is not None and is_unit(word[number.end() :])


def is_symbol(word: str) -> bool:
    """Whether a word is a unit's symbol, or ends with one: mg, 5mg, µg/kg."""
    return re.split(r"[\d/(]", word)[-1] in SYMBOLS


def is_reciprocal(word: str) -> bool:
    """Whether a word is a unit with a power that divides by it: kg⁻¹, m⁻², day-1."""
    return _RECIPROCAL.fullmatch(word.rstrip(CLOSING)) is not None and is_unit(word)


def is_measure(word: str, before: str) -> bool:
    """Whether a word with a stroke is a number or a unit: 10⁹/L, mg/kg, and tablets/day behind a number."""
    own = word.lstrip(OPENING)
    head = _HEAD.match(own)
    if is_number(own.partition("/")[0]) or (head is not None and head.group() in SYMBOLS):
        return True
    return is_number(before) and is_unit(own)


def is_phrase(word: str, after: str) -> bool:
    """Whether two words are a unit together."""
    return (word.rstrip(".").casefold(), after.rstrip(CLOSING).casefold()) in PHRASES


def is_label(word: str) -> bool:
    """Whether a number may follow that belongs to the word: Week, No., room."""
    return word.casefold() in (SHORT_LABELS if word.endswith((".", ":")) else LABELS)


def is_initials(word: str) -> bool:
    """Whether a word is the initials of first names: A., J.-P."""
    return word.isupper() and _INITIALS.fullmatch(word.lstrip(OPENING)) is not None


def is_day(word: str) -> bool:
    """Whether a word may be a day of a month, or some days: 3, 3rd, 3., 3-5."""
    return _DAY.fullmatch(word) is not None


def is_ordinal(word: str) -> bool:
    """Whether a word may be a day or a month in figures, with its full stop."""
    return _ORDINAL.fullmatch(word) is not None


def is_year(word: str) -> bool:
    """Whether a word is a year of this century or the last, with a sign behind it or not."""
    return _YEAR.fullmatch(word.rstrip(CLOSING)) is not None
