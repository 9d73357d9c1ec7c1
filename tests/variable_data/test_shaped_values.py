"""Whether a form may be filled with a value that is shaped."""

from __future__ import annotations

import random

import pytest

from handout.check.glyphs import STYLES, FontChoice, problems
from handout.diagnostics import Span
from handout.fonts.glyphs import BUILT_IN, FontBook
from handout.variable_data.shaped_values import FillableWords

FONTS = FontBook()
CHOICES = tuple(FontChoice((BUILT_IN,), style) for style in STYLES)
LETTERS = "محمدفإيةדוכהןאPrतरपियाकषशसุดาใจน้ρώΓДй1٣๒"
MARKS = "\u0301\u0308\u064b\u0651\u05b8\u094d\u0e31\u0e48\u20e3王あ김রহ\u0700\U0001f600"


def fillable(word: str, choices: tuple[FontChoice, ...] = CHOICES) -> bool:
    return FillableWords().has([word], choices, FONTS, "en")


@pytest.mark.parametrize("word", ["محمد", "דוד", "प्रिया", "Ρώμ\u0308η", "Dr.", "علي-Smith"])
def test_names_are_fillable(word: str) -> None:
    assert fillable(word)


@pytest.mark.parametrize("word", ["1٣", "\u064bعلي", "د\U0001f600", "ܓ", "a\u0e31\u0e31\u0e31\u0e31\u0e31\u0e31"])
def test_a_word_that_may_lose_a_letter_is_not(word: str) -> None:
    assert not fillable(word)


def test_a_word_with_a_problem_in_one_style_is_not() -> None:
    chance = random.Random(5)
    for _ in range(400):
        word = "".join(chance.choices(LETTERS + MARKS, k=chance.randint(1, 5)))
        for choice in CHOICES[:2]:
            if any(True for _ in problems(word, None, Span(""), choice, FONTS)):
                assert not fillable(word, (choice,)), ascii(word)
                assert not fillable(word), ascii(word)
