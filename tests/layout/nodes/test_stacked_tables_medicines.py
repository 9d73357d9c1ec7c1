"""The grid of medicines: shares of the width, room for the pen, notes, and compact blocks in large print."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section
from handout.document import Row, Table, every
from handout.layout import layout
from handout.layout.geometry import CellBox, Line, Pages, Rule
from handout.pipeline import Renderer, Request
from handout.source.units import MM
from handout.styles.scale import SCALES
from layout.documents import FONTS, words
from layout.filled import assert_filled_alike

GRID = """\
- medicines:
    rows:
      - {name: Hydroxychloroquine, strength: 200 mg, purpose: joints, morning: "1", bedtime: 2 tablets,
         until: Sunday, note: "Take it with food, {{ patient.name }}."}
      - {name: Vitamin B12, strength: 100 µg, purpose: "blood of {{ patient.name }}", noon: "1"}
      - {name: Cream, as-needed: thin layer, noon: "1"}
    blank-rows: 2
"""


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    files: dict[str, str | bytes] = {"content/t.yaml": section(GRID)}
    return Renderer(loaded(tmp_path_factory.mktemp("medicines"), files))


def laid(renderer: Renderer, scale: str, paper: str = "A4") -> tuple[Pages, list[Row]]:
    pages = layout(renderer.document(Request(topics=("t",), audience="patient", scale=scale, paper=paper)), FONTS)
    table = next(node for node in every(pages.document.body) if isinstance(node, Table))
    return pages, [row for group in table.groups for row in group.rows]


def rooms(pages: Pages, row: Row) -> list[CellBox]:
    """Of a row's cells, then of the line below them."""
    leaves = [*row.cells, *([row.below] if row.below else [])]
    boxes = {box.leaf: box for page in pages.pages for box in page.cells}
    return [boxes[leaf.key] for leaf in leaves]


def baselines(pages: Pages, row: Row) -> set[float]:
    """Of a row's own words."""
    keys = {leaf.key for leaf in (*row.cells, row.below) if leaf is not None}
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line)]
    return {line.y for line in lines if line.leaf in keys}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_name_has_a_third_and_the_times_have_equal_parts(renderer: Renderer, paper: str) -> None:
    pages, rows = laid(renderer, "standard", paper)
    measure = pages.pages[0].frames[0].width
    for row in rows:
        name, _, *times = rooms(pages, row)[:6]
        assert name.width >= 0.34 * measure - 0.01
        assert max(box.width for box in times) - min(box.width for box in times) < 0.01
        assert name.height >= 9 * MM - 0.01


@pytest.mark.parametrize(("purpose", "blank_rows", "columns"), [("", 0, 5), ("itching", 0, 6), ("", 1, 6)])
def test_there_is_no_empty_column_of_what_medicines_are_for(
    tmp_path: Path, purpose: str, blank_rows: int, columns: int
) -> None:
    row = f"{{name: Cream, morning: thin layer{f', purpose: {purpose}' if purpose else ''}}}"
    grid = f"- medicines:\n    rows:\n      - {row}\n    blank-rows: {blank_rows}\n"
    _, rows = laid(Renderer(loaded(tmp_path, {"content/t.yaml": section(grid)})), "standard")
    assert {len(each.cells) for each in rows} == {columns}


def test_what_is_below_a_row_has_the_full_width_and_its_note_is_bold(renderer: Renderer) -> None:
    pages, rows = laid(renderer, "standard")
    below = rooms(pages, rows[0])[-1]
    assert below.width == pages.pages[0].frames[0].width
    assert rows[0].below is not None
    assert [run.text for run in rows[0].below.runs if not run.strong] == ["Sunday", ". "]
    assert rows[1].below is None
    assert rows[2].below is not None and rows[2].below.text == "As needed: thin layer"


def test_name_and_strength_do_not_run_together(renderer: Renderer) -> None:
    pages, rows = laid(renderer, "standard")
    lines = [item for item in pages.pages[0].items if isinstance(item, Line) and item.leaf == rows[1].cells[0].key]
    assert [words(line).strip() for line in lines] == ["Vitamin B12", "100 µg"]
    assert [line.glyphs[0].face for line in lines] == ["FiraGO-Bold", "FiraGO-Regular"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scale", ["large", "giant"])
def test_a_medicine_is_a_compact_block_in_large_print(renderer: Renderer, scale: str, paper: str) -> None:
    pages, rows = laid(renderer, scale, paper)
    assert len(baselines(pages, rows[1])) == 4
    assert len(baselines(pages, rows[2])) == 5 - 1  # no line of words for what it is for
    for row in rows:
        boxes = rooms(pages, row)
        assert sum({box.y: box.height for box in boxes}.values()) < pages.pages[0].frames[0].height / 3


def test_each_block_is_under_a_rule_the_first_one_too(renderer: Renderer) -> None:
    pages, rows = laid(renderer, "giant")
    rules = [
        (number, item.y1)
        for number, page in enumerate(pages.pages)
        for item in page.items
        if isinstance(item, Rule) and item.width == 1.5
    ]
    assert len(rules) == len(rows)
    places = {box.leaf: (number, box.y + box.height) for number, page in enumerate(pages.pages) for box in page.cells}
    for row, (number, y) in zip(rows, rules, strict=True):
        where, top = places[row.cells[0].key]
        assert where == number
        assert y > top


def test_room_for_the_pen_grows_with_the_text(renderer: Renderer) -> None:
    heights = []
    for scale in SCALES:
        pages, rows = laid(renderer, scale)
        assert rows[-1].below is None
        heights.append(min(box.height for box in rooms(pages, rows[-1])))
    assert heights[0] >= 9 * MM - 0.01
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("scale", SCALES)
def test_a_filled_grid_is_the_grid_rendered_anew(renderer: Renderer, scale: str) -> None:
    assert_filled_alike(renderer, scale)


def test_a_row_higher_than_a_page_keeps_its_line_below(tmp_path: Path) -> None:
    long = f"{{name: Zinc, purpose: {'skin ' * 700}, noon: '1', note: {'food ' * 900}}}"
    body = f"- medicines: {{rows: [{long}]}}"
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    for scale in SCALES:
        assert renderer.render(Request(topics=("t",), audience="patient", scale=scale)).pages > 1
