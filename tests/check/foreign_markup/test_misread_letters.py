"""Letters that were read in a wrong encoding are told of, with the letter that was meant."""

from __future__ import annotations

import pytest

from handout.check.foreign_markup import check_pasted
from handout.source.yaml import parse


def told(text: str) -> list[str]:
    value, problems = parse(f"- text: {text}\n".encode(), "t.yaml")
    assert value is not None and problems == []
    return [f"{problem.span.line}:{problem.span.column} {problem.message}" for problem in check_pasted(value)]


@pytest.mark.parametrize("meant", "’‘“–—…•™≤≥€äöüßÄÖÜéèáíóúñçøåæµ°½²±·×łżőşğ")
@pytest.mark.parametrize("text", ["Don{}t.", "5 {}g", "|\n    Rest.\n    A {} b."])
def test_the_letter_that_was_meant_is_told(meant: str, text: str) -> None:
    written = meant.encode().decode("windows-1252", "replace").replace("\ufffd", "")
    if len(written) < len(meant.encode()) or "\xad" in written:
        return  # a byte without a character, and a soft hyphen, which is reported itself
    said = told(text.format(written))
    spoken = any(char.isalpha() for char in text.partition("{}")[2][:1])
    if spoken or not written.endswith(tuple("‘’“”–—…‹›")) or written[0] == "â":
        (one,) = said
        assert one.endswith(f"'{written}' looks like '{meant}' in a wrong encoding")


def test_its_place_is_told() -> None:
    assert told("|\n    Rest.\n    It isnâ€™t.")[0].startswith("3:11 ")


@pytest.mark.parametrize(
    "text",
    [
        "Żółć, naïve, Straße, Ängste, Åse, São João, IRMÃ, Â, Ã", "„GROSSÄ“ und „SMÅ”", "château, âge, « Â »",
        "5 €, 10 ‰, – a", "VÃO…", "à la carte »",
    ],
)  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    assert told(text) == []
