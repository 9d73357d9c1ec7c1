"""Every string and name of an object is found, and read as its characters."""

from __future__ import annotations

import pytest

from handout.pdf.file import literal, text_string
from handout.verify.pdf_strings import names_and_strings, unescaped
from handout.verify.pdf_strings import text_string as text_of


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"<</A(one)/B<FEFF0032>/C[(3)(4)]>>", [("A", "one"), ("B", "2"), ("C", "3"), ("C", "4")]),
        (rb"<</A(a\(b\)\\c\r\101)>>", [("A", "a(b)\\c\rA")]),
        (b"<</A<<>>/B<</C()>>>>", [("C", "")]),
        (
            b"<</A" + literal(b"x)\\(\r\n") + b"/B" + text_string("Łódź)(") + b">>",
            [("A", "x)\\(\r\n"), ("B", "Łódź)(")],
        ),
    ],
)
def test_strings(body: bytes, found: list[tuple[str, str]]) -> None:
    assert [(key, text_of(content)) for key, content in names_and_strings(body).strings] == found


def test_names_in_strings_are_none() -> None:
    assert names_and_strings(b"<</A(/B)/C#20D 1/E[/F]>>").names == {"A", "C#20D", "E", "F"}


def test_a_bare_backslash_is_dropped() -> None:
    assert unescaped(rb"\q\n\53") == b"q\n+"
