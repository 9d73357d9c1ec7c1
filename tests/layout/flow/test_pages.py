"""Where pages break, and what stands on them."""

from __future__ import annotations

import pytest
from msgspec import structs

from handout.diagnostics import HandoutError, LayoutError
from handout.document import (
    Column,
    Definition,
    Definitions,
    Figure,
    Group,
    HeaderFooter,
    Item,
    Leaf,
    List,
    Masthead,
    Node,
    Paragraph,
    Picture,
    QrCode,
    Run,
    Table,
    WritingLines,
    walk,
)
from handout.layout.geometry import Code, Frame, Icon, Image, Line, Pages, Rect, Rule
from layout.documents import (
    HERE,
    STYLES,
    box,
    bullets,
    heading,
    laid,
    leaf,
    lines_of,
    page,
    part,
    row,
    shown,
    style,
    table,
    text,
    words,
)

SENTENCE = "Small hard bumps of calcium can form in the skin of some people. "
FOUR_LINES = SENTENCE * 3


def short(count: int) -> tuple[Node, ...]:
    """Paragraphs of one line, 20 points each."""
    return tuple(text(f"line {number}") for number in range(1, count + 1))


def tail() -> tuple[Node, ...]:
    """As much as keeps a page from being pulled in."""
    return tuple(text("tail") for _ in range(8))


def rects(pages: Pages, number: int = 0) -> list[Rect]:
    return [item for item in pages.pages[number].items if isinstance(item, Rect)]


def rules(pages: Pages, number: int = 0) -> list[Rule]:
    return [item for item in pages.pages[number].items if isinstance(item, Rule)]


def on_page(pages: Pages, number: int) -> list[str]:
    return [words(line).strip() for line in lines_of(pages, number) if not line.artifact]


def test_an_empty_document_has_a_page() -> None:
    pages = laid()
    assert shown(pages) == "--- 1"
    assert pages.pages[0].frames[0].height == 300.0


def test_lines_are_apart_by_the_leading_and_paragraphs_by_the_larger_space() -> None:
    pages = laid(
        text("a"),
        heading("b"),
        text("c"),
        styles={**STYLES, "heading1": style(space_before=20, space_after=2), "body": style(space_after=6)},
    )
    a, b, c = (line.y for line in lines_of(pages, 0))
    assert a - b == pytest.approx(14 + 20, abs=0.01)
    assert b - c == pytest.approx(14 + 2, abs=0.01)
    first = lines_of(pages, 0)[0]
    assert first.y + first.ascent == pytest.approx(350.0, abs=0.01)


def test_space_before_is_dropped_at_the_top() -> None:
    first = lines_of(laid(heading("Title"), text("x")), 0)[0]
    assert first.y + first.ascent == pytest.approx(350.0, abs=0.01)


def test_a_heading_goes_with_what_follows() -> None:
    pages = laid(*short(13), heading("Title"), text(FOUR_LINES), *tail())
    assert on_page(pages, 0)[-1] == "line 13"
    assert on_page(pages, 1)[0] == "Title"


def test_headings_in_a_row_stay_together() -> None:
    pages = laid(*short(12), part(heading("Title"), heading("Below"), text(FOUR_LINES)))
    assert on_page(pages, 1)[:2] == ["Title", "Below"]


def test_an_introducing_line_goes_with_its_list() -> None:
    pages = laid(*short(14), text("It may be:", keep_with_next=True), bullets("one", "two", "three"), *tail())
    assert on_page(pages, 1)[0] == "It may be:"


@pytest.mark.parametrize(("before", "parted"), [(9, True), (12, False)])
def test_a_paragraph_leaves_a_table_only_where_much_would_be_blank(before: int, *, parted: bool) -> None:
    high = table(("What",), row(SENTENCE * 6), row("low"))
    pages = laid(*short(before), text("Above. ", SENTENCE * 2, near_next=True), high, *tail(), *tail())
    assert (on_page(pages, 1)[0] == "What") == parted


