"""Emoji that no font has: what an author is told to write instead can be printed."""

from __future__ import annotations

import pytest

from handout.check.emoji import ALIKE
from handout.check.glyphs import FontChoice, problems, settable
from handout.diagnostics import Span
from handout.fonts.glyphs import BUILT_IN, FontBook

CHOICE = FontChoice((BUILT_IN,))
SUCH_AS = "write it in words, or take a sign that handout has, such as {{ icon.telephone }}"
FONT = "add a font that has it under fonts in clinic.yaml"


def hint(char: str, shown: str | None) -> str:
    (found,) = problems(f"at {char} 8", shown, Span(""), CHOICE, FontBook())
    assert found.code == "missing-glyph"
    return found.hint


@pytest.mark.parametrize("picture", ALIKE)
def test_another_sign_is_proposed_only_where_it_is_needed_and_prints(picture: str) -> None:
    sign = ALIKE[picture]
    assert hint(picture, f"at {picture} 8") == f"write it in words, or take {sign}"
    assert settable(sign[0], (BUILT_IN,), FontBook())
    assert not settable(picture, (BUILT_IN,), FontBook())


@pytest.mark.parametrize(("char", "said"), [("🥄", SUCH_AS), ("✨", SUCH_AS), ("⏬", SUCH_AS), ("⸎", FONT)])
def test_words_are_proposed_for_a_picture_and_a_font_for_a_letter(char: str, said: str) -> None:
    assert hint(char, f"at {char} 8") == said


def test_a_patient_s_value_is_not_to_be_written_otherwise() -> None:
    assert hint("⏰", None) == FONT
