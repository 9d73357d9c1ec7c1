"""The levels of a leaf's characters: kept for its static text, and the same as of the whole text at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from handout.bidi.isolates import isolates
from handout.bidi.levels import Isolate, isolated_levels
from handout.diagnostics import Span
from handout.document import Leaf, Run
from handout.layout.text.directions import leaf_levels, value_level

TEXT = st.text(st.sampled_from("aבعم1٣ ,-%().\u0301\u200f\u2067\u2069\u200d\t[«"), max_size=8)
TEXT |= st.text(st.sampled_from("בעم \u0301"), max_size=6)
RUNS = st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=5)


@given(RUNS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_levels_are_those_of_the_whole_text(parts: list[tuple[str, bool]], from_right: bool) -> None:
    leaf = Leaf(key=1, role="body", runs=tuple(Run(text=text, slot=slot) for text, slot in parts), span=Span("t"))
    found = leaf_levels(leaf, from_right)
    if found is None:
        return
    given, at, before = [], 0, False
    for text, slot in parts:
        bare = text.lstrip("\u0301")  # an accent is part of the letter before it
        if (slot or before) and at and bare.startswith("-"):
            return  # a sign is that of the number behind it, whichever letter of another run is before it
        before = slot or (before and not bare)
        if text and slot:
            given.append(Isolate(at, at + len(text)))
        at += len(text)
    whole = leaf.text
    assert found.levels == isolated_levels(whole, found.base, isolates(whole, found.base, tuple(given)))


@given(TEXT, st.sampled_from(["a", "ב", "5", "", "(", "- "]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_value_of_one_level_has_it_wherever_it_is(value: str, around: str, from_right: bool) -> None:
    parts = (Run(text=f"{around} "), Run(text=value, slot=True), Run(text=around))
    leaf = Leaf(key=1, role="body", runs=parts, span=Span("t"))
    found = leaf_levels(leaf, from_right)
    if found is None or (level := value_level(value, found.base)) is None:
        return
    start = len(around) + 1
    assert {*found.levels[start : start + len(value)]} == {level}


def test_most_values_have_one_level() -> None:
    assert [value_level(value, 0) for value in ("Anna B. Smith (7)", "שרה לוי", "A-1")] == [2, 1, 2]
    assert [value_level(value, 1) for value in ("Anna B. Smith (7)", "שרה לוי", "A-1")] == [2, 3, 2]
    for several in ("", "שרה 7", "Anna علي", "Anna ", "a\u2067b", "a\tb"):
        assert value_level(several, 0) is None
