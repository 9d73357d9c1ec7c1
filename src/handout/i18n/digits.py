"""The digits of the numbers that the program prints by itself: Western ones, or those of the document's language."""

from __future__ import annotations

from typing import Literal
from unicodedata import decimal

Digits = Literal["western", "native"]
"""Which digits a clinic wants."""

WESTERN = "0123456789"
_ZEROS = {
    **dict.fromkeys(("ar", "ckb", "sd"), "\u0660"),
    **dict.fromkeys(("fa", "ks", "ps", "ug", "ur"), "\u06f0"),
    **dict.fromkeys(("hi", "mai", "mr", "ne", "sa"), "\u0966"),
    **dict.fromkeys(("as", "bn"), "\u09e6"),
    "pa": "\u0a66",
    "gu": "\u0ae6",
    "or": "\u0b66",
    "ta": "\u0be6",
    "te": "\u0c66",
    "kn": "\u0ce6",
    "ml": "\u0d66",
    "th": "\u0e50",
    "lo": "\u0ed0",
    "my": "\u1040",
    "km": "\u17e0",
}
"""The zero of a language's own digits, the system that CLDR calls `native`; other languages have Western digits."""


def western(text: str) -> str:
    """A text with Western digits in place of those of any script; zeros before a number stay."""
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in text)


def digits_of(language: str, wanted: Digits) -> str:
    """The digits 0 to 9 in which numbers are printed in a language."""
    zero = _ZEROS.get(language.partition("-")[0]) if wanted == "native" else None
    return "".join(chr(ord(zero) + value) for value in range(10)) if zero else WESTERN


def in_digits(text: str | int, digits: str) -> str:
    """A number or a date that the program wrote, in these digits."""
    return str(text) if digits == WESTERN else str(text).translate(str.maketrans(WESTERN, digits))
