"""What a stretch may be made of: the cases at the edge, each as near to one that may not be as can be."""

from __future__ import annotations

import pytest

from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.runs import words
from handout.verify.privacy.written import plain, written


def permitted() -> Permitted:
    found = Permitted()
    found.add(written("Ring the desk of the ward, {{ patient.name }}, see [](#there) now"), "a")
    found.add(plain("Renal"), "b")
    found.add(plain("failure"), "c")
    found.own("By day", "Anna Quayle", "page")
    return found


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        # A text cut at the end of a page, and gone on with on the next.
        ("Ring the", True),
        ("By day ring the", True),
        ("the desk of", True),
        ("ward, Anna Quayle, see", True),
        ("Ring lupus", False),
        ("Ring the desk of the lupus", False),
        ("the desk lupus", False),
        ("desk ring lupus", False),
        # The longest text, with something behind it.
        ("Ring the desk of the ward see now by day", True),
        # Texts of different places.
        ("ward renal", False),
        ("ward, by day, renal", False),
        ("failure renal", False),
        # Numbers, where the program prints them.
        ("by day 2026", True),
        ("by day 0", True),
        ("by day 016", False),
        ("by day 20261", False),
        ("3 renal", False),
        ("renal 3", False),
        ("by day 3 renal", False),
        ("see 12 now 3", False),
        ("ward 3", False),
        ("12 now", True),
        ("page 123 456", True),
        ("page 123 4567", False),
    ],
)
def test_a_stretch_at_the_edge(text: str, explained: bool) -> None:
    assert permitted().explains(words(text)) is explained


def valued() -> Permitted:
    found = Permitted()
    found.add(written("Take **{{ patient.n }}**mg of it"), "a")
    found.add(written("pre{{ patient.n }}x and no{{ patient.n }} then"), "b")
    found.add(plain("Beside"), "b")
    found.own("7", "zinc")
    return found


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("7mg of it", True),
        ("pre7x and no7 then", True),
        ("no7 then", True),
        ("prezincx", True),
        ("pre 7 x", True),
        ("lupus 7mg", False),
        ("7mg lupus", False),
        ("lupus7mg", False),
        ("7lupus", False),
        # One value against another is of a text that says so.
        ("7zinc", False),
        ("zinc7", False),
        # A text's words against each other, or against a value, where none stands.
        ("takemg of it", False),
        ("mg of it7", False),
        ("it7mg of it", False),
        ("prex and", False),
        ("prebesidex and", False),
        ("beside7", False),
    ],
)
def test_a_value_stands_only_where_its_text_has_one(text: str, explained: bool) -> None:
    assert valued().explains(words(text)) is explained


def test_two_values_against_each_other() -> None:
    found = valued()
    found.add(written("{{ patient.n }}{{ patient.drug }}"), "c")
    assert found.explains(["7zinc"])
    assert found.explains(["7zinc", "7", "7mg", "of", "it"])
    assert not found.explains(["7lupus"])


def test_a_word_may_look_as_one_with_a_value_in_it() -> None:
    """Where an author wrote it, it is one word, and is so where the page cuts it off."""
    found = valued()
    found.add(plain("Drink 7mg now or then"), "d")
    assert found.explains(words("drink 7mg now"))
    assert found.explains(words("7mg now or"))
    assert not found.explains(words("7mg or"))
