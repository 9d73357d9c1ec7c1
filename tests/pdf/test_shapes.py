from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec
import pypdfium2
import pytest
from PIL.Image import Image as Picture

from handout.layout.geometry import Code, Icon, Mark, Rect, Rule
from handout.pdf import write_pdf

from .make import FONTS, Keys, document, set_pages

IconName = Literal["info", "important", "help", "tick-box", "scissors"]


def _render(marks: Sequence[Mark]) -> Picture:
    """The page's lower left corner of 100 points square in grey, 4 pixels a point."""
    pages = set_pages(document(Keys().h(1, "x")))
    page = msgspec.structs.replace(pages.pages[0], items=(*pages.pages[0].items, *marks))
    data = write_pdf(msgspec.structs.replace(pages, pages=(page,)), FONTS)
    pdf: Any = pypdfium2.PdfDocument(data)
    side: Picture = pdf[0].render(scale=4, grayscale=True).to_pil().convert("L")
    pdf.close()
    return side.crop((0, side.height - 400, 400, side.height))


def _ink(image: Picture) -> float:
    return sum(255 - value for value in image.tobytes()) / 255 / 16


def _icon(name: IconName, size: float = 18, color: str = "#000000") -> Picture:
    return _render([Icon(name=name, x=10, y=10, size=size, color=color)])


@pytest.mark.parametrize("name", get_args(IconName))
def test_an_icon_stays_in_its_square(name: IconName) -> None:
    image = _icon(name)
    box = image.point(lambda value: 255 if value < 250 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / 4 for edge in box)
    assert left >= 9.9
    assert right <= 28.1
    assert top >= 100 - 28.1
    assert bottom <= 90.1
    assert right - left > 15


def test_icons_differ_by_weight_and_help_is_strongest() -> None:
    ink = {name: _ink(_icon(name)) for name in get_args(IconName)}
    assert ink["help"] > 1.8 * max(ink["info"], ink["important"])


def test_icons_are_told_apart_in_grey() -> None:
    images = [_icon(name, color="#1a5276").tobytes() for name in get_args(IconName)]
    for index, one in enumerate(images):
        for other in images[index + 1 :]:
            assert sum(abs(a - b) > 100 for a, b in zip(one, other, strict=True)) > 400


@pytest.mark.parametrize("size", [8, 12, 24])
def test_a_tick_box_has_a_line_of_one_point_at_every_size(size: float) -> None:
    image = _icon("tick-box", size)
    middle = round(400 - (10 + size / 2) * 4)
    dark = [image.getpixel((x, middle)) < 128 for x in range(36, 36 + round(size * 2))]  # type: ignore[operator]
    assert sum(dark) == 4


def test_areas_and_rules() -> None:
    image = _render(
        [
            Rect(x=10, y=10, width=20, height=10, fill="#000000"),
            Rect(x=40, y=10, width=20, height=10, stroke="#000000", stroke_width=1, radius=4),
            Rect(x=70, y=10, width=20, height=10),
            Rule(x1=10, y1=50, x2=60, y2=50, color="#000000", width=2),
        ]
    )
    assert _ink(image.crop((0, 310, 140, 400))) == pytest.approx(200, abs=2)
    assert image.getpixel((200, 340)) == 255
    assert image.getpixel((160, 360)) == 255  # a rounded corner
    assert _ink(image.crop((270, 300, 400, 400))) == 0
    assert _ink(image.crop((0, 180, 400, 220))) == pytest.approx(100, abs=2)


def test_a_qr_code_at_the_edge_begins_there() -> None:
    image = _render([Code(key=99, url="https://example.org", x=10, y=10, size=66, at_edge="left")])
    assert _ink(image.crop((0, 0, 40, 400))) == 0
    assert image.getpixel((42, 400 - 40 - 230)) < 128  # type: ignore[operator]
    image = _render([Code(key=99, url="https://example.org", x=10, y=10, size=66, at_edge="right")])
    assert _ink(image.crop((40 + 4 * 66, 0, 400, 400))) == 0
    assert image.getpixel((40 + 4 * 66 - 2, 400 - 40 - 230)) < 128  # type: ignore[operator]


def test_a_qr_code_has_its_quiet_zone_and_finder_patterns() -> None:
    image = _render(
        [
            Rect(x=0, y=0, width=99, height=99, fill="#808080"),
            Code(key=99, url="https://example.org", x=10, y=10, size=66),
        ]
    )
    module = 66 * 4 / 33  # version 2: 25 modules, and 4 of quiet on each side
    left, top = 40, 400 - 40 - 264

    def dark(column: int, row: int) -> bool:
        value = image.getpixel((round(left + (column + 0.5) * module), round(top + (row + 0.5) * module)))
        return value < 128  # type: ignore[operator]

    assert not any(dark(column, row) for column in range(4) for row in range(33))
    for column, row in ((4, 4), (22, 4), (4, 22)):
        finder = [[dark(column + x, row + y) for x in range(7)] for y in range(7)]
        assert finder[0] == finder[6] == [True] * 7
        assert finder[1] == [True, False, False, False, False, False, True]
        assert finder[3] == [True, False, True, True, True, False, True]
    assert dark(4 + 8, 4 + 17)  # the dark module that every code has
