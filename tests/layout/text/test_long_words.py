"""Words that are kept on one line and have no room there are parted where that does least harm."""

from __future__ import annotations

import pytest

from layout.documents import laid, lines_of, page, text, words


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("questions 01632 960 123", "01632 960 123"),
        ("Telephone 01632 960 123 or ring the bell", "01632 960 123"),
        ("the option 500 mg / 5 ml", "500 mg / 5 ml"),
    ],
)
def test_a_word_is_parted_from_its_number_before_the_number_is(said: str, whole: str) -> None:
    parted = 0
    for measure in range(60, 180, 2):
        found = [words(line) for line in lines_of(laid(text(said), setup=page(measure=float(measure))), 0)]
        if any(line.startswith(whole) for line in found):
            parted += 1
        elif parted:
            assert any(whole in line for line in found), measure
    assert parted > 3
