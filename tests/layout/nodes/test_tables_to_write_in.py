"""Tables for the pen: given widths, heights of rows, empty rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section
from handout.diagnostics import HandoutError
from handout.document import Row, Table, every
from handout.layout import layout
from handout.layout.geometry import CellBox, Line, Pages, Rect, Rule
from handout.pipeline import Renderer, Request
from handout.source.units import MM
from handout.styles.scale import SCALES
from layout.documents import FONTS, words
from layout.filled import assert_filled_alike

BODY = """\
- table:
    columns: [{{title: Day, width: {0}}}, {{title: Dose, width: {1}}}, {{title: Notes{2}}}]
    rows: [[Monday, 2 tablets, "{{{{ patient.name }}}}"]]
    blank-rows: 2
    row-height: 12mm
"""


def made(folder: Path, body: str) -> Renderer:
    return Renderer(loaded(folder, {"content/t.yaml": section(body)}))


def laid(renderer: Renderer, scale: str = "standard", paper: str = "A4") -> tuple[Pages, list[Row]]:
    pages = layout(renderer.document(Request(topics=("t",), audience="patient", scale=scale, paper=paper)), FONTS)
    table = next(node for node in every(pages.document.body) if isinstance(node, Table))
    return pages, [row for group in table.groups for row in group.rows]


def rooms(pages: Pages, row: Row) -> list[CellBox]:
    boxes = {box.leaf: box for page in pages.pages for box in page.cells}
    return [boxes[leaf.key] for leaf in row.cells]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_widths_are_shares_or_lengths_and_the_rest(tmp_path: Path, paper: str) -> None:
    pages, rows = laid(made(tmp_path, BODY.format("20%", "30mm", "")), paper=paper)
    measure = pages.pages[0].frames[0].width
    for row in rows:
        widths = [box.width for box in rooms(pages, row)]
        assert widths == pytest.approx([0.2 * measure, 30 * MM, 0.8 * measure - 30 * MM], abs=0.01)


def test_columns_that_all_have_lengths_make_a_narrower_table(tmp_path: Path) -> None:
    pages, rows = laid(made(tmp_path, BODY.format("20mm", "30mm", ", width: 40mm")))
    assert [box.width for box in rooms(pages, rows[0])] == pytest.approx([20 * MM, 30 * MM, 40 * MM], abs=0.01)


def test_a_word_is_whole_in_a_column_that_is_too_narrow_for_it(tmp_path: Path) -> None:
    pages, rows = laid(made(tmp_path, BODY.format("6mm", "6mm", "")))
    assert min(box.width for box in rooms(pages, rows[0])) > 12 * MM


def test_rows_are_as_high_as_asked_and_grow_with_the_text(tmp_path: Path) -> None:
    renderer = made(tmp_path, BODY.format("20%", "30mm", ""))
    heights = []
    for scale in SCALES:
        pages, rows = laid(renderer, scale)
        heights.append(min(box.height for row in rows for box in rooms(pages, row)))
    assert heights[0] == pytest.approx(12 * MM, abs=0.01)
    assert heights == sorted(set(heights))


def test_groups_have_empty_rows_too(tmp_path: Path) -> None:
    groups = "[{title: One, blank-rows: 2}, {title: Two, rows: [[a, b, c, d]], blank-rows: 1}]"
    body = f"- table: {{columns: [A, B, C, D], groups: {groups}}}"
    renderer = made(tmp_path, body)
    for scale in SCALES:
        for paper in ("A4", "Letter"):
            pages, rows = laid(renderer, scale, paper)
            assert [[leaf.text for leaf in row.cells] for row in rows] == [[""] * 4, [""] * 4, [*"abcd"], [""] * 4]
            assert renderer.render(Request(topics=("t",), audience="patient", scale=scale, paper=paper)).pdf
        assert min(box.height for box in rooms(pages, rows[0])) >= 9 * MM - 0.01


EMPTY = """\
- table:
    columns: [{first}, {{title: Pain, audience: [patient, clinician]}}, {{title: For us, audience: clinician}}]
    rows: {rows}
