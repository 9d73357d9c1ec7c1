from __future__ import annotations

import random

import pytest

from handout.check.glyphs import FontChoice, problems
from handout.check.proven_text import (
    ARABIC_LETTERS,
    ARABIC_MARKS,
    ARABIC_SIGNS,
    PROVEN,
    is_proven,
    is_proven_shaped,
)
from handout.check.shaped_text import unset
from handout.diagnostics import Span
from handout.fonts.faces import Face, Faces
from handout.fonts.glyphs import BUILT_IN, FontBook

FONTS = FontBook()
LISTS = tuple(FONTS.faces((BUILT_IN,), bold, italic) for bold in (False, True) for italic in (False, True))
BEFORE, AFTER = ("", "ب", "لا"), ("", "ب", "ه", "لا")
"""What a letter is joined to, or stands beside."""


def set_by(text: str) -> bool:
    """Whether a text is proven, and is set."""
    return is_proven_shaped(text) and unset(text, LISTS) is None


def test_all_faces_have_every_character() -> None:
    for faces in LISTS:
        assert faces[0].family == BUILT_IN
        assert faces[0].covers("".join(PROVEN) + ARABIC_LETTERS + ARABIC_MARKS + ARABIC_SIGNS)


def test_each_letter_with_each_mark_is_in_place_in_every_surrounding() -> None:
    for letter in ARABIC_LETTERS:
        for mark in ("", *ARABIC_MARKS):
            words = [before + letter + mark + after for before in BEFORE for after in AFTER]
            assert set_by(" ".join(words)), (letter, mark)


def test_each_pair_of_letters_is_in_place() -> None:
    for first in ARABIC_LETTERS:
        words = [first + second + after for second in ARABIC_LETTERS for after in ("", "ب")]
        assert set_by(" ".join(words)), first


def test_lam_and_alef_have_a_mark_each() -> None:
    for alef in "اأإآ":
        for mark in ("", *ARABIC_MARKS):
            assert set_by(" ".join(f"ل{mark}{alef}{other}" for other in ("", *ARABIC_MARKS))), (alef, mark)


def test_random_words_signs_and_numbers_are_set() -> None:
    source = random.Random(13)
    for _ in range(300):
        word = "".join(
            source.choice(ARABIC_LETTERS) + source.choice(("", "", *ARABIC_MARKS))
            for _ in range(source.randrange(1, 9))
        )
        number = "".join(source.choices(ARABIC_SIGNS, k=source.randrange(1, 5)))
        assert set_by(f"{word} {number}{word} 5 mg ({word}{number}) é{word}"), (word, number)


@pytest.mark.parametrize("text", ["َب", "بَُ", "xَ", "5َ", " َ", "ٱل", "ب\u200c", "ـ", "ب\u0323", "שלום", "\xad"])
def test_other_texts_are_looked_at(text: str) -> None:
    """A mark without a letter, two marks on one, other letters, joiners and scripts."""
    assert not is_proven_shaped(text)
    assert not is_proven(text)


def test_no_face_is_opened_for_a_proven_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(face: Face, _: object) -> None:
        raise AssertionError(f"{face} is opened")

    for name in ("glyph", "sets", "covers"):
        monkeypatch.setattr(Face, name, opened)
    text = "خذ قرصاً واحداً (5 mg) مرّتين يومياً، بعد الأكل."
    assert not [*problems(text, text, Span("a"), FontChoice((BUILT_IN,)), FontBook())]


def test_a_family_before_the_built_in_one_is_asked() -> None:
    """It may draw these words, and put a mark out of its place."""

    class Asked(FontBook):
        asked = 0

        def faces(self, families: tuple[str, ...], bold: bool = False, italic: bool = False) -> Faces:
            Asked.asked += 1
            return super().faces((BUILT_IN,), bold, italic)

    assert not [*problems("قرص", None, Span("a"), FontChoice(("Own", BUILT_IN)), Asked())]
    assert Asked.asked


def test_digits_of_two_scripts_are_reported() -> None:
    found = [*problems("خذ 1٢ قرص", None, Span("a"), FontChoice((BUILT_IN,)), FONTS)]
    assert [problem.code for problem in found] == ["digits"]
