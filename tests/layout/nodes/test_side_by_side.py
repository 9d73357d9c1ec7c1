"""Groups beside each other: each in its half, read one after the other, below each other where room is lacking."""

from __future__ import annotations

from typing import Any

import pytest

from handout.diagnostics import LayoutError
from handout.document import Figure, Picture, QrCode, SideBySide
from handout.layout.geometry import Image

from ..documents import HERE, box, bullets, laid, leaf, lines_of, page, text, words

SQUARE = '<rect width="80" height="40" fill="#888888"/>'
GREY = f'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">{SQUARE}</svg>'.encode()


def sides(left: Any, right: Any, **changes: Any) -> SideBySide:
    return SideBySide(left=left, right=right, span=HERE, **changes)


def picture(width: float | None) -> Figure:
    drawn = Picture(content=GREY, format="SVG", width=80, height=40)
    return Figure(key=10_000, picture=drawn, alt="grey", width=width, span=HERE)


def test_two_groups_have_half_of_the_room_each() -> None:
    pages = laid(
        text("Before."), sides((text("One."), bullets("two")), (text("Three."), text("Four."))), text("After.")
    )
    found = {words(line): line for line in lines_of(pages, 0)}
    assert [*found] == ["Before.", "One.", "•", "two", "Three.", "Four.", "After."]
    assert found["One."].x == found["•"].x == 50
    assert found["Three."].x == found["Four."].x == 50 + (240 - 18) / 2 + 18
    assert found["One."].y == found["Three."].y
    assert found["One."].measure == (240 - 18) / 2
    assert found["After."].y < min(found["two"].y, found["Four."].y)


def test_a_picture_has_its_own_width_and_the_text_the_rest() -> None:
    pages = laid(sides((picture(60),), (text("Beside it."),)))
    (image,) = [item for item in pages.pages[0].items if isinstance(item, Image)]
    (line,) = lines_of(pages, 0)
    assert (image.x, image.width) == (50, 60)
    assert line.x == 50 + 60 + 18
    pages = laid(sides((text("Beside it."),), (picture(400),)))
    (image,) = [item for item in pages.pages[0].items if isinstance(item, Image)]
    assert (round(image.width, 3), round(image.x + image.width, 3)) == (111, 290)


def test_widths_are_as_the_author_gives_them() -> None:
    for given, start in (({"left_share": 0.25}, 60 + 9), ({"left_width": 100.0}, 118)):
        pages = laid(sides((text("1"),), (text("two"),), **given), setup=page(measure=240) if given else None)
        beside = [line.x for line in lines_of(pages, 0)]
        assert beside == ([50, 50 + start] if start >= 100 else [50, 50])


def test_groups_without_room_are_below_each_other() -> None:
    narrow = sides((text("One."),), (text("Two."),))
    for pages in (laid(narrow, setup=page(measure=150)), laid(sides((text("One."),), (text("Two."),), stacked=True))):
        one, two = lines_of(pages, 0)
        assert one.x == two.x == 50
        assert one.y > two.y
    pages = laid(sides((text("Donaudampfschifffahrtsgesellschaftskapitän"),), (text("Two."),)))
    assert {line.x for line in lines_of(pages, 0)} == {50}


def test_a_group_whose_box_has_no_room_is_below_the_other() -> None:
    """A code is wider than what a box leaves of half a column; it was refused."""
    code = QrCode(key=0, url="https://a.example", alt="", size=10, words=(leaf("Read"),), span=HERE)
    pages = laid(sides((text("One."),), (box("Two", code),)), setup=page(measure=210))
    one, two, read = lines_of(pages, 0)
    assert one.x == 50
    assert one.y > two.y > read.y


def test_what_no_page_holds_side_by_side_goes_on_below() -> None:
    many = tuple(text(f"Line {n}.") for n in range(30))
    pages = laid(sides(many, (box("Title", text("Two.")),)))
    assert len(pages.pages) > 1
    printed = [words(line) for n in range(len(pages.pages)) for line in lines_of(pages, n)]
    assert printed == [*(f"Line {n}." for n in range(30)), "Title", "Two."]


def test_it_is_never_parted() -> None:
    for count in range(12, 20):
        pages = laid(*(text(f"{n}") for n in range(count)), sides((text("A."), text("B.")), (text("C."), text("D."))))
        having = [
            n
            for n in range(len(pages.pages))
            if {words(line) for line in lines_of(pages, n)} & {*["A.", "B.", "C.", "D."]}
        ]
        assert len(having) == 1


def test_a_left_side_that_is_wider_than_the_page_is_refused() -> None:
    node = sides((text("Left."),), (text("Right."),), left_width=250.0)
    with pytest.raises(LayoutError, match="the left side is 88 mm wide, and there is room for 85 mm on both sides"):
        laid(node)
    laid(sides(node.left, node.right, left_width=250.0, stacked=True))
    laid(sides(node.left, node.right, left_width=230.0))
