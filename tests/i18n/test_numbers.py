"""Numbers in the digits of several scripts."""

from __future__ import annotations

import pytest

from handout.i18n.numbers import has_mixed_digits


@pytest.mark.parametrize(
    ("text", "plain", "spaced"),
    [
        ("555 0199", False, False),
        ("٥٥٥-٠١٩٩", False, False),
        ("555 ٠١٩٩", False, True),
        ("٥٥٥-0199", True, True),
        ("+44 (٢٠) 5550", False, True),
        ("12٣", True, True),
        ("٣۵", True, True),
        ("１2", False, False),
        ("5 mg, ٣ ملغ", False, False),
        ("10²", False, False),
    ],
)
def test_digits_of_two_scripts_in_one_number(text: str, plain: bool, spaced: bool) -> None:
    assert has_mixed_digits(text) == plain
    assert has_mixed_digits(text, spaced=True) == spaced
