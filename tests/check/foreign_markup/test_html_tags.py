"""What to write in place of a tag of HTML is said by what the tag does."""

from __future__ import annotations

import pytest

from handout.check.foreign_markup import check_pasted
from handout.check.foreign_markup.html_tags import check_html
from handout.diagnostics import Span
from handout.source.values import Scalar


def told(text: str) -> list[tuple[int, str]]:
    problems = check_pasted(Scalar(text, Span("t.yaml", 1, 1)))
    assert all(problem.message.startswith("an HTML ") for problem in problems)
    return [(problem.span.column, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 Mill Lane<br>Riverside", "end the line with a backslash"),
        ("12 Mill Lane<BR />Riverside", "end the line with a backslash"),
        ("Take <b>two</b>", "strong words are written **so**"),
        ("Take <em class='x'>two</em>", "emphasised words are written *so*"),
        ("<li>Passport</li>", "'bullets' is a list with dots"),
        ("<h2>Before</h2>", "a heading is the 'title' of a section"),
        ("See <a href='https://clinic.example'>us</a>", "a link is written [words](https://…)"),
        ("10 m<sup>2</sup>", "write the small sign itself"),
        ("<p>Rest.</p>", "paragraphs have a blank line between them"),
        ("<u>now</u>", "take it out"),
        ("5&nbsp;mg", "write the character itself"),
    ],
)
def test_the_hint_is_for_the_tag(text: str, said: str) -> None:
    ((_, hint),) = told(text)
    assert said in hint


def test_tags_of_several_kinds_are_told_of_once_each() -> None:
    assert [column for column, _ in told("<p>Take <b>two</b>.<br>Then <b>rest</b>.</p>")] == [1, 9, 20]


@pytest.mark.parametrize("text", ["<5 mg>", "a < b > c", r"\<br>", "&c.", "Smith & Sons; Bath"])
def test_other_signs_are_no_tags(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "path",
    [("title",), ("caption", "patient"), ("columns", 1), ("columns", 1, "title", "clinician"), ("facts", 0, "label")],
)
def test_a_title_takes_no_end_of_a_line_and_no_strong_words(path: tuple[str | int, ...]) -> None:
    for text in ("12 Mill Lane<br>Riverside", "<b>Dose</b>"):
        (found,) = check_html(path, Scalar(text, Span("t.yaml", 1, 1)))
        assert (found.severity, found.hint) == ("warning", "take it out")
    (found,) = check_html(path, Scalar("<table>", Span("t.yaml", 1, 1)))
    assert found.hint == "take it out; 'table' is the block for rows and columns"
