from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
