"""A backslash ends a line in every way of writing a text, and nothing else of the text changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout.source.values import Mapping, Scalar
from handout.source.yaml import parse


def read(source: str) -> str:
    value, problems = parse(source.encode(), "t.yaml")
    assert problems == []
    assert isinstance(value, Mapping)
    (_, scalar), *_ = value.entries
    assert isinstance(scalar, Scalar)
    return scalar.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a: one\\\n  two\n", "one\\\ntwo"),
        ("a: one\\  \n  two\\\n  three four\n  five\n", "one\\\ntwo\\\nthree four five"),
        ("a: 'it''s one\\\n  two'\n", "it's one\\\ntwo"),
        ("a: >\n  one\\\n  two\n  three\n", "one\\\ntwo three\n"),
        ("a: |\n  one\\\n  two\n", "one\\\ntwo\n"),
        ("a: one\\\n  two # no part of it\nb: x\n", "one\\\ntwo"),
        # A backslash twice is one that prints; before a blank line a paragraph ends.
        ("a: one\\\\\n  two\n", "one\\\\ two"),
        ("a: one\\\n\n  two\n", "one\\\ntwo"),
        ("a: one\\ two\n  three\n", "one\\ two three"),
    ],
)
def test_a_backslash_ends_a_line_however_a_text_is_written(source: str, text: str) -> None:
    value, _ = parse(source.encode(), "t.yaml")
    assert isinstance(value, Mapping)
    scalar = value.entries[0][1]
    assert isinstance(scalar, Scalar) and scalar.text == text


LINES = st.lists(st.text("ab c\\'.,5", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["", "'", ">"]))
def test_no_other_character_changes(lines: list[str], style: str) -> None:
    if style == "'":
        source = "a: 'x" + "\n  ".join(line.replace("'", "''") for line in lines) + "'\n"
        wanted = "x" + " ".join(lines)
    elif style == ">":
        source, wanted = "a: >\n  " + "\n  ".join(lines) + "\n", " ".join(lines) + "\n"
    else:
        source, wanted = "a: x" + "\n  ".join(lines) + "\n", "x" + " ".join(lines)
    assert read(source).replace("\n", " ").split(" ") == wanted.replace("\n", " ").split(" ")
    ends = sum((len(line) - len(line.rstrip("\\"))) % 2 for line in lines[:-1])
    assert read(source).rstrip("\n").count("\n") == ends
