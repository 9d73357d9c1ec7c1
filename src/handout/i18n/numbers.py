"""How languages write numbers."""

from __future__ import annotations

from unicodedata import decimal

from handout.source.patterns import uncompiled

_NUMBER = uncompiled(r"\d+(?:[^\w\s]{1,2}\d+)*")
_FULL_WIDTH = "\uff10"


def decimal_sign(language: str) -> str:
    """The sign before the decimals, by the rules of Unicode (CLDR); a point if CLDR doesn't know the language."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return str(get_decimal_symbol(Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError):
        return "."


def has_mixed_digits(text: str, *, spaced: bool = False) -> bool:
    """Whether a number has digits of two scripts, as 12٣: readers of either may take it for another number.

    If a number may be `spaced`, as a telephone number is, the digits on both sides of a space belong to one number.
    Full-width digits count as Western ones.
    """
    if text.isascii():
        return False
    joined = "-".join(text.split()) if spaced else text
    return any(len(set(map(_zero, filter(str.isdecimal, found[0])))) > 1 for found in _NUMBER.finditer(joined))


def _zero(digit: str) -> str:
    zero = chr(ord(digit) - decimal(digit))
    return "0" if zero == _FULL_WIDTH else zero
