from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canary.workspace import loaded, section
from extra_fonts import font
from handout.pipeline import Renderer, Request
from handout.verify.rendered_words import LetterSequence

TEXTS = st.lists(st.text("ab é\u00a0\n\u2003\x1f", max_size=6), max_size=4)


@given(TEXTS)
def test_letters_and_the_places_of_spaces_are_those_of_the_text_read_one_by_one(texts: list[str]) -> None:
    found = LetterSequence()
    letters, gaps = "", set[int]()
    for text in texts:
        found.take(text)
        for char in text:
            letters += "" if char.isspace() else char
            gaps |= {len(letters)} if char.isspace() else set()
    assert (found.letters, found.length) == (letters, len(letters))
    assert found.gaps == gaps


@pytest.mark.parametrize("text", ["**5 mg** ആശുപത്രി", "**aa** ആശുപത്രിയിലേക്ക് **aa**"])
def test_a_space_alone_between_two_fonts_is_narrow_beside_a_wide_letter(tmp_path: Path, text: str) -> None:
    """Between two other objects, pdfium passes over an object that is nothing but such a space."""
    font("Malayalam")
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(f"- text: '{text}'")}))
    assert renderer.render(Request(topics=("t",), audience="patient")).pages == 1
