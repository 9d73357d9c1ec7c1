"""An amount without a digit before its decimal point is told of, and nothing else."""

from __future__ import annotations

import pytest

from handout.check.foreign_markup import check_pasted
from handout.source.yaml import parse


def told(text: str) -> list[str]:
    value, problems = parse(f"- text: {text}\n".encode(), "t.yaml")
    assert value is not None and problems == []
    return [f"{each.span.line}:{each.span.column} {each.message}; {each.hint}" for each in check_pasted(value)]


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("Take .5 mg.", "1:14", "write 0.5"), (".25ml at night", "1:9", "write 0.25"), ("(,5 mg)", "1:10", "write 0,5"),
        ("Take ·5 micrograms", "1:14", "write 0·5"), ("|\n    Rest.\n    .5 tablet", "3:5", "write 0.5"),
    ],
)  # fmt: skip
def test_an_amount_that_begins_with_its_point_is_told(text: str, place: str, hint: str) -> None:
    assert told(text) == [f"{place} a number begins with its decimal point, which is easily overlooked; {hint}"]


@pytest.mark.parametrize(
    "text",
    ["0.5 mg, 1.5 ml, 5 mg", "Wait...5 mg", "Rest. 5 mg", "v1.5 g", "Section .5", "1,.5 mg", "10/.5 mg", ".5 miles"],
)
def test_other_numbers_are_not(text: str) -> None:
    assert told(text) == []
