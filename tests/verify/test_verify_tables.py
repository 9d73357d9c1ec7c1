"""Verification counts the cells of tables: a fault is put into the layout, and it must be found and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from canary.workspace import loaded, section
from handout.content.nodes import Composer
from handout.diagnostics import HandoutError
from handout.document import Group, Node, Row, Run, Table
from handout.layout import geometry, layout
from handout.layout.geometry import CellBox, Line, Pages
from handout.layout.nodes import grids
from handout.pdf import struct_elems, write_pdf
from handout.pipeline import Renderer, Request
from handout.verify import verify
from handout.verify.rectangles import BlockNames
from handout.verify.table_cells import problems
from layout.documents import FONTS, document, heading, leaf, page, part, row, table, words

TITLES = ("Day", "Date", "Pain", "Notes")


def diary(count: int) -> tuple[Row, ...]:
    return tuple(row(str(day), "", "", "") for day in range(1, count + 1))


def laid(*nodes: Node, **changes: Any) -> Pages:
    return layout(document(part(heading("Diary"), *nodes), **changes), FONTS)


def found(pages: Pages) -> set[str]:
    return {each.message.rpartition(": ")[2] for each in problems(pages, BlockNames(pages.document))}


def without_line(pages: Pages, begin: str, number: int) -> Pages:
    """The pages without one of the lines that begin so."""
    seen = -1

    def stays(item: geometry.Mark) -> bool:
        nonlocal seen
        hit = isinstance(item, Line) and words(item).startswith(begin)
        seen += hit
        return not (hit and seen == number)

    return replace(pages, pages=tuple(replace(p, items=tuple(filter(stays, p.items))) for p in pages.pages))


def cells_changed(pages: Pages, change: Callable[[CellBox], CellBox | None]) -> Pages:
    made = (replace(p, cells=tuple(c for c in map(change, p.cells) if c is not None)) for p in pages.pages)
    return replace(pages, pages=tuple(made))


GRID = table(TITLES, *diary(3))
BLOCKS = table(TITLES, *diary(3), stacked=True)
LONG = "incomprehensibleincomprehensible"
ABOVE = table(("Day", LONG, "Pain"), *(row(str(n), "", "") for n in range(3)), stacked=True)
GROUPS = tuple(Group(title=leaf(title, role="group"), rows=diary(2)) for title in ("One", "Two"))
GROUPED = table(TITLES, groups=GROUPS)


@pytest.mark.parametrize("good", [GRID, BLOCKS, ABOVE])
@pytest.mark.parametrize("height", [300.0, 120.0])
def test_good_tables_pass(good: Table, height: float) -> None:
    assert found(laid(good, setup=page(height=height))) == set()


def test_a_word_longer_than_its_column_of_the_page_may_break() -> None:
    """The table goes on in the page's second column, but is only as wide as one of them."""
    narrow = replace(ABOVE, columns=ABOVE.columns[:2], header=row("Day", LONG, role="head"), groups=())
    narrow = replace(narrow, groups=(Group(title=None, rows=tuple(row(LONG, "1") for _ in range(6))),))
    pages = laid(narrow, setup=page(measure=60.0, height=200.0, columns=2))
    assert len({box.x // 60 for box in pages.pages[0].cells}) > 1
    assert found(pages) == set()


@pytest.mark.parametrize("stacked", [True, False])
def test_headings_higher_than_a_page_leave_no_label_without_its_value(stacked: bool) -> None:
    headings = [heading("Words that are long") for _ in range(5)]
    values = table(("Day", LONG if stacked else "Pain"), row("1", "2"), stacked=stacked)
    for height in range(100, 220, 4):
        assert found(laid(*headings, values, setup=page(height=height))) == set()


def test_a_label_that_one_block_has_lost() -> None:
    for number in range(3):
        for label in TITLES:
            assert found(without_line(laid(BLOCKS), label, number)) >= {"a cell has lost its label"}


def test_a_label_above_its_value_that_one_block_has_lost() -> None:
    for number in range(3):
        assert "a cell has lost its label" in found(without_line(laid(ABOVE), "Pain", number))


def test_empty_cells_dropped_with_their_labels() -> None:
    """As it was once: a form in large print lost its fields."""
    pages = laid(BLOCKS)
    empty = {leaf.key for leaf in pages.document.every_leaf if not leaf.text}
    for label in TITLES[1:]:
        for _ in diary(3):
            pages = without_line(pages, label, 0)
    assert found(cells_changed(pages, lambda cell: None if cell.leaf in empty else cell)) == {"a cell is missing"}


def test_a_line_below_a_row_without_its_room() -> None:
    under = leaf("With food.", role="cell")
    rows = (row("Zinc", "1"), replace(row("Iron", "2"), below=under))
    good = table(("Name", "Dose"), *rows)
    for made in (good, replace(good, stacked=True), replace(good, ruled=True)):
        pages = laid(made)
        assert found(pages) == set()
        lost = cells_changed(pages, lambda cell: None if cell.leaf == under.key else cell)
        assert found(lost) == {"a cell is missing"}
        high = cells_changed(pages, lambda cell: replace(cell, height=40.0) if cell.leaf == under.key else cell)
        assert "a cell overlaps another cell" in found(high)


def test_a_header_that_a_page_has_lost() -> None:
    pages = laid(GRID, setup=page(height=80.0))
    assert len(pages.pages) > 1
    assert found(pages) == set()
    assert found(without_line(pages, "Pain", len(pages.pages) - 1)) == {"a cell has lost its label"}


def test_words_in_another_column() -> None:
    """The dose of the morning, printed under the night."""
    pages = laid(table(("Name", "Morning", "Night"), row("Zinc", "1", "")))
    morning, night = (pages.document.body[0].children[1].groups[0].rows[0].cells[n] for n in (1, 2))  # type: ignore[union-attr]
    by = next(c.x for c in pages.pages[0].cells if c.leaf == night.key) - next(
        c.x for c in pages.pages[0].cells if c.leaf == morning.key
    )

    def over(item: geometry.Mark) -> geometry.Mark:
        if not isinstance(item, Line) or item.leaf != morning.key:
            return item
        return replace(item, x=item.x + by, glyphs=tuple(replace(g, x=g.x + by) for g in item.glyphs))

    wrong = replace(pages, pages=(replace(pages.pages[0], items=tuple(map(over, pages.pages[0].items))),))
    assert found(wrong) == {"words are outside of their cell", "words are in an empty cell"}
    keys = {morning.key: night.key, night.key: morning.key}
    swapped = cells_changed(wrong, lambda cell: replace(cell, leaf=keys.get(cell.leaf, cell.leaf)))
    assert found(swapped) == {"a cell has lost its label"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda cell: None, "a cell is missing"),
        (lambda cell: replace(cell, height=2.0, y=cell.y + cell.height - 2.0), "a cell has no room"),
        (lambda cell: replace(cell, width=2.0), "a cell has no room"),
        (lambda cell: replace(cell, x=60.0, width=200.0), "a cell overlaps another cell"),
    ],
)
def test_a_cell_without_its_room(change: Callable[[CellBox], CellBox | None], message: str) -> None:
    last = GRID.groups[0].rows[-1].cells[-1].key
    assert message in found(cells_changed(laid(GRID), lambda cell: change(cell) if cell.leaf == last else cell))
    last = BLOCKS.groups[0].rows[-1].cells[-1].key
    assert found(cells_changed(laid(BLOCKS), lambda cell: change(cell) if cell.leaf == last else cell))


