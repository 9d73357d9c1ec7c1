"""Contact sheets: every page is on them, and they stay within the size of a picture."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from handout.extract import page_images
from handout.preview.sheet import EDGE, GROUND, across, sheet


def _pdf(*sizes: tuple[float, float]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for size in sizes:
            page = pdf.add_blank_page(page_size=size)
            page.contents_add(pdf.make_stream(b"1 0 0 rg 0 0 99999 99999 re f"))
        pdf.save(out)
    return out.getvalue()


def _colours(png: bytes) -> tuple[Image.Image, dict[tuple[int, ...], int]]:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    found = image.getcolors(1 << 24)
    assert found is not None
    return image, {colour: count for count, colour in found if isinstance(colour, tuple)}


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def test_every_page_is_on_the_sheet_whole_and_beside_the_others() -> None:
    image, colours = _colours(sheet(_pdf((72, 144), (144, 72), (72, 72)), 36))
    assert colours[255, 0, 0] == 36 * 72 + 72 * 36 + 36 * 36
    assert image.width > 3 * 72
    assert image.height < 2 * 72 + 100
    assert _rgb(GROUND) in colours
    assert _rgb(EDGE) in colours


def test_many_pages_make_a_sheet_that_is_no_larger_than_a_picture() -> None:
    image, colours = _colours(sheet(_pdf(*[(842, 1191)] * 60), 300))
    assert image.width * image.height <= page_images.MOST_PIXELS
    assert colours[255, 0, 0] > page_images.MOST_PIXELS / 2


@pytest.mark.parametrize(("pages", "columns"), [(1, 1), (2, 2), (4, 4), (5, 3), (13, 5), (1000, 39)])
def test_pages_stand_in_rows(pages: int, columns: int) -> None:
    assert across(pages) == columns