@pytest.mark.parametrize("before", range(9, 15))
def test_neither_widow_nor_orphan(before: int) -> None:
    pages = laid(*short(before), text(SENTENCE * 4), *tail())
    counts = [sum(not found.startswith(("line", "tail")) for found in on_page(pages, n)) for n in (0, 1)]
    assert sum(counts) == 6
    assert 1 not in counts


@pytest.mark.parametrize("before", range(10, 15))
def test_three_lines_are_never_split(before: int) -> None:
    pages = laid(*short(before), text(SENTENCE * 2), *short(8))
    assert {len([w for w in on_page(pages, n) if "line" not in w]) for n in (0, 1)} == {0, 3}


def test_a_list() -> None:
    numbers = tuple(
        Item(label=leaf(f"{n}.", role="label"), children=(Paragraph(leaf=leaf(SENTENCE, role="item")),))
        for n in (9, 10)
    )
    nested = Item(
        label=leaf("11.", role="label"),
        children=(Paragraph(leaf=leaf("an item", role="item")), bullets("inner", "other")),
    )
    pages = laid(List(kind="decimal", items=(*numbers, nested)))
    assert (
        shown(pages)
        == """--- 1
9. | Small hard bumps of calcium can form in the
skin of some people.
10. | Small hard bumps of calcium can form in the
skin of some people.
11. | an item
• | inner
• | other"""
    )
    nine, ten, eleven = (line for line in lines_of(pages, 0) if words(line) in ("9.", "10.", "11."))
    assert nine.x + nine.width == pytest.approx(ten.x + ten.width, abs=0.01)
    assert eleven.x >= 50.0
    texts = [line for line in lines_of(pages, 0) if line.role == "item"]
    assert len({line.x for line in texts[:5]}) == 1
    assert texts[5].x > texts[0].x
    discs = [line for line in lines_of(pages, 0) if words(line) == "•"]
    assert {disc.x for disc in discs} == {texts[0].x}


def test_a_checklist_has_boxes_of_four_millimetres() -> None:
    items = tuple(Item(label=None, children=(Paragraph(leaf=leaf(w, role="item")),)) for w in ("one", "two"))
    pages = laid(List(kind="check", items=items))
    icons = [item for item in pages.pages[0].items if isinstance(item, Icon)]
    assert [icon.name for icon in icons] == ["tick-box", "tick-box"]
    assert icons[0].size == pytest.approx(11.34, abs=0.01)
    assert icons[0].x == 50.0
    line = lines_of(pages, 0)[0]
    assert icons[0].y < line.y < icons[0].y + icons[0].size
    assert line.x >= icons[0].x + icons[0].size + 3


def test_definitions() -> None:
    pairs = (("Name", "Maria"), ("Date of birth", SENTENCE))
    items = tuple(Definition(term=leaf(a, role="title"), text=leaf(b)) for a, b in pairs)
    aligned, stacked = laid(Definitions(items=items, kind="aligned")), laid(Definitions(items=items))
    assert (
        shown(aligned)
        == """--- 1
Name | Maria
Date of birth | Small hard bumps of calcium can
form in the skin of some people."""
    )
    assert (
        shown(stacked)
        == """--- 1
Name
Maria
Date of birth
Small hard bumps of calcium can form in the skin
of some people."""
    )
    assert lines_of(stacked, 0)[1].x == 62.0


def test_a_box_that_fits_on_a_page_is_whole() -> None:
    pages = laid(*short(12), box("Important", text("one"), text("two"), text("three"), id="box"), *tail())
    assert on_page(pages, 1)[:4] == ["Important", "one", "two", "three"]
    assert not rects(pages, 0)
    (ground,) = rects(pages, 1)
    assert (ground.x, ground.width, ground.y + ground.height) == (50.0, 240.0, 350.0)
    assert lines_of(pages, 1)[0].x == 60.0
    last = lines_of(pages, 1)[3]
    assert last.y - last.descent - ground.y == pytest.approx(10.0, abs=0.01)
    assert (pages.places["box"].page, pages.places["box"].y) == (1, 340.0)


