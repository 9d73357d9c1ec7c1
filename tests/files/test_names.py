from __future__ import annotations

import pytest

from handout.files.names import LONGEST_NAME, file_name

LETTERS = "it may hold A-Z, a-z, 0-9, '.', '_' and '-', and begins with a letter or a digit"
RESERVED = "it is a reserved name of some systems"


def test_a_name_of_parts() -> None:
    assert file_name(["topic", "patient", "A-1"]) == "topic.patient.A-1.pdf"
    assert file_name(["a_B-c.1", "0", "_"], "txt") == "a_B-c.1.0._.txt"
    assert file_name(["console", "auxiliary", "com", "lpt10", "xcon"]) == "console.auxiliary.com.lpt10.xcon.pdf"


def test_a_name_may_be_as_long_as_every_system_takes() -> None:
    longest = "x" * (LONGEST_NAME - len(".pdf"))
    assert LONGEST_NAME == 120
    assert len(file_name([longest])) == LONGEST_NAME
    with pytest.raises(ValueError, match=r"^the file's name would be longer than 120 bytes$"):
        file_name([longest + "x"])


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("", LETTERS), ("a/b", LETTERS), ("../x", LETTERS), (".x", LETTERS), ("-", LETTERS), ("é", LETTERS),
        ("a b", LETTERS), ("a.", LETTERS), ("a\n", LETTERS), ("a\\b", LETTERS), ("a\0", LETTERS), ("a:b", LETTERS),
        ("CON", RESERVED), ("con", RESERVED), ("nul.x", RESERVED), ("com1", RESERVED), ("LPT9.a.b", RESERVED),
        ("prn", RESERVED), ("aux", RESERVED),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_a_part_that_fits_no_name(part: str, reason: str, first: bool) -> None:
    for _ in range(2):
        with pytest.raises(ValueError) as refused:
            file_name([part, "topic"] if first else ["topic", part])
        assert str(refused.value) == reason