"""


@pytest.mark.parametrize(
    ("rows", "high", "framed"),
    [
        ([["", ""], ["", ""]], [True, True], True),
        ([["1", ""], ["2", ""]], [True, True], True),
        ([["1", "mild"], ["2", ""]], [False, True], True),
        ([["1", "mild"], ["", ""]], [False, True], True),
        ([["1", "mild"], ["", "none"]], [False, False], False),
        ([["1", "[Name]"]], [False], False),
    ],
)
def test_a_row_that_is_empty_behind_its_first_cell_is_for_the_pen(
    tmp_path: Path, rows: list[list[str]], high: list[bool], framed: bool
) -> None:
    written = str([[*row, "seen"] for row in rows]).replace("[Name]", "{{ patient.name }}")
    renderer = made(tmp_path, EMPTY.format(first="Day", rows=written))
    for scale in SCALES:
        pages, found = laid(renderer, scale)
        heights = [min(box.height for box in rooms(pages, row)) for row in found]
        assert [row.min_height > 0 for row in found] == high
        assert all(height >= 9 * MM - 0.01 for height, pen in zip(heights, high, strict=True) if pen)
        table = next(node for node in every(pages.document.body) if isinstance(node, Table))
        assert table.ruled is framed
    assert laid(renderer, "giant")[1][-1].min_height == pytest.approx(13.5 * MM if high[-1] else 0)


COLUMN = """\
- table:
    columns: [Day, {{title: Pain, audience: [patient, clinician]}}, At night]
    rows: {rows}