def test_a_box_that_fits_on_none_is_split_with_a_ground_on_each_part() -> None:
    pages = laid(box("Important", *short(20)))
    assert [len(rects(pages, number)) for number in (0, 1)] == [1, 1]
    assert on_page(pages, 1)[0].startswith("line ")
    for number in (0, 1):
        ground, found = rects(pages, number)[0], lines_of(pages, number)
        assert ground.y + ground.height - (found[0].y + found[0].ascent) == pytest.approx(10.0, abs=0.01)
        assert found[-1].y - found[-1].descent - ground.y == pytest.approx(10.0, abs=0.01)


def test_a_box_in_a_box_and_an_icon() -> None:
    pages = laid(box("Outer", box("Inner", text("deep")), icon="help"))
    outer, inner = rects(pages)
    assert outer.x < inner.x
    assert inner.y > outer.y
    assert inner.x + inner.width < outer.x + outer.width
    (icon,) = (item for item in pages.pages[0].items if isinstance(item, Icon))
    title = lines_of(pages, 0)[0]
    assert icon.x == 60.0
    assert title.x > icon.x + icon.size
    assert icon.y + icon.size <= outer.y + outer.height


def test_a_table_over_two_pages_repeats_its_header() -> None:
    rows = [row(f"item {number}", "what it does") for number in range(1, 18)]
    pages = laid(table(("Name", "Use"), *rows, caption=leaf("Table 1")))
    first, second = shown(pages).split("--- 2\n")
    assert first.startswith("--- 1\nTable 1\nName | Use\nitem 1 | what it does\n")
    assert second.startswith("[Name] | [Use]\nitem ")
    assert on_page(pages, 0)[-2:] == ["item 11", "what it does"]
    thick = [rule for rule in rules(pages, 1) if rule.width > 1]
    assert len(thick) == 1
    assert (thick[0].x1, thick[0].x2) == (50.0, 290.0)


def test_a_groups_title_stays_with_its_first_row_and_is_repeated() -> None:
    def group(name: str, count: int) -> Group:
        return Group(title=leaf(name, role="group"), rows=tuple(row(f"{name} {n}", "x") for n in range(1, count + 1)))

    pages = laid(table(("Name", "Use"), groups=(group("A", 10), group("B", 6)))).pages
    found = shown(laid(table(("Name", "Use"), groups=(group("A", 10), group("B", 6)))))
    assert len(pages) == 2
    first, second = found.split("\n--- 2\n")
    assert not first.endswith("B")
    assert second.startswith("[Name] | [Use]\n")
    assert "[B]" in second or second.splitlines()[1] == "B"
    longer = shown(laid(table(("Name", "Use"), groups=(group("A", 20),))))
    assert longer.split("--- 2\n")[1].startswith("[Name] | [Use]\n[A]\nA ")


def test_a_row_higher_than_a_page_goes_on_beside_itself() -> None:
    pages = laid(table(("Name", "Use"), row(SENTENCE * 12, SENTENCE * 9)))
    assert len(pages.pages) > 1
    second = shown(pages).split("--- 2\n")[1].splitlines()
    assert second[0] == "[Name] | [Use]"
    assert " | " in second[1]


def test_a_table_is_measured_without_patients_words() -> None:
    def edges(name: str) -> list[float]:
        pages = laid(table(("Name", "Use"), row(Run(text=name, slot=True), "what it does " * 5)))
        return [line.x for line in lines_of(pages, 0) if words(line) in ("Name", "Use")]

    assert edges("Li") == edges("Maria Fernanda de la Cruz y Alvarez")