def test_a_row_without_a_cell() -> None:
    pages = laid(GRID)
    short = replace(GRID, groups=(Group(title=None, rows=(*diary(2), row("3", ""))),))
    body = (part(heading("Diary"), short),)
    wrong = replace(pages, document=replace(pages.document, body=body))
    assert "a row lacks a cell for one of the columns" in found(wrong)


def test_a_title_of_a_group_that_its_rows_have_lost() -> None:
    for good in (GROUPED, replace(GROUPED, stacked=True)):
        pages = laid(good, setup=page(height=500.0))
        assert found(pages) == set()
        assert found(without_line(pages, "Two", 0)) == {"a row has lost the title of its group"}


@pytest.mark.parametrize("cell", ["incomprehensible", "10.25 × 10⁹/L", Run(text="a thin layer", whole=True)])
def test_a_shortage_that_is_shared(monkeypatch: pytest.MonkeyPatch, cell: str | Run) -> None:
    """As it was once: one long word broke the words of all columns."""
    made = table(("Name", "Use"), row("Zinc", cell))
    assert found(laid(made)) == set()
    monkeypatch.setattr(grids, "column_widths", lambda flow, node, measure, *_, **__: [measure - 45.0, 45.0])
    assert found(laid(made)) == {"a word of a table is broken"}


