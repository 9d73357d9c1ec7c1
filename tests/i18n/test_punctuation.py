from __future__ import annotations

import pytest

from handout.i18n.punctuation import colon, comma, comma_between, full_stop, sentence


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Draft", "en-GB", "Draft."),
        ("मसौदा", "hi", "मसौदा।"),
        ("草稿", "zh-Hant", "草稿。"),
        ("مسودہ", "ur", "مسودہ۔"),
        ("ฉบับร่าง", "th", "ฉบับร่าง"),
        ("ረቂቅ", "am", "ረቂቅ።"),
        ("5 марта 2026 г.", "ru", "5 марта 2026 г."),
        ("", "en", "."),
    ],
)
def test_a_sentence_ends_as_its_language_does(text: str, language: str, expected: str) -> None:
    assert sentence(text, language) == expected


def test_names_in_arabic_letters_have_an_arabic_comma_between_them() -> None:
    assert [comma(language) for language in ("ar-EG", "ur", "he", "en", "es")] == ["، ", "، ", ", ", ", ", ", "]
    assert comma_between(("سلمى", "B. Miller"), "ar") == "، "
    assert comma_between(("A. Weaver", "B. Miller"), "ar") == ", "
    assert comma_between(("סלמא", "אב"), "he") == ", "


def test_a_language_of_which_nothing_is_known_has_a_point() -> None:
    assert full_stop("tlh") == "."


@pytest.mark.parametrize(
    ("language", "sign"), [("en", ": "), ("fr", ": "), ("ar", ": "), ("ko", ": "), ("zh-Hans", "："), ("ja-JP", "：")]
)
def test_what_is_behind_a_label(language: str, sign: str) -> None:
    assert colon(language) == sign