def test_weights_fix_columns_but_words_stay_whole() -> None:
    columns = (Column(), Column(weight=0.1, align="center"), Column(weight=0.1, align="center"))
    pages = laid(table(("Medicine", "am", "Bedtime"), row("Calcium", "1", "2"), columns=columns, ruled=True))
    assert shown(pages) == "--- 1\nMedicine | am | Bedtime\nCalcium | 1 | 2"
    upright = sorted({rule.x1 for rule in rules(pages) if rule.x1 == rule.x2})
    assert upright[2] - upright[1] == pytest.approx(upright[3] - upright[2], abs=0.01)
    assert (upright[0], upright[3]) == (50.0, 290.0)


def test_an_address_breaks_in_its_column_but_words_do_not() -> None:
    address = "clinic.example/" + "incomprehensible/" * 3
    broken = laid(table(("Where", "Use"), row(address, "skin " * 20)))
    assert address not in shown(broken)
    assert "Use" in shown(broken).splitlines()[1]
    longer = "incomprehensible" * 3
    alone = laid(table(("Where", "Use"), row(longer, "skin")))
    assert on_page(alone, 0) == ["Where", longer[:47], longer[47:], "Use", "skin"]
    names = ("incomprehensible",) * 5
    whole = laid(table(names, row(*names)))
    assert shown(whole).count("incomprehensible") == 10


def test_a_table_too_wide_that_has_no_labels_is_set_as_blocks_too() -> None:
    names = ("incomprehensible",) * 5
    pages = laid(structs.replace(table(names, row(*names), row(*names)), header=None))
    assert on_page(pages, 0) == ["incomprehensible"] * 10


def test_titles_too_wide_for_the_page_without_a_row_are_refused() -> None:
    with pytest.raises(HandoutError) as caught:
        laid(table(("incomprehensible",) * 10))
    assert caught.value.exit_code == 5
    assert caught.value.diagnostics[0].span == HERE
    assert "too wide for the page" in caught.value.diagnostics[0].message


def test_a_stacked_table_has_a_label_for_each_value() -> None:
    pages = laid(table(("Name", "Use"), row("Zinc", "skin"), row("Calcium", "bones"), stacked=True))
    assert shown(pages) == "--- 1\nName | Zinc\nUse | skin\n[Name] | Calcium\n[Use] | bones"


def test_a_header_that_takes_the_page_is_refused() -> None:
    with pytest.raises(HandoutError, match="more than a third"):
        laid(table((SENTENCE * 5, SENTENCE * 5), row("a", "b")))


def test_rows_to_write_in() -> None:
    pages = laid(table(("Name", "Use"), row("", "", min_height=30.0), row("", "", min_height=30.0), ruled=True))
    across = sorted({rule.y1 for rule in rules(pages) if rule.y1 == rule.y2}, reverse=True)
    assert across[1] - across[2] == pytest.approx(30.0, abs=0.01)
    assert across[2] - across[3] == pytest.approx(30.0, abs=0.01)


def test_lines_to_write_on_are_nine_millimetres_apart_and_whole() -> None:
    pages = laid(*short(12), WritingLines(label=leaf("Notes"), count=4, span=HERE))
    assert on_page(pages, 1) == ["Notes"]
    ys = [rule.y1 for rule in rules(pages, 1)]
    assert len(ys) == 4
    assert ys[0] - ys[1] == pytest.approx(25.51, abs=0.01)


def picture(width: int, height: int) -> Picture:
    return Picture(content=b"", format="PNG", width=width, height=height)


@pytest.mark.parametrize(
    ("pixels", "width", "size"),
    [((100, 50), 120.0, (120.0, 60.0)), ((100, 50), 999.0, (240.0, 120.0)), ((10, 100), 200.0, (19.4, 194.0))],
)
def test_figures_are_scaled_down_to_the_frame(pixels: tuple[int, int], width: float, size: tuple[float, float]) -> None:
    figure = Figure(key=0, picture=picture(*pixels), alt="x", width=width, caption=leaf("Skin"), span=HERE)
    pages = laid(figure, setup=page(height=288.0))
    (image,) = (item for item in pages.pages[0].items if isinstance(item, Image))
    assert (image.width, image.height) == pytest.approx(size, abs=0.5)
    caption = lines_of(pages, 0)[0]
    assert caption.y + caption.ascent <= image.y
    assert len(pages.pages) == 1