def test_a_patients_words_may_break() -> None:
    name = Run(text="incomprehensible" * 4, slot=True)
    assert found(laid(table(("Name", "Use"), row(name, "skin " * 30)))) == set()


@pytest.mark.parametrize(
    "columns",
    ["[Name, Use]", "[Name, {title: Use, group: Both}, {title: incomprehensible, group: Both}]"],
)
@pytest.mark.parametrize("cell", ["LONG", "{bullets: [LONG, LONG]}"])
def test_a_word_that_is_longer_than_its_table_breaks_under_its_label(tmp_path: Path, columns: str, cell: str) -> None:
    """It is as wide as a list, or a group of columns, leaves it."""
    cells = ", ".join([cell] * (columns.count("title") + 1 if "group" in columns else 2))
    body = f"- table: {{columns: {columns}, rows: [[{cells}]]}}".replace("LONG", "incomprehensible" * 8)
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    assert renderer.render(Request(topics=("t",), audience="patient")).pages == 1


def test_a_table_that_was_selected_and_is_not_composed_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "- table: {columns: [a, b], rows: [[c, ''], [d, '']]}\n- facts: [{label: a, value: b}]\n"
    body += "- medicines: {blank-rows: 2}"
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    wish = Request(topics=("t",), audience="patient")
    assert renderer.render(wish).pages == 1
    from handout.content.blocks.table import Table as Block

    compose = Block.compose

    def shorter(self: Block, composer: Composer) -> Iterator[Node]:
        for node in compose(self, composer):
            assert isinstance(node, Table)
            yield replace(node, groups=tuple(replace(group, rows=group.rows[:1]) for group in node.groups))

    monkeypatch.setattr(Block, "compose", shorter)
    with pytest.raises(HandoutError, match="a row or a cell of the table is not in the document") as caught:
        renderer.render(wish)
    assert caught.value.exit_code == 5


def test_a_telephone_number_that_is_not_composed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "- contact: [{label: a, phone: 555 0100}, {label: b, phone: 555 0199}]"
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    wish = Request(topics=("t",), audience="patient")
    assert renderer.render(wish).pages == 1
    from handout.content.blocks.contact import ContactNumbers

    compose = ContactNumbers.compose

    def shorter(self: ContactNumbers, composer: Composer) -> Iterator[Node]:
        return compose(replace(self, numbers=self.numbers[:1]), composer)

    monkeypatch.setattr(ContactNumbers, "compose", shorter)
    with pytest.raises(HandoutError, match="a row or a cell of the table is not in the document"):
        renderer.render(wish)


def test_a_cell_that_the_tags_have_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hears the table would take the next cell for it."""
    pages = laid(BLOCKS)
    assert verify(write_pdf(pages, FONTS), pages, FONTS)

    def pruned(element: struct_elems.StructElem) -> None:
        element.kids = [kid for kid in element.kids if not isinstance(kid, struct_elems.StructElem) or kid.kids]
        for kid in element.kids:
            if isinstance(kid, struct_elems.StructElem):
                pruned(kid)

    monkeypatch.setattr(struct_elems, "prune", pruned)
    with pytest.raises(HandoutError, match="the file's tags don't have every cell of its tables"):
        verify(write_pdf(pages, FONTS), pages, FONTS)


NOTED = """\
- facts: [{label: When, value: "Today[^a]"}]
  notes: {a: If you feel well.}
- contact: [{label: "Nurse[^b]", phone: 555 0188}]
  notes: {b: On weekdays.}
- callout:
    kind: get-help
    body:
      - contact: [{label: "Desk[^c]", phone: 555 0199}]
        notes: {c: At night.}
- medicines:
    rows: [{name: Example, morning: 1 tablet, note: "With food[^d]."}]
  notes: {d: Not with milk.}
- table:
    columns: [Day, "Dose[^e]"]
    rows: [[Monday, 5 mg]]
  notes: {e: For grown-ups.}
"""


@pytest.mark.parametrize("scale", ["standard", "giant"])
def test_a_footnote_takes_no_row_from_the_box_that_it_is_printed_in(tmp_path: Path, scale: str) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(NOTED)}))
    assert renderer.render(Request(topics=("t",), audience="patient", scale=scale)).pdf
