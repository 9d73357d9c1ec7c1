"""The digits of the numbers that the program prints, held to CLDR's."""

from __future__ import annotations

from unicodedata import decimal

import pytest
from babel.localedata import load

from handout.i18n.digits import WESTERN, digits_of, in_digits

LANGUAGES = [
    "ar", "as", "bn", "ckb", "fa", "gu", "hi", "km", "kn", "ks", "lo", "mai", "ml", "mr", "my", "ne", "or", "pa", "ps",
    "sa", "sd", "ta", "te", "th", "ug", "ur",
]  # fmt: skip
ZEROS = {
    "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "guru": "੦", "khmr": "០", "knda": "೦",
    "laoo": "໐", "mlym": "൦", "mymr": "၀", "orya": "୦", "tamldec": "௦", "telu": "౦", "thai": "๐",
}  # fmt: skip
"""By CLDR's names of systems (`numberingSystems.xml`)."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_digits_that_cldr_calls_native(language: str) -> None:
    digits = digits_of(language, "native")
    assert [decimal(digit) for digit in digits] == [*range(10)]
    assert digits_of(f"{language}-XX", "native") == digits
    assert digits_of(language, "western") == WESTERN
    system = load(language)["default_numbering_system"]
    assert system == "latn" or ZEROS[system] == digits[0]
    assert digits[0] in ZEROS.values()


@pytest.mark.parametrize("language", ["en", "es", "he", "zh-Hans", "ja", "ko", "am", "vi", "xx"])
def test_other_languages_have_western_digits(language: str) -> None:
    assert digits_of(language, "native") == WESTERN


def test_only_digits_are_changed() -> None:
    assert in_digits("5 March 2026", digits_of("fa", "native")) == "۵ March ۲۰۲۶"
    assert in_digits(12, digits_of("th", "native")) == "๑๒"
    assert in_digits(12, WESTERN) == "12"