def test_a_figure_leaves_room_for_its_heading_and_its_caption() -> None:
    figure = Figure(key=0, picture=picture(10, 100), alt="x", width=200.0, caption=leaf("Skin"), span=HERE)
    pages = laid(*short(12), heading("Look"), figure, setup=page(height=288.0))
    number = next(number for number in range(3) if any(isinstance(item, Image) for item in pages.pages[number].items))
    assert on_page(pages, number) == ["Look", "Skin"]


@pytest.mark.parametrize("follows", [False, True])
def test_a_box_that_follows_is_on_the_page_of_what_is_above_it(follows: bool) -> None:
    figures = [Figure(key=0, picture=picture(10, tall), alt="x", width=10.0, span=HERE) for tall in (170, 140, 260)]
    pages = laid(figures[0], box("In short", text("Rest."), follows=follows), *figures[1:])
    assert len(pages.pages) == 3
    assert ("Rest." in on_page(pages, 0)) == follows


def test_a_code_has_its_words_beside_it() -> None:
    pages = laid(
        QrCode(key=0, url="https://a.example", alt="", size=10, words=(leaf("Read"), leaf("a.example")), span=HERE)
    )
    (code,) = (item for item in pages.pages[0].items if isinstance(item, Code))
    assert code.size * 21 / 29 == pytest.approx(62.36, abs=0.01)
    assert all(line.x > code.x + code.size for line in lines_of(pages, 0))
    assert all(code.y < line.y < code.y + code.size for line in lines_of(pages, 0))


def test_a_code_in_a_narrow_place_has_its_words_under_it() -> None:
    """As in a box in one of two columns; it was refused."""
    node = QrCode(key=0, url="https://a.example", alt="", size=10, words=(leaf("Read"), leaf("a.example")), span=HERE)
    pages = laid(node, setup=page(measure=100.0))
    (code,) = (item for item in pages.pages[0].items if isinstance(item, Code))
    read, address = lines_of(pages, 0)
    assert read.x == 50
    assert address.y < read.y
    assert read.y + read.ascent == pytest.approx(code.y)
    with pytest.raises(LayoutError, match="there is no room for this code"):
        laid(node, setup=page(measure=80.0))


def test_a_pair_is_flush_at_both_sides() -> None:
    pages = laid(Masthead(left=(text("Clinic"), text("Lane")), right=(text("555 0100 by day"), text("555"))))
    left, _, right, _ = lines_of(pages, 0)
    assert left.x == 50.0
    assert right.x + right.width == pytest.approx(290.0, abs=0.1)
    assert left.y == right.y


def test_a_blank_has_a_rule_under_it() -> None:
    pages = laid(text("Name: ", Run(text="[name]", blank=80.0)))
    (rule,) = rules(pages)
    line = lines_of(pages, 0)[0]
    assert rule.x2 - rule.x1 == pytest.approx(80.0)
    assert rule.x1 == line.glyphs[1].x
    assert rule.y1 < line.y


def test_columns_are_filled_and_the_last_page_is_balanced() -> None:
    full = laid(*short(44), setup=page(columns=2))
    assert [len(lines_of(full, number)) for number in range(2)] == [30, 14]
    assert [frame.x for frame in full.pages[0].frames] == [50.0, 308.0]
    second = lines_of(full, 1)
    assert [line.x for line in second] == [50.0] * 7 + [308.0] * 7
    assert second[0].y == second[7].y


