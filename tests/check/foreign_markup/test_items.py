"""Items that begin as those of a list in a word processor are told of once for each list."""

from __future__ import annotations

import pytest

from handout.check.foreign_markup import check_pasted
from handout.source.yaml import parse


def told(source: str) -> list[str]:
    value, problems = parse(source.encode(), "t.yaml")
    assert value is not None and problems == []
    return [f"{problem.span.line}:{problem.span.column}" for problem in check_pasted(value)]


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("- steps:\n    - 1. Wash\n    - 2. Dry", ["2:7"]),
        ("- steps:\n    - text: 1) Wash\n    - text: 2) Dry", ["2:13"]),
        ("- bullets: [Rest., A) Wash, B) Dry]", ["1:20"]),
        ("- checklist:\n    - Your card\n    - '[ ] Your list'", ["3:8"]),
        ("- bullets:\n    - ☐ Your card", ["2:7"]),
        ("- do-dont: {do: [☐ Walk], dont: [☐ Run]}", ["1:18", "1:34"]),
        ("- steps: [{text: Wash, bullets: [1. Soap, 2. Water]}]", ["1:34"]),
        ("- steps: [☐ Wash, ☐ Dry]", []),
        ("- bullets: [☐ Yes  ☐ No]", []),
        ("- bullets: [1. Woche Ruhe, 1. Tag Ruhe]", []),
        ("- bullets: [i. Wash, ii. Dry]", ["1:13"]),
        ("- steps: [１．洗う, ２．ふく]", ["1:11"]),
        ("- bullets: [I. Phase, II. Phase]", []),
        ("- bullets: ['0: no pain', '1: a little pain']", []),
        ("- bullets: ['1. Woche: Ruhe', '2. Woche: Laufen']", []),
        ("- bullets: [1. Woche ruhen, 2. Woche laufen]", []),
        ("- bullets: [3. März, 4. März]", []),
        ("- bullets: [1 tablet, 2 tablets, 1.5 mg, 2.5 mg, J. Smith, K. Brown]", []),
        ("- table: {columns: [A], rows: [[1. Wash], [2. Dry]]}", []),
    ],
)
def test_a_number_or_a_box_of_an_item_s_own_is_told(source: str, places: list[str]) -> None:
    assert told(source) == places


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("- do-dont:\n    do: [Rest]\n    dont:\n      - Rub.\n      - Don’t scratch.\n      - Do not pick.", ["5:9"]),
        ("- do-dont: {do: [Don't stop], dont: [{text: 'NEVER drive'}, Donate blood]}", ["1:46"]),
        ("- bullets: [Don’t rub.]", []),
    ],
)
def test_an_item_that_says_don_t_under_don_t_is_told(source: str, places: list[str]) -> None:
    assert told(source) == places
