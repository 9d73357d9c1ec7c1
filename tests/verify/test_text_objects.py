from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from canary.workspace import loaded, section
from handout import extract
from handout.bidi.characters import mirror
from handout.extract.text import normalise
from handout.pipeline import Renderer, Request
from handout.verify.text_objects import same_letters

CHARS = st.sampled_from("abé()[]«»”“\u0301\u0654\u064eاأبلﷲﻻﬁ \n\x02-\u00a8\u1112\u1161한𝐀\U0001e900\ud800\udc00")
TEXTS = st.lists(CHARS, max_size=12)


def letters(text: str) -> list[str]:
    """All letters of a text, each one looked at."""
    found = (char for char in unicodedata.normalize("NFKD", normalise(text)) if char.strip())
    return sorted("“" if char == "”" else min(char, mirror(char)) for char in found)


@given(TEXTS, TEXTS)
def test_letters_are_the_same_if_each_of_them_is(one: Sequence[str], changed: Sequence[str]) -> None:
    first, second = "".join(one), "".join(changed)
    assert same_letters(first, second) == (letters(first) == letters(second))


@given(st.permutations("ab(é)«» \u0301لاﷲ"), st.permutations("ab(é)»« \u0301لاﷲ"), st.sampled_from(["", "a", " ", ")"]))
def test_their_order_makes_no_difference(one: Sequence[str], other: Sequence[str], more: str) -> None:
    assert same_letters("".join(one), "".join(other))
    assert same_letters("".join(one) + more, "".join(other)) == (not more.strip())


def test_brackets_may_be_turned_and_nothing_else_changed() -> None:
    assert same_letters(")أ(", "(أ)")
    assert not same_letters(")أ(", "(ب)")
    assert not same_letters("5mg50", "5mg5")


def test_an_apostrophe_may_be_turned() -> None:
    assert same_letters("ג‘ה", "ג’ה")
    assert not same_letters("ג'ה", "ג’ה")


def test_a_fraction_may_be_taken_apart() -> None:
    assert same_letters("1/2ة", "½ ة")
    assert not same_letters("1/4ة", "½ ة")


def test_greek_accents_without_a_letter_are_read_in_part() -> None:
    assert same_letters("Ανναة", "΄Αννα ة")
    assert same_letters("¨Ανναة", "΅Αννα ة")
    assert not same_letters("Ανναة", "΅Αννα ة")
    assert not same_letters("Ανναة", "´Αννα ة")


def test_such_an_accent_may_be_alone(tmp_path: Path) -> None:
    body = "- text: שלום ΄ عليكم\n- text: ΄ and **΄**\n- bullets: ['**΄** שלום', ΅]\n"
    made = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)})).render(
        Request(topics=("t",), audience="patient")
    )
    assert extract.pages(made.pdf)[0].count("΄") == 2, "beside words from left to right"