def test_what_comes_before_the_sections_goes_across_the_columns() -> None:
    pages = laid(heading("Title"), text(SENTENCE, id="lead"), part(*short(16)), setup=page(columns=2))
    assert [words(line).strip() for line in lines_of(pages, 0)[:2]] == ["Title", SENTENCE.strip()]
    lead, left, right = pages.pages[0].frames
    assert (lead.x, lead.width) == (50.0, 498.0)
    assert lead.y == left.y + left.height == right.y + right.height
    assert lead.y + lead.height == 350.0
    columns = lines_of(pages, 0)[2:]
    assert [line.x for line in columns] == [50.0] * 8 + [308.0] * 8
    assert columns[0].y == columns[8].y
    assert columns[0].y + columns[0].ascent == pytest.approx(lead.y, abs=0.01)
    assert pages.places["lead"].page == 0
    # a lead that takes much of the page stays in the first column
    assert len(laid(*short(20), part(text("x")), setup=page(columns=2)).pages[0].frames) == 2


@pytest.mark.parametrize(("count", "columns"), [(3, 1), (8, 1), (16, 2)])
def test_a_short_note_has_one_column(count: int, columns: int) -> None:
    pages = laid(heading("Title"), text("Lead"), part(*short(count)), setup=page(columns=2))
    assert len(pages.pages) == 1
    assert len({line.x for line in lines_of(pages, 0)}) == columns
    if columns == 1:
        assert pages.pages[0].frames == (Frame(50.0, 50.0, 498.0, 300.0),)


def test_what_no_column_can_keep_is_warned_of_once() -> None:
    kept = [structs.replace(each, together=HERE) for each in short(20) if isinstance(each, Paragraph)]
    pages = laid(part(*kept), setup=page(columns=2))
    assert len(pages.pages) == len(pages.warnings) == 1


def test_a_near_empty_last_page_is_pulled_in() -> None:
    def pages_and_distance(count: int) -> tuple[int, float]:
        pages = laid(*short(count), setup=page(height=302.0))
        first, second = lines_of(pages, 0)[:2]
        return len(pages.pages), round(first.y - second.y, 2)

    assert pages_and_distance(15) == (1, 20.0)
    assert pages_and_distance(16) == (1, 19.1)
    assert pages_and_distance(17) == (1, 17.64)
    assert pages_and_distance(18) == (1, 16.9)
    # where it saves nothing the setting stays as it was
    assert pages_and_distance(19) == (2, 20.0)


@pytest.mark.parametrize(
    ("counts", "pages"),
    [
        ((17, 5), 2),
        ((5, 17), 2),
        ((16, 18), 2),  # the first step saves one page, a further one the other
        ((19, 5), 3),
        ((5, 3), 2),
    ],
)
def test_a_near_empty_last_page_of_each_topic_is_pulled_in(counts: tuple[int, int], pages: int) -> None:
    topics = [part(*short(count), starts_page=True) for count in counts]
    made = laid(*topics, setup=page(height=302.0))
    assert len(made.pages) == pages
    last = laid(*short(counts[0]), setup=page(height=302.0))
    assert on_page(made, len(last.pages) - 1) == on_page(last, len(last.pages) - 1)


def test_a_page_that_an_author_begins_may_have_little_on_it() -> None:
    """It is no reason to set the pages before it tighter."""
    apart = [structs.replace(each, starts_page=True) for each in short(1) if isinstance(each, Paragraph)]
    made = laid(*short(14), *apart, setup=page(height=302.0))
    first, second = lines_of(made, 0)[:2]
    assert (len(made.pages), round(first.y - second.y, 2)) == (2, 20.0)


def test_cross_references_print_pages_where_these_differ() -> None:
    here = Run(text=" (page {})", page_of="there")
    body = (text("See the end", here, "."), *short(16), part(heading("End"), text("See above", here, "."), id="there"))
    pages = laid(*body)
    assert on_page(pages, 0)[0] == "See the end (page 2)."
    assert on_page(pages, 1)[-2:] == ["End", "See above."]
    assert [leaf_run.page_of for leaf_run in pages.document.body[0].leaf.runs] == [None] * 3  # type: ignore[union-attr]
    assert pages.places["there"].page == 1