"""


@pytest.mark.parametrize(
    ("rows", "pen"),
    [
        ([["Monday", "", "☐ Yes ☐ No"], ["Tuesday", "", "☐ Yes ☐ No"]], True),
        ([["Monday", "", "☐ Yes ☐ No"], ["Tuesday", "none", "☐ Yes ☐ No"]], False),
        ([["", "none", "cough"]], True),
    ],
)
def test_a_column_without_words_is_for_the_pen(tmp_path: Path, rows: list[list[str]], pen: bool) -> None:
    renderer = made(tmp_path, COLUMN.format(rows=rows))
    for scale in ("standard", "clear"):
        pages, found = laid(renderer, scale)
        table = next(node for node in every(pages.document.body) if isinstance(node, Table))
        assert table.ruled is pen
        heights = {box.height for row in found for box in rooms(pages, row)}
        assert (min(heights) >= 9 * MM - 0.01) is pen


@pytest.mark.parametrize("scale", SCALES)
def test_a_filled_table_is_the_table_rendered_anew(tmp_path: Path, scale: str) -> None:
    assert_filled_alike(made(tmp_path, BODY.format("20%", "30mm", "")), scale)


@pytest.mark.parametrize(
    ("widths", "message"),
    [
        (("60%", "50%", ""), "the shares of the columns are 110% together"),
        (("60%", "40%", ""), "the shares of the columns are 100% together and leave nothing for the others"),
        (("0%", "10%", ""), "a share is from 1% to 100%"),
        (("2mm", "10%", ""), "a column is at least 5mm wide"),
        (("wide", "10%", ""), "a width is a share of the table or a length"),
        (("100%x", "10%", ""), "a width is a share of the table or a length"),
    ],
)
def test_bad_widths_are_said_at_their_place(tmp_path: Path, widths: tuple[str, str, str], message: str) -> None:
    with pytest.raises(HandoutError) as caught:
        made(tmp_path, BODY.format(*widths))
    (problem,) = caught.value.diagnostics
    assert problem.message == message
    assert problem.hint
    assert problem.span.line


def test_lengths_wider_than_the_page_are_refused_with_their_place(tmp_path: Path) -> None:
    renderer = made(tmp_path, BODY.format("120mm", "90mm", ""))
    with pytest.raises(HandoutError, match="the columns are 210 mm wide together, and there is room for") as caught:
        laid(renderer)
    assert caught.value.diagnostics[0].hint and caught.value.diagnostics[0].span.line


def test_blank_rows_beside_groups_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="a table with groups has no blank-rows"):
        made(tmp_path, "- table: {columns: [A, B], groups: [{title: One, rows: [[a, b]]}], blank-rows: 1}")


def test_a_row_higher_than_the_page_is_refused(tmp_path: Path) -> None:
    renderer = made(tmp_path, "- table: {columns: [A, B], blank-rows: 1, row-height: 400mm}")
    with pytest.raises(HandoutError, match="doesn't fit on a page"):
        laid(renderer)


@pytest.mark.parametrize("scale", SCALES)
def test_words_of_tables_begin_at_the_edge_of_the_text(tmp_path: Path, scale: str) -> None:
    tables = (
        "- table: {columns: [A, B], groups: [{title: One, rows: [[a, b]]}]}\n- table: {columns: [A, B], rows: [[a, b]]}"
    )
    (tmp_path / "layouts").mkdir()
    styles = "styles: {group: {background: '#eaf1f6'}}\n"
    files = {"content/t.yaml": section(f"- text: Words.\n{tables}"), "layouts/plain.yaml": styles}
    pages, _ = laid(Renderer(loaded(tmp_path, files)), scale)
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line)]
    left = pages.pages[0].frames[0].x
    assert {line.x for line in lines if words(line) in "A a"} == {left}
    tint = next(
        item for page in pages.pages for item in page.items if isinstance(item, Rect) and item.fill == "#eaf1f6"
    )
    assert tint.x == left
    assert all(0 < line.x - left <= 10 for line in lines if words(line) == "One")


def diary(*titles: str) -> str:
    """A table with a row to write in for each of fourteen days."""
    columns = ", ".join(("Day", "Date", *titles, "Tablets", "Sleep", "Notes"))
    cells = ", ''" * (len(titles) + 4)
    rows = "".join(f"      - [Day {day}{cells}]\n" for day in range(1, 15))
    text = "Fill in one line each evening. 0 is no pain and 10 is the worst pain that you can think of."
    return f"- text: {text}\n- table:\n    columns: [{columns}]\n    rows:\n{rows}"


def free_widths(folder: Path, *titles: str) -> list[float]:
    pages, rows = laid(made(folder, diary(*titles)))
    found = {tuple(box.width for box in rooms(pages, row)[1:]) for row in rows}
    (widths,) = found
    return [*widths]


def test_columns_to_write_in_are_equally_wide_where_all_titles_have_room(tmp_path: Path) -> None:
    date, pain, *others = free_widths(tmp_path, "Pain when I get up in the morning")
    assert others == pytest.approx([date] * 3, abs=0.01) and pain > date


def test_columns_to_write_in_are_equally_wide_where_their_titles_take_no_more_lines(tmp_path: Path) -> None:
    date, *others = free_widths(tmp_path, "Morning pain", "Evening pain", "Hours of rest", "Hours of work")
    assert others == pytest.approx([date] * len(others), abs=0.01)


def test_no_row_is_alone_on_the_last_page_in_large_print(tmp_path: Path) -> None:
    pages, rows = laid(made(tmp_path, diary("Pain in the morning", "Pain at night")), "large")
    own = {row.cells[0].key for row in rows}
    days = [sum(box.leaf in own for box in page.cells) for page in pages.pages]
    assert len(days) > 1 and sum(days) == len(rows) and days[-1] > 1


@pytest.mark.parametrize("scale", ["large", "giant"])
def test_text_under_a_line_to_write_on_is_clear_of_it(tmp_path: Path, scale: str) -> None:
    lunch = "{title: Before, group: Lunch}, {title: After, group: Lunch}"
    columns = f"[Day, Puffs of the blue inhaler, Cough, What else I noticed, {lunch}]"
    renderer = made(tmp_path, f"- table: {{columns: {columns}, rows: [[Monday, '', '☐ Yes', '', '', '']]}}")
    (page,) = laid(renderer, scale)[0].pages
    rules = [item.y1 for item in page.items if isinstance(item, Rule)]
    lines = {words(item).strip(): item for item in page.items if isinstance(item, Line)}
    for line in (lines["Cough"], lines["Lunch"]):
        assert 4 <= min(rule for rule in rules if rule > line.y) - line.y - line.ascent < 9


SIGNED = "- table: {columns: [Who, Name in capitals, Signature, Date], rows: [[Patient, '', '', '']]}"
COUNTED = "- table: {columns: [Who, Name in capitals, Tablets, Days], rows: [[Patient, Smith, one, two]]}"


@pytest.mark.parametrize(("body", "lines"), [(SIGNED, 3), (COUNTED, 2)])
def test_a_hand_has_room_for_a_name_in_large_print(tmp_path: Path, body: str, lines: int) -> None:
    """Two short values share a line; two lines to write on only where both are long enough."""
    pages, rows = laid(made(tmp_path, body), "large")
    cells = rooms(pages, rows[0])[1:]
    assert len({round(cell.y) for cell in cells}) == lines
    if body == SIGNED:
        assert min(cell.width for cell in cells) > 6 * pages.document.styles["cell"].size
