"""Which characters are embedded together: enough for a patient's words, and no more than their scripts need."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.fonts.scripts import EMBEDDED, MOST_CHARACTERS, ROW, needs_shaping, of_rows, rows

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(
    st.sampled_from("aéŁșЖΩאبक中ก’≤\u0301\u200d\xad"), max_size=8
)


@pytest.mark.parametrize("text", ["", "Anna Smith", "José Ñíguez-Łoś O’Brien", "Țepeș ≤ 5 mg → 3"])
def test_latin_names_need_no_row(text: str) -> None:
    assert rows(text) == frozenset()


@given(TEXT)
def test_the_rows_of_a_text_have_each_of_its_characters_that_is_not_shaped(text: str) -> None:
    set_alone = {char for char in text if not needs_shaping(char) and category(char)[0] != "C"}
    assert set_alone <= {*EMBEDDED, *of_rows(rows(text))}


@given(TEXT)
def test_shaped_characters_need_no_row_and_are_in_none(text: str) -> None:
    assert rows("".join(filter(needs_shaping, text))) == frozenset()
    assert not any(map(needs_shaping, of_rows({ord(char) // ROW for char in text})))


@given(TEXT, TEXT)
def test_rows_tell_no_more_of_words_than_where_their_characters_are(text: str, other: str) -> None:
    assert rows(text + other) == rows(text) | rows(other)
    for char in text:
        assert rows(char) <= {ord(char) // ROW}


def test_russian_names_have_the_same_characters_embedded() -> None:
    assert of_rows(rows("Анна")) == of_rows(rows("Фёдор")) != of_rows(rows("Αννα"))


def test_rows_are_the_same_after_more_characters_than_are_kept() -> None:
    before = rows("Анна Ωμέγα")
    for code in range(0x4E00, 0x4E00 + MOST_CHARACTERS + 1):
        rows(chr(code))
    assert rows("Анна Ωμέγα") == before
