"""Tables in files without tags: what stands beside and below each other, drawn row by row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from compare.test_cells import edited, table
from extract.make import Draft, Line, text
from handout.compare import compare
from handout.extract import reading
from handout.regression.golden.parse import parsed
from handout.regression.golden.verdict import golden_text

Rows = Sequence[Sequence[str]]
PLAN = [
    ["Medicine", "Morning", "Noon", "Night"],
    ["Example A", "1", "", ""],
    ["Example B", "2", "1", "2"],
    ["Example C", "", "", "1"],
]
NARROW, WIDE = (72, 200, 280, 360), (40, 250, 350, 480)
BELOW = "Take them with a glass of water, and wait for half an hour before you lie down."


def lines(rows: Rows, lefts: Sequence[float] = NARROW, step: float = 20) -> list[Line]:
    placed = ((at, left, words) for at, row in enumerate(rows) for left, words in zip(lefts, row, strict=False))
    return [(left, 750 - step * at, words) for at, left, words in placed if words]


def leaflet(rows: Rows, lefts: Sequence[float] = NARROW, size: float = 12) -> bytes:
    return Draft(text((72, 780, "Your tablets"), *lines(rows, lefts), (72, 500, BELOW), size=size)).content


def cells(content: bytes) -> list[tuple[int, int, int, str]]:
    passages = [passage for page in reading(content).pages for passage in page.passages]
    return [(each.cell.table, each.cell.row, each.cell.column, each.text) for each in passages if each.cell]


def test_rows_and_columns_are_found() -> None:
    assert cells(leaflet(PLAN)) == [
        (1, row, column, words)
        for row, texts in enumerate(PLAN, 1)
        for column, words in enumerate(texts, 1)
        if words
    ]  # fmt: skip


def test_a_golden_shows_them() -> None:
    golden = golden_text(leaflet(PLAN))
    assert "|  Example C |  |  | 1 |" in golden.splitlines()
    passages = parsed(golden, "g").reading.pages[0].passages
    assert [each.text for each in passages if each.cell and each.cell.row == 4] == ["Example C", "", "", "1"]


@pytest.mark.parametrize(
    "drawn",
    [
        [(72.0, 700.0 - 14 * n, "Words in the left column") for n in range(4)]
        + [(330.0, 700.0 - 14 * n, "Words in the right one") for n in range(4)],
        [(72.0, 700.0, "Name: Anna"), (330.0, 700.0, "Born: 1961")],
        [(72.0, 700.0 - 14 * n, BELOW) for n in range(4)],
        [(72.0, 700.0, "a"), (330.0, 700.0, "b"), (72.0, 660.0, BELOW), (72.0, 620.0, "c")],
    ],
    ids=["columns of text", "one row", "a paragraph", "a row above a paragraph"],
)
def test_what_is_no_table(drawn: list[Line]) -> None:
    assert cells(Draft(text(*drawn)).content) == []


def test_another_look_is_no_change() -> None:
    old, new = reading(leaflet(PLAN)), reading(leaflet(PLAN, WIDE, 15))
    assert compare(old, new).changes == compare(new, old).changes == ()


@pytest.mark.parametrize("lefts", [NARROW, WIDE])
@pytest.mark.parametrize(("row", "new"), [(1, ["Example A", "", "", "1"]), (3, ["Example C", "", "1", ""])])
def test_a_word_under_another_head_is_a_change(lefts: Sequence[float], row: int, new: list[str]) -> None:
    edited = [new if at == row else texts for at, texts in enumerate(PLAN)]
    for old, now in ((PLAN, edited), (edited, PLAN)):
        (change,) = compare(reading(leaflet(old)), reading(leaflet(now, lefts))).changes
        assert (change.kind, change.new) == ("moved-section", "1")
        assert change.cell_new != change.cell_old


def test_a_table_with_tags_is_compared_with_one_without() -> None:
    """Only what is under another head is told: a guess knows of no empty cells."""
    assert compare(table(PLAN), reading(leaflet(PLAN))).changes[0].kind == "added"  # the other words of the page
    found = [
        compare(table(edited((1, 1, ""), (1, 3, "1"))), reading(leaflet(PLAN))),
        compare(reading(leaflet(PLAN)), table(edited((1, 1, ""), (1, 3, "1")))),
    ]
    assert [change.new for each in found for change in each.changes if change.kind == "moved-section"] == ["1", "1"]


def test_a_cell_of_two_lines_is_no_other_table() -> None:
    long = [*lines(PLAN[:3], step=30), (72.0, 675.0, "with food")]
    short = [*lines(PLAN[:2], step=30), (72.0, 690.0, "Example B with food")]
    short += [(200.0, 690.0, "2"), (280.0, 690.0, "1"), (360.0, 690.0, "2")]
    old, new = reading(Draft(text(*long)).content), reading(Draft(text(*short)).content)
    assert [change.kind for change in compare(old, new).changes if change.kind == "moved-section"] == []