def test_a_label_takes_the_room_that_short_values_leave() -> None:
    items = tuple(
        Definition(term=leaf(f"{day} from nine to five o’clock"), text=leaf("555 0100"))
        for day in ("Weekdays", "Saturday")
    )
    assert [words(line).strip() for line in lines_of(laid(Definitions(items=items, kind="aligned")), 0)] == [
        "Weekdays from nine to five o’clock",
        "555 0100",
        "Saturday from nine to five o’clock",
        "555 0100",
    ]


def test_references_are_printed_in_every_kind_of_node() -> None:
    def cite(role: str = "body") -> Leaf:
        return leaf("on ", Run(text="page {}", page_of="end"), role=role)

    terms = Definitions(items=(Definition(term=cite(), text=cite()),))
    group = Group(title=cite("group"), rows=(row("x"),))
    grid = Table(columns=(Column(),), header=row("Head", role="head"), groups=(group,), caption=cite(), span=HERE)
    items = List(kind="disc", items=(Item(label=leaf("•", role="label"), children=(Paragraph(leaf=cite()),)),))
    nodes: tuple[Node, ...] = (
        items,
        terms,
        grid,
        box("t", Paragraph(leaf=cite())),
        Figure(key=0, picture=picture(10, 10), alt="", width=10.0, caption=cite(), span=HERE),
        WritingLines(label=cite(), count=1, span=HERE),
        QrCode(key=0, url="", alt="", size=1, words=(cite(),), span=HERE),
        Masthead(left=(Paragraph(leaf=cite()),), right=(Paragraph(leaf=cite()),)),
    )
    pages = laid(*nodes, *tail(), part(text("end"), *tail(), id="end"), setup=page(height=480.0))
    assert pages.places["end"].page == 1
    found = [made.text for made in walk(pages.document.body) if made.text.startswith("on ")]
    assert found == ["on page 2"] * 11
    assert shown(pages).count("on page 2") == 11


def test_page_numbers_in_bands() -> None:
    band = HeaderFooter(
        left=leaf("Title", role="band"),
        right=leaf(Run(text="", page_of="page"), " / ", Run(text="", page_of="pages"), role="band"),
        rule=True,
    )
    pages = laid(*short(25), header=HeaderFooter(left=leaf("Clinic", role="band")), footer=band)
    assert shown(pages).startswith("--- 1\n[Clinic]\nline 1\n")
    assert [shown(pages).splitlines()[-1], pages.pages[0].items[-1].__class__] == ["[Title] | [2 / 2]", Line]
    kinds = {line.artifact for line in lines_of(pages, 0)}
    assert kinds == {"Header", "", "Footer"}
    header = lines_of(pages, 0)[0]
    assert header.y - header.descent == pytest.approx(350 + 9, abs=0.01)


def test_a_band_too_high_for_its_margin_shrinks_the_body() -> None:
    low = laid(text("x"), header=HeaderFooter(left=leaf("a", role="band")))
    high = laid(text("x"), header=HeaderFooter(left=leaf(SENTENCE * 3, role="band"), right=leaf(SENTENCE, role="band")))
    assert low.pages[0].frames[0].height == 300.0
    assert high.pages[0].frames[0].height < 300.0
    top = max(line.y + line.ascent for line in lines_of(high, 0))
    assert top == pytest.approx(400 - 14, abs=0.01)


def test_the_first_page_may_have_another_header() -> None:
    pages = laid(*short(25), header=HeaderFooter(left=leaf("Clinic", role="band")), first_header=HeaderFooter())
    assert shown(pages).startswith("--- 1\nline 1\n")
    assert "--- 2\n[Clinic]\n" in shown(pages)


