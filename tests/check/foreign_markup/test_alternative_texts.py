"""An alternative text that says nothing of its picture is told of."""

from __future__ import annotations

import pytest

from handout.check.foreign_markup import check_pasted
from handout.source.yaml import parse

FILE, NOTHING = "the alternative text is a file's name", "the alternative text doesn't say what the picture shows"


def told(alt: str) -> list[str]:
    value, problems = parse(f"- figure: {{file: a.png, alt: {alt}}}".encode(), "t.yaml")
    assert value is not None and problems == []
    return [f"{problem.span.line}:{problem.span.column} {problem.message}" for problem in check_pasted(value)]


@pytest.mark.parametrize("alt", ["a.png", "Foot after the operation.JPG", "images/left-foot_2.svg", "foto.jpeg"])
def test_a_file_s_name_is_no_alternative_text(alt: str) -> None:
    assert told(alt) == [f"1:30 {FILE}"]


@pytest.mark.parametrize(
    "alt", ["IMG_0123", "DSC00012", "image1", "Picture 3", "Bild 2", "photo", "Screenshot 2026-11-01", "'12'"]
)
def test_neither_is_the_name_of_a_camera_or_a_word_processor(alt: str) -> None:
    assert told(alt) == [f"1:30 {NOTHING}"]


def test_nor_what_a_word_processor_wrote_by_itself() -> None:
    assert told("'A close-up of a foot Description automatically generated'") == [f"1:30 {NOTHING}"]


@pytest.mark.parametrize(
    "alt", ["A foot.", '""', "'{patient: A foot, clinician: Hallux valgus}'", "Photo of a foot 2 cm wide"]
)
def test_words_are_one(alt: str) -> None:
    assert told(alt) == []


def test_each_audience_s_text_is_looked_at() -> None:
    assert told("{patient: A foot, clinician: foot.png}") == [f"1:59 {FILE}"]
