"""How languages write numbers."""

from __future__ import annotations


def decimal_sign(language: str) -> str:
    """The sign before the decimals, by the rules of Unicode (CLDR); a point where a language isn't known there."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return str(get_decimal_symbol(Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError):
        return "."
