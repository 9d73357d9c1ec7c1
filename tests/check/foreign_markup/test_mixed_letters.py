"""A letter that only looks Latin is told of inside a Latin word, and nowhere else."""

from __future__ import annotations

import pytest

from handout.check.foreign_markup import check_pasted
from handout.source.yaml import parse


def told(text: str) -> list[str]:
    value, problems = parse(f"- text: {text}\n".encode(), "t.yaml")
    assert value is not None and problems == []
    return [f"{problem.span.line}:{problem.span.column} {problem.message}" for problem in check_pasted(value)]


@pytest.mark.parametrize(
    ("text", "place"),
    [("Take M\u0435tformin.", "1:15 "), ("\u0422ake it.", "1:9 "), ("|\n    Rest.\n    T\u03bfday.", "3:6 ")],
)
def test_a_letter_of_another_alphabet_in_a_word_is_told(text: str, place: str) -> None:
    (said,) = told(text)
    assert said.startswith(f"{place}a letter of another alphabet is in a word: U+")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Take 5O mg.", "1:15 "), ("Take l0 mg.", "1:14 "), ("O.5 ml", "1:9 "), ("1\u041e mg", "1:10 "),
        ("1\u04170 mg", "1:10 "), ("1.O mg", "1:11 "), ("Take 2O tablets", "1:15 "),
    ],
)  # fmt: skip
def test_a_letter_in_a_number_is_told(text: str, place: str) -> None:
    (said,) = told(text)
    assert said.startswith(f"{place}a letter is in a number: U+")


@pytest.mark.parametrize(
    "text",
    [
        "O2 5 l/min, H2O2 3 %, B12 5 mg, 10 l 5 mg, CO2 g, I 5 mg, A10 mg, 20l/min, VO2 ml/kg, PO 5 mg, O 5 mg",
        "Примите 5 мг", "Aspirin и вода", "витамин C, CT-скан", "TNFα, β-blocker, IL-1β, 5 µg, 5 μg", "Ελλάδα, Ω 3",
        "SMSки", "Żółć, naïve, Straße",
    ],
)  # fmt: skip
def test_words_in_one_alphabet_and_greek_signs_are_not(text: str) -> None:
    assert told(text) == []
