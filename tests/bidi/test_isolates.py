"""What is isolated so that it reads as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.bidi.characters import mirror
from handout.bidi.isolates import isolates
from handout.bidi.levels import Isolate, isolated_levels
from handout.bidi.visual import from_left, level_runs, line_levels

WORDS = {"ar": "محمد", "fa": "پدرام", "ur": "ٹھنڈا", "he": "אבג"}
TYPED = [
    "555-0199", "+1 (212) 555-0199", "555 0199", "400 mg", "2–3 mg", "0.5 mg/kg", "38.5", "38.5°C", "50%", "1/2",
    "2024-05-03", "03/05/2024", "٢٠٢٦/١١/٢٩", "۲۰۲۶/۱۱/۲۹",
    "10:30", "3 May 2024", "ibuprofen 400 mg", "AB-1234/56", "José 5", "٠١٢-٣٤٥", "۰۱۲-۳۴۵",
    "٣٨٫٥", "5 x 10", "x@clinic.example", "400 mg (ibuprofen)", "Dr. B. Miller",
]  # fmt: skip


def seen(text: str, base: int, *given: Isolate) -> str:
    found = line_levels(text, isolated_levels(text, base, isolates(text, base, given)), base)
    return "".join(
        "".join(map(mirror, reversed(text[run.start : run.end]))) if run.level & 1 else text[run.start : run.end]
        for run in from_left(level_runs(found))
    )


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    "around", ["{word} {typed} {word}", "{word} {typed}", "{typed} {word}", "{word} ({typed})، {word}"]
)
def test_numbers_and_latin_words_stand_as_they_were_typed(language: str, typed: str, around: str) -> None:
    text = around.format(word=WORDS[language], typed=typed)
    assert typed in seen(text, 1)


@pytest.mark.parametrize("digit", ["٣", "۳", "3"])
@pytest.mark.parametrize("mark", ["\u0301", "\u064b\u0651"])
def test_a_digit_keeps_its_marks(digit: str, mark: str) -> None:
    """They are drawn together; without its digit, a mark is drawn over the letter before it, or isn't found."""
    for text in (f"{digit}{mark}", f"{digit}{mark}Anna", f"Anna ({digit}{mark} {digit}{mark})", f"{digit}{mark}محمد"):
        for base in (0, 1):
            levels = isolated_levels(text, base, isolates(text, base))
            for at in (at for at, char in enumerate(text) if char == digit):
                assert set(levels[at : at + 1 + len(mark)]) == {levels[at]}


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
@pytest.mark.parametrize("text", ["علي{}١٢٣", "Anna علي{}١٢٣", "Anna علي{}123 Anna", "می{}خواهم"])
def test_a_joiner_stays_with_the_letter_before_it(text: str, joiner: str) -> None:
    """Its own glyph is in no font."""
    text = text.format(joiner)
    levels = isolated_levels(text, 0, isolates(text, 0))
    assert levels[text.index(joiner)] == levels[text.index(joiner) - 1]


@pytest.mark.parametrize("word", ["ל", "בְּ", "ال"])
@pytest.mark.parametrize("typed", ["555-0199", "+44 20 5550 0123", "5 mg", "MRI", "38.5", "٥"])
def test_a_hyphen_behind_a_letter_is_between_it_and_the_number(word: str, typed: str) -> None:
    assert seen(f"{word}-{typed}", 1) == f"{typed}-{word[::-1]}"
    assert f" {typed}-{word[::-1]} " in seen(f"{word} {word}-{typed} {word}", 1)


def test_a_number_below_zero_keeps_its_sign() -> None:
    assert "-5 °C" in seen("אבג -5 °C", 1)
    assert "−5" in seen("אבג−5", 1)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("typed", TYPED)
def test_so_they_do_in_a_patients_value_in_an_english_line(language: str, typed: str) -> None:
    for value in (f"{WORDS[language]} {typed}", f"{typed} {WORDS[language]}", typed):
        text = f"Seen by {value}, 3 May."
        shown = seen(text, 0, Isolate(8, 8 + len(value)))
        assert typed in shown
        assert shown.startswith("Seen by ")
        assert shown.endswith(", 3 May.")


def test_names_with_a_comma_between_them_keep_their_order_in_an_english_line() -> None:
    assert seen("אב, גד and הו", 0) == "בא, דג and וה"
    assert seen("אב גד", 0) == "דג בא"


def test_two_numbers_with_a_comma_between_them_are_read_from_right_to_left() -> None:
    assert seen("אב 1, 2", 1) == "2 ,1 בא"


def test_text_from_left_to_right_has_no_isolates() -> None:
    assert isolates("Take 400 mg at 10:30", 0, (Isolate(5, 11),)) == []


@given(st.text(st.sampled_from("aבم1٣ ,-%().\u0301")), st.integers(0, 1), st.integers(0, 9), st.integers(1, 9))
def test_isolates_are_apart_or_inside_of_each_other(text: str, base: int, start: int, size: int) -> None:
    given = (Isolate(min(start, len(text)), min(start + size, len(text))),)
    found = isolates(text, base, given if given[0].start < given[0].end else ())
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            inside = (
                one.start <= other.start <= other.end <= one.end or other.start <= one.start <= one.end <= other.end
            )
            assert apart or inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("אב (גד 2) [1] הו", "וה [1] (2 דג) בא"),
        ("אב (גד 5 mg) 12 הו", "וה 12 (5 mg דג) בא"),
        ("אב 5 mg (12 גד) הו", "וה (דג 12) 5 mg בא"),
        ("אב 400 mg (ibuprofen) גד", "דג 400 mg (ibuprofen) בא"),
        ("אב a) 5 mg b) 10 mg גד", "דג a) 5 mg b) 10 mg בא"),
        ("אב (5 mg) [12] גד", "דג (5 mg) [12] בא"),
    ],
)
def test_a_stretch_has_both_brackets_of_a_pair_or_none(text: str, expected: str) -> None:
    assert seen(text, 1) == expected
