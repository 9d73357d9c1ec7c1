"""The halves of the day are known by the words that Unicode's data has for them."""

from __future__ import annotations

import pytest
from babel import Locale

from handout.i18n.quantities import words
from handout.workspace.halves_of_the_day import halves

LANGUAGES = sorted(words("en es de fr it pt nl pl ru uk tr vi ar fa ur he hi bn zh_Hans zh_Hant ja ko th am fil so"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language(language: str) -> None:
    names = Locale.parse(language).day_periods["format"]["wide"]
    for name, half in {"am": "am", "morning1": "am", "pm": "pm", "afternoon1": "pm", "evening1": "pm"}.items():
        if name in names:
            times = (f"10 {names[name]}", f"{names[name]} 10", f"{names[name]}10")
            assert [("10", half)] in [[*halves(time)] for time in times], (name, names[name])


def test_what_is_no_time() -> None:
    assert [*halves("10 mg in the morning, 5 amps, 3 mat, 20 sand")] == []
