"""Markup as codes and back."""

from __future__ import annotations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from handout import inline
from handout.diagnostics import Diagnostic, Span
from handout.inline.runs import Runs
from handout.source.values import Scalar
from handout.translate.xliff.codes import STRONG, CodedToken, markup, tokens


def runs(text: str) -> Runs:
    problems: list[Diagnostic] = []
    found = inline.parse(text, 0, Scalar(text, Span("")), problems)
    return () if problems else found


@pytest.mark.parametrize(
    "text",
    [
        "Use **cream** *now*.",
        "[Read *this*](https://x.example/a_b) and [call](tel:5550100)",
        "{{ patient.name }} {{ patient.birth_date | date('long') }} {{ patient.dose | default('it') }}",
        "A source [@book], a note [^daily], a part [](#help), a phrase [Grüß Gott]{lang=de}",
        "***a** b*",
        "**a *b***",
        "One line\\\nand another",
        "Take 2 < 3 & more",
    ],
)
def test_what_was_written_comes_back(text: str) -> None:
    assert markup([*tokens(runs(text))]) == text


@given(st.text(alphabet="ab 1*_[]()\\{}#@^.\n", max_size=30))
@settings(max_examples=300, deadline=None)
def test_what_comes_back_means_the_same(text: str) -> None:
    found = runs(text)
    back = markup([*tokens(found)]) if found else None
    event(f"{back is not None}")
    if back is not None:
        assert list(runs(back)) == [*found] or not any(hasattr(each, "text") for each in found)


@pytest.mark.parametrize("text", ["5*3*2 mg", "a [b] c", "**", "{% x %}", "\\", "[x](y)", "{{ nothing }}"])
def test_an_agency_s_words_are_words(text: str) -> None:
    back = markup([CodedToken(text)])
    assert back is not None
    assert "".join(getattr(run, "text", "?") for run in runs(back)) == text


def test_bold_inside_of_a_word_can_t_be_written() -> None:
    assert (
        markup([CodedToken("un"), CodedToken(code=STRONG), CodedToken("able"), CodedToken(code=STRONG, closes=True)])
        is None
    )
