"""Tables compared by their cells: the same words in other cells are another table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from canary.workspace import loaded, section
from compare.readings import made, passage
from compare.test_compare import short
from handout.compare import Change, compare
from handout.compare.report import lines
from handout.extract import CellPosition, Passage, PdfReading, reading
from handout.pipeline import Renderer, Request

Grid = list[list[str]]
CELLS = st.sampled_from(("", "1", "2", "1 2", "Example A", "mg"))
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4)
PLAN = [
    ["Medicine", "Morning", "Noon", "Night"],
    ["Example A", "1", "", ""],
    ["Example B", "2", "1", "2"],
    ["Example C", "", "", "1"],
]


def cells(grid: Grid, number: int = 1) -> list[Passage]:
    """The cells of a table whose first row and column are heads."""
    return [
        passage(text, role="TD" if row > 1 and column > 1 else "TH", cell=CellPosition(number, row, column))
        for row, texts in enumerate(grid, 1)
        for column, text in enumerate(texts, 1)
    ]


def table(grid: Grid) -> PdfReading:
    return made(cells(grid))


def edited(*edits: tuple[int, int, str]) -> Grid:
    """The plan with other words in some cells."""
    grid = [[*row] for row in PLAN]
    for row, column, text in edits:
        grid[row][column] = text
    return grid


def changes(old: Grid, new: Grid) -> list[Change]:
    return [*compare(table(old), table(new)).changes]


@given(GRIDS, GRIDS)
def test_tables_are_equal_where_all_their_cells_are(old: Grid, new: Grid) -> None:
    assert compare(table(old), table(new)).equal == (old == new)


@given(GRIDS, st.data())
def test_two_cells_in_each_others_place_are_found(grid: Grid, data: st.DataObject) -> None:
    places = [(row, column) for row, texts in enumerate(grid) for column in range(len(texts))]
    one, other = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    new = [[*row] for row in grid]
    new[one[0]][one[1]], new[other[0]][other[1]] = grid[other[0]][other[1]], grid[one[0]][one[1]]
    assert compare(table(grid), table(new)).equal == (grid == new)


@given(GRIDS, st.integers(0, 3))
def test_the_page_on_which_rows_stand_is_no_change(grid: Grid, at: int) -> None:
    whole = cells(grid)
    parted = made([each for each in whole if each.cell and each.cell.row <= at], [
        each for each in whole if each.cell and each.cell.row > at
    ])  # fmt: skip
    assert compare(made(whole), parted).changes == ()


MOVED = {
    "a dose to another time of day": edited((1, 1, ""), (1, 3, "1")),
    "a dose to another medicine": edited((1, 1, ""), (3, 1, "1")),
    "a dose that is there twice": edited((1, 2, "1")),
    "two columns in each other's place": [[row[0], row[2], row[1], row[3]] for row in PLAN],
    "the words of two columns": [PLAN[0], *([row[0], row[2], row[1], row[3]] for row in PLAN[1:])],
    "two heads of columns": [["Medicine", "Noon", "Morning", "Night"], *PLAN[1:]],
    "two heads of rows": edited((1, 0, "Example B"), (2, 0, "Example A")),
    "a row that is empty now": edited((3, 0, ""), (3, 3, "")),
    "a row that is gone": PLAN[:3],
    "an empty row": [*PLAN, ["", "", "", ""]],
    "an empty row in between": [PLAN[0], ["", "", "", ""], *PLAN[1:]],
    "a word to the next cell": edited((2, 0, "Example"), (2, 1, "B 2")),
    "rows of other lengths": [[*PLAN[0], "Example A"], ["1", "", "", *PLAN[2][:1]], *PLAN[2:]],
    "an empty column": [[*row, ""] for row in PLAN],
}


@pytest.mark.parametrize("new", MOVED.values(), ids=MOVED)
def test_each_is_a_change_both_ways(new: Grid) -> None:
    assert changes(PLAN, new)
    assert changes(new, PLAN)


def test_a_moved_dose_is_told_with_its_places() -> None:
    (change,) = changes(PLAN, MOVED["a dose to another time of day"])
    assert short(change) == ("moved-section", "1", "1")
    assert (change.cell_old, change.cell_new) == ("Example A, Morning", "Example A, Night")
    (_, line) = lines(compare(table(PLAN), table(MOVED["a dose to another time of day"])), moved=False)
    told = "".join(piece.text for piece in line)
    assert told == "  in another place: 1 (Example A, Night; was Example A, Morning)"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["A", "1", ""], ["A", "", "1"], [("1", "A, y")]),
        (["A", "1", "2", ""], ["A", "", "1", "2"], [("1", "A, y"), ("2", "A, z")]),
        (["A", "", "1", ""], ["A", "1", "", ""], [("1", "A, x")]),
        (["", "1", ""], ["", "", "1"], [("1", "y")]),
    ],
)
def test_whatever_moves_within_its_row_is_told_as_that(old: list[str], new: list[str], told: list[object]) -> None:
    head = ["name", "x", "y", "z"][: len(old)]
    rows = ["B", "2", "2", "2"][: len(old)]
    found = changes([head, old, rows], [head, new, rows])
    assert [(change.new, change.cell_new) for change in found] == told
    assert {change.kind for change in found} == {"moved-section"}


def test_an_inserted_row_is_told_once() -> None:
    (change,) = changes(PLAN, [*PLAN[:2], ["Example X", "", "3", ""], *PLAN[2:]])
    assert short(change) == ("added", "", "Example X ‹empty› 3 ‹empty›")


@pytest.mark.parametrize("at", [1, 2, 4])
def test_an_inserted_column_is_told_once(at: int) -> None:
    new = [[*row[:at], words, *row[at:]] for row, words in zip(PLAN, ("Evening", "", "5", ""), strict=True)]
    (change,) = changes(PLAN, new)
    assert (short(change), change.column) == (("added", "", "Evening ‹empty› 5 ‹empty›"), True)
    (gone,) = changes(new, PLAN)
    assert (short(gone), gone.column) == (("removed", "Evening ‹empty› 5 ‹empty›", ""), True)


def test_what_changed_beside_an_inserted_column_is_told_too() -> None:
    new = [[*row, words] for row, words in zip(edited((1, 1, ""), (1, 3, "1")), ("Evening", "", "5", ""), strict=True)]
    assert [change.kind for change in changes(PLAN, new)] == ["added", "moved-section"]
    first = [[words, *row] for row, words in zip(edited((1, 1, ""), (1, 2, "1")), ("No.", "1", "2", "3"), strict=True)]
    assert [short(change) for change in changes(PLAN, first)] == [
        ("added", "", "No. 1 2 3"), ("moved-section", "1", "1"),
    ]  # fmt: skip


def test_a_cell_that_changed_is_told_with_its_row_alone() -> None:
    (change,) = changes(PLAN, edited((2, 1, "3")))
    assert (change.cell_new, change.before, change.old, change.new, change.after) == (
        "Example B, Morning", "", "2", "3", "",
    )  # fmt: skip


def test_words_that_changed_cells_only_by_a_border_are_named_with_both_cells() -> None:
    told = changes(PLAN, MOVED["a word to the next cell"])
    assert {(change.old, change.cell_old, change.new, change.cell_new) for change in told} == {
        ("B", "Medicine", "", ""), ("", "", "B", "Example, Morning"),
    }  # fmt: skip


DASHED = [PLAN[0], ["Example A", "1", "–", "–"], ["Example B", "2", "–", "2"]]


@pytest.mark.parametrize("at", [2, 3])
def test_a_dose_that_moved_among_dashes_is_named_and_not_the_dashes(at: int) -> None:
    row = ["Example A", "–", "–", "–"]
    row[at] = "1"
    (change,) = changes(DASHED, [DASHED[0], row, DASHED[2]])
    assert (short(change), change.cell_old) == (("moved-section", "1", "1"), "Example A, Morning")
    assert change.cell_new == f"Example A, {PLAN[0][at]}"


def test_a_dose_that_moved_to_another_row_leaves_its_dash_unsaid() -> None:
    (change,) = changes(
        [PLAN[0], ["A", "1", "–", "–"], ["B", "–", "–", "–"]],
        [PLAN[0], ["A", "–", "–", "–"], ["B", "1", "–", "–"]],
    )
    assert (change.new, change.cell_old, change.cell_new) == ("1", "A, Morning", "B, Morning")


def test_values_that_others_replaced_are_named_with_their_places() -> None:
    told = changes([PLAN[0], ["A", "1", "2", "–"]], [PLAN[0], ["A", "2", "3", "–"]])
    assert [(change.cell_new, change.old, change.new) for change in told] == [
        ("A, Morning", "1", "2"), ("A, Noon", "2", "3"),
    ]  # fmt: skip


def test_a_changed_cell_is_shown_with_its_row_and_column() -> None:
    (_, *shown) = lines(compare(table(PLAN), table(edited((2, 1, "3")))), moved=False)
    assert ["".join(part.text for part in line) for line in shown] == [
        "  - Example B, Morning: 2", "  + Example B, Morning: 3",
    ]  # fmt: skip


def test_cells_that_nobody_knows_of_are_words() -> None:
    """A golden by older rules, or a file without tags, says nothing of cells."""
    plain = made([text for row in PLAN for text in row if text])
    assert compare(plain, table(PLAN)).changes == compare(table(PLAN), plain).changes == ()


def test_two_tables_are_not_one() -> None:
    whole = made(cells(PLAN))
    parted = made([*cells(PLAN[:2], 1), *cells(PLAN[2:], 2)])
    assert len(compare(whole, parted).changes) == 1


# Boxes and pictures


def boxed(*texts: str, aside: int = 1) -> list[Passage]:
    return [passage(text, aside=aside) for text in texts]


BOXES = {
    "out of a box": ([*boxed("Stop", "Ring us"), passage("x")], [*boxed("Stop"), passage("Ring us"), passage("x")]),
    "into a box": ([passage("x"), *boxed("Stop")], boxed("x", "Stop")),
    "to the next box": ([*boxed("a", "b"), *boxed("c", aside=2)], [*boxed("a"), *boxed("b", "c", aside=2)]),
    "two boxes made one": ([*boxed("a"), *boxed("b", aside=2)], boxed("a", "b")),
    "a box that is none now": ([*boxed("a"), passage("b")], [passage("a"), passage("b")]),
}


@pytest.mark.parametrize("pair", BOXES.values(), ids=BOXES)
def test_what_is_in_a_box_now_is_a_change(pair: tuple[list[Passage], list[Passage]]) -> None:
    old, new = map(made, pair)
    assert compare(old, new).changes
    assert compare(new, old).changes
    assert compare(old, old).changes == ()


def picture(alt: str) -> Passage:
    return passage("", role="Figure", alt=alt)


PICTURES = {
    "descriptions in each other's place": ([picture("one"), picture("two")], [picture("two"), picture("one")]),
    "a caption of another picture": ([picture("one"), "x", picture("two")], [picture("one"), picture("two"), "x"]),
    "a picture that is gone": ([picture("one"), "x"], ["x"]),
}


@pytest.mark.parametrize("pair", PICTURES.values(), ids=PICTURES)
def test_where_pictures_stand_is_compared(pair: tuple[list[Passage | str], list[Passage | str]]) -> None:
    old, new = (made(each) for each in pair)
    assert compare(old, new).changes
    assert compare(new, old).changes


def test_a_description_that_changed_is_shown() -> None:
    (change,) = compare(made([picture("A red tablet")]), made([picture("A blue tablet")])).changes
    assert short(change) == ("changed", "‹picture: A red tablet›", "‹picture: A blue tablet›")


def test_a_column_that_moves_under_another_group_is_a_change() -> None:
    def heads(morning: int) -> PdfReading:
        spans = [1, morning, 4 - morning]
        titles = [
            passage(text, role="TH", cell=CellPosition(1, 1, column, columns))
            for column, (text, columns) in enumerate(zip(("Medicine", "Morning", "Evening"), spans, strict=True), 1)
        ]
        under = cells([["", "A", "B", "C", "D"]])
        return made([*titles, *(replace(each, cell=replace(each.cell, row=2)) for each in under if each.cell)])

    assert compare(heads(2), heads(2)).equal
    assert not compare(heads(2), heads(1)).equal


def test_a_golden_that_says_nothing_of_wide_cells_is_equal() -> None:
    wide = made([passage("Morning", role="TH", cell=CellPosition(1, 1, 1, 2))])
    assert compare(made([passage("Morning", role="TH", cell=CellPosition(1, 1, 1))]), wide).equal


def test_how_many_columns_a_cell_covers_is_read_from_a_file(tmp_path: Path) -> None:
    columns = "[Medicine, {title: A, group: Morning}, {title: B, group: Morning}, {title: C, group: Evening}]"
    body = f"- table: {{columns: {columns}, rows: [[Example, '1', '2', '3']]}}"
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    found = reading(renderer.render(Request(topics=("t",), audience="patient")).pdf)
    wide = {
        each.text: each.cell.columns
        for page in found.pages
        for each in page.passages
        if each.cell and each.cell.row == 1
    }
    assert wide == {"Medicine": 1, "Morning": 2, "Evening": 1}