def test_three_cells_of_a_band_stand_left_middle_and_right() -> None:
    one, two, three = (leaf(side, role="band") for side in ("left", "middle", "right"))
    left, center, right = lines_of(laid(header=HeaderFooter(left=one, center=two, right=three)), 0)
    assert left.x == 50.0
    assert center.x + center.width / 2 == pytest.approx(170.0, abs=0.1)
    assert right.x + right.width == pytest.approx(290.0, abs=0.1)
    (alone,) = lines_of(laid(footer=HeaderFooter(center=leaf("alone", role="band"))), 0)
    assert alone.x + alone.width / 2 == pytest.approx(170.0, abs=0.1)


def test_two_cells_of_a_band_share_by_need() -> None:
    long, name = leaf(SENTENCE, role="band"), leaf(Run(text="Li", slot=True), role="band")
    both = laid(header=HeaderFooter(left=long, right=leaf(SENTENCE * 2, role="band")))
    first, other = (next(line for line in lines_of(both, 0) if line.leaf == key) for key in (long.key, long.key + 2))
    assert first.measure < other.measure <= 0.6 * 240
    # what is left over goes to the patient's words, so that these have room
    for band in (
        HeaderFooter(left=name, right=leaf("1", role="band")),
        HeaderFooter(left=leaf("1", role="band"), right=name),
    ):
        line = next(line for line in lines_of(laid(header=band), 0) if line.slot is not None)
        assert line.measure > 200


def test_a_line_above_the_cells_has_a_line_of_its_own() -> None:
    band = HeaderFooter(above=leaf("Maria", role="band"), left=leaf("a", role="band"), right=leaf("b", role="band"))
    assert shown(laid(text("x"), header=band)) == "--- 1\n[Maria]\n[a] | [b]\nx"


def test_a_notice_stands_over_the_header_on_a_solid_ground() -> None:
    band = HeaderFooter(notice=leaf("Not for patients", role="notice"), left=leaf("a", role="band"))
    pages = laid(text("x"), header=band, footer=band)
    above, below = rects(pages)
    assert (above.fill, above.x, above.width) == ("#222222", 50.0, 240.0)
    lines = lines_of(pages, 0)
    assert above.y > lines[1].y + lines[1].ascent
    assert below.y + below.height < lines[-2].y
    assert lines[0].x + lines[0].width / 2 == pytest.approx(170.0, abs=0.1)


def test_slots_say_where_a_patients_words_stand() -> None:
    name = Run(text="Maria Fernanda", slot=True)
    pages = laid(
        text("For ", name, "."),
        box(None, text(name)),
        header=HeaderFooter(left=leaf("Clinic", role="band"), right=leaf(name, role="band")),
    )
    header, first, boxed = pages.slots
    lines = [line for line in lines_of(pages, 0) if line.slot is not None]
    assert [(slot.leaf, slot.y, slot.lines) for slot in pages.slots] == [(line.slot, line.y, 1) for line in lines]
    assert (first.x, first.measure, first.align) == (50.0, 240.0, "left")
    assert (boxed.x, boxed.measure) == (60.0, 220.0)
    assert header.align == "right"
    assert header.x + header.measure == pytest.approx(290.0, abs=0.01)


def test_a_slot_over_two_pages_is_two() -> None:
    pages = laid(*short(12), text(Run(text=SENTENCE * 4, slot=True)), *tail())
    assert [(slot.page, slot.lines) for slot in pages.slots] == [(0, 4), (1, 2)]


def test_what_fits_on_no_page_is_an_error_at_its_place() -> None:
    with pytest.raises(HandoutError) as caught:
        laid(text("x"), setup=page(height=40.0), styles={**STYLES, "body": style(size=40, leading=60)})
    assert caught.value.exit_code == 5
    assert caught.value.diagnostics[0].span == HERE
    with pytest.raises(HandoutError, match="leave no room"):
        laid(text("x"), setup=page(height=20.0))
