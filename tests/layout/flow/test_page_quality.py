"""Which page breaks count as bad: for the layout, which then tries less space, and for those who count faults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from handout.diagnostics import Span
from handout.document import Document, leaves
from handout.layout.flow.frame_heights import Cut
from handout.layout.flow.page_quality import strain
from handout.layout.flow.pieces import FEW, FREE, SHORT, Piece
from handout.layout.flow.rooms import Rooms
from handout.layout.geometry import Frame, Line, Page, Pages, Rule
from layout.documents import STYLES, box, bullets, document, heading, laid, page, part, shown, style, text
from page_faults import page_faults

HERE = Span("topic.yaml", 1, 1)
ROOM = Rooms((100.0,), (100.0,))


def pieces(penalty: float = FREE, *, starts_page: bool = False) -> list[Piece]:
    """Fourteen pieces of ten points, the penalty after the seventh."""
    made = [Piece(10.0, [], HERE) for _ in range(14)]
    made[6].break_penalty = penalty
    made[7].starts_page = starts_page
    return made


def pages(*ends: int) -> list[list[Cut]]:
    return [[Cut(start, end, 10.0 * (end - start))] for start, end in zip((0, *ends), ends, strict=False)]


def test_a_page_that_is_full_enough_is_not_bad() -> None:
    assert strain(pieces(SHORT), ROOM, pages(8, 14)) == 0


def test_a_page_more_than_a_quarter_blank_is_bad() -> None:
    assert strain(pieces(), ROOM, pages(7, 14)) == 1


def test_a_page_before_a_wish_may_be_blank() -> None:
    assert strain(pieces(starts_page=True), ROOM, pages(7, 14)) == 0


def test_a_break_in_what_should_stay_together_is_bad() -> None:
    assert strain(pieces(FEW), Rooms((80.0,), (80.0,)), pages(7, 14)) == 1


def test_a_last_page_under_a_third_full_is_bad() -> None:
    assert strain(pieces(), ROOM, pages(8, 11)) == 1
    assert strain(pieces(), ROOM, pages(3)) == 0


class Printed(NamedTuple):
    """A leaf, by its number in the document, as one line at a height of a page of 100 points."""

    page: int
    leaf: int
    y: float


def placed(made: Document, *lines: Printed, count: int = 2, drawn: Sequence[Rule] = ()) -> Pages:
    """Pages with these lines alone, as no layout would set them; what is drawn is on the first."""
    every = [leaf for node in made.body for leaf in leaves(node)]
    sheets: list[list[Line | Rule]] = [[*drawn], *([] for _ in range(count - 1))]
    for number, index, y in lines:
        leaf = every[index]
        line = Line(
            leaf=leaf.key, role=leaf.role, glyphs=(), x=0.0, y=y, width=50.0, measure=100.0,
            ascent=8.0, descent=2.0, slot=None, span=HERE,
        )  # fmt: skip
        sheets[number].append(line)
    frame = Frame(0.0, 0.0, 100.0, 100.0)
    return Pages(document=made, pages=tuple(Page(tuple(s), (frame,)) for s in sheets), places={}, slots=())


def test_a_blank_inner_page_is_counted() -> None:
    made = document(text("one"), text("two"))
    assert page_faults(placed(made, Printed(0, 0, 28.0), Printed(1, 1, 2.0))).blank == [1]
    assert page_faults(placed(made, Printed(0, 0, 20.0), Printed(1, 1, 2.0))).blank == []


def test_a_page_before_an_authors_wish_is_no_inner_page() -> None:
    made = document(text("one"), part(heading("two"), text("three"), starts_page=True))
    faults = page_faults(placed(made, Printed(0, 0, 90.0), Printed(1, 1, 90.0), Printed(1, 2, 2.0)))
    assert (faults.inner, faults.blank) == (0, [])


def test_a_short_last_page_is_counted_where_there_was_room() -> None:
    made = document(text("one"), text("two"))
    assert page_faults(placed(made, Printed(0, 0, 20.0), Printed(1, 1, 90.0))).short_last == [2]
    assert page_faults(placed(made, Printed(0, 0, 2.0), Printed(1, 1, 90.0))).short_last == []


@pytest.mark.parametrize(("items", "cut"), [(("a", "b", "c"), [1]), (("a", "b", "c", "d"), [])])
def test_a_short_list_that_is_cut_is_counted(items: tuple[str, ...], cut: list[int]) -> None:
    made = document(bullets(*items))
    lines = [Printed(0, 1, 2.0), *(Printed(1, 2 * number + 1, 2.0) for number in range(1, len(items)))]
    assert page_faults(placed(made, *lines)).cut_lists == cut


def test_a_heading_with_one_line_is_counted() -> None:
    made = document(heading("H"), text("one"), text("two"))
    bare = page_faults(placed(made, Printed(0, 0, 30.0), Printed(0, 1, 2.0), Printed(1, 1, 90.0), Printed(1, 2, 2.0)))
    assert bare.bare_headings == [1]
    two = placed(made, Printed(0, 0, 30.0), Printed(0, 1, 20.0), Printed(0, 1, 2.0), Printed(1, 2, 2.0))
    assert page_faults(two).bare_headings == []


def test_a_heading_with_one_item_is_counted() -> None:
    made = document(heading("H"), bullets("a", "b", "c", "d"))
    one = placed(made, Printed(0, 0, 30.0), Printed(0, 2, 20.0), Printed(0, 2, 2.0), Printed(1, 4, 2.0))
    assert page_faults(one).bare_headings == [1]
    two = placed(made, Printed(0, 0, 30.0), Printed(0, 2, 20.0), Printed(0, 4, 2.0), Printed(1, 6, 2.0))
    assert page_faults(two).bare_headings == []


def test_a_heading_over_lines_to_write_on_is_not_bare() -> None:
    made = document(heading("H"), text("one"))
    rule = Rule(x1=0.0, y1=2.0, x2=100.0, y2=2.0, color="#000000", width=0.5)
    assert page_faults(placed(made, Printed(0, 0, 30.0), Printed(1, 1, 2.0), drawn=[rule])).bare_headings == []


def test_two_items_stay_with_a_heading() -> None:
    items = bullets(*(f"item {number}" for number in range(8)))
    for room in range(200, 260, 4):
        before = [text(f"line {number}") for number in range(8)]
        made = laid(*before, heading("Heading"), items, setup=page(height=float(room)))
        assert page_faults(made).bare_headings == [], shown(made)


def test_less_space_mends_a_bad_break() -> None:
    # Ten lines, and a list of three that just doesn't fit below them.
    before = [text(f"line {number}") for number in range(10)]
    after = [text(f"line {number}") for number in range(14)]
    rooms = range(240, 262, 2)
    mended = [laid(*before, bullets("a", "b", "c"), *after, setup=page(height=float(room))) for room in rooms]
    assert all(page_faults(each).clean for each in mended), [shown(each) for each in mended]


SPACED = {**STYLES, "item": style(indent=14, space_after=4)}


def boxed(before: int, inside: int, after: int, room: float) -> Pages:
    """Lines, a box that stays whole, and lines."""
    around = [*map(text, ["above"] * before)], [*map(text, ["below"] * after)]
    whole = box("Box", *map(text, ["boxed"] * inside))
    return laid(*around[0], whole, *around[1], setup=page(height=room), styles=SPACED)


def test_where_less_space_saved_a_page_still_less_mends_a_bad_break() -> None:
    made = boxed(7, 5, 6, 240.0)
    assert len(made.pages) == 2
    assert page_faults(made).clean


def test_of_pages_that_are_alike_fewer_are_better() -> None:
    assert len(boxed(2, 9, 14, 248.0).pages) == 2
