from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.check.foreign_markup import check_pasted
from handout.diagnostics import Span
from handout.inline import paragraphs
from handout.inline.runs import Words
from handout.source.values import Scalar

PIECES = st.sampled_from(("**", "****", "a", " ", "b.", "(", ")", "\n\n", "[l](http://a.b)", "{{ patient.name }}"))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_pairs_of_stars_emphasise_nothing(text: str) -> None:
    """So a text without another number of stars isn't parsed to look for a star that marks a note."""
    for runs in paragraphs(Scalar(text, Span("a.yaml", 1, 1)), []):
        assert not any(isinstance(run, Words) and run.emphasis for run in runs)


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("Take **5 mg** and **rest**", False),
        ("Dose* and *more* words*", True),
        ("**Dose*** and *more* words*", True),
        (r"Dose\* and *more* words*", True),
    ],
)
def test_a_star_of_a_note_beside_emphasis_is_reported(text: str, warned: bool) -> None:
    messages = [problem.message for problem in check_pasted(Scalar(text, Span("a.yaml", 1, 1)))]
    assert messages == ["this star could mark a note, or begin what is emphasised"] * warned


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("[ ] I agree", True),
        ("Yes [ ]  No [  ]", True),
        ("[ ](#help) and [ ]{lang=es}", False),
        (r"\[ ]", False),
        ("[]", False),
    ],
)
def test_brackets_for_a_box_to_tick_are_reported(text: str, warned: bool) -> None:
    messages = [problem.message for problem in check_pasted(Scalar(text, Span("a.yaml", 1, 1)))]
    assert messages == ["these brackets print as they are"] * warned


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("12 Mill Lane  \nRiverside", True),
        ("12 Mill Lane,   \nRiverside  \nRX1", True),
        ("12 Mill Lane \nRiverside", False),
        ("Take one.  \nThen wait.", False),
        ("The last line  \n", False),
        ("The last line  \n\nAnother paragraph", False),
        ("A line\\\nanother", False),
    ],
)
def test_two_spaces_at_a_line_s_end_are_reported(text: str, warned: bool) -> None:
    """In Markdown they end the line."""
    messages = [problem.message for problem in check_pasted(Scalar(text, Span("a.yaml", 1, 1)))]
    assert messages == ["two spaces at a line's end don't end it on paper"] * warned


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("**Important*", True),
        ("**Important**", False),
        ("*Important*", False),
        ("***Important***", False),
        ("**Important: *never* stop**", False),
        ("Aspirin* and Ibuprofen** help", False),
        ("** only adults*", False),
        (r"\**Important*", False),
    ],
)
def test_a_star_too_many_on_one_side_is_reported(text: str, warned: bool) -> None:
    messages = [problem.message for problem in check_pasted(Scalar(text, Span("a.yaml", 1, 1)))]
    assert messages == ["these words have a star more on one side, which prints as it is"] * warned
