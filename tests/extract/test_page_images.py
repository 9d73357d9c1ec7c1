"""Pages as pictures: their size, what is on them, and the cap on a page that is too large."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handout.diagnostics import HandoutError
from handout.extract import page_images


def _pdf(*pages: tuple[float, float, bytes]) -> bytes:
    """A PDF of pages, each with its width, its height and what is drawn on it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for width, height, content in pages:
            page = pdf.add_blank_page(page_size=(width, height))
            page.contents_add(pdf.make_stream(content))
        pdf.save(out)
    return out.getvalue()


TOP_RED = b"1 0 0 rg 0 72 144 72 re f"
TOP_BLACK = b"0 g 0 72 144 72 re f"


def _image(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def test_a_page_is_drawn_at_its_resolution_in_colour(tmp_path: Path) -> None:
    pdf = _pdf((144, 144, TOP_RED), (72, 144, b""))
    (tmp_path / "a.pdf").write_bytes(pdf)
    image = _image(next(page_images.pngs(tmp_path / "a.pdf", dpi=36)))
    assert (image.format, image.size) == ("PNG", (72, 72))
    assert image.convert("RGB").getpixel((10, 10)) == (255, 0, 0)
    assert image.convert("RGB").getpixel((10, 60)) == (255, 255, 255)
    assert [_image(png).size for png in page_images.pngs(pdf, dpi=72)] == [(144, 144), (72, 144)]
    assert page_images.count(pdf) == 2


def test_grey_is_one_byte_a_pixel_from_the_top_left() -> None:
    grey = next(page_images.greys(_pdf((143, 144, TOP_BLACK)), dpi=72))
    assert (grey.width, grey.height, len(grey.pixels)) == (143, 144, 143 * 144)
    assert set(grey.pixels[: 143 * 70]) == {0}
    assert set(grey.pixels[143 * 74 :]) == {255}


def test_pages_asked_for_come_in_the_order_asked_for() -> None:
    pdf = _pdf((72, 72, b""), (72, 144, b""), (72, 216, b""))
    assert [grey.height for grey in page_images.greys(pdf, 72, (2, 0))] == [216, 72]


@pytest.mark.parametrize("size", [(14400, 14400), (14400, 3), (3, 14400)])
def test_a_large_page_doesn_t_eat_the_memory(size: tuple[float, float]) -> None:
    grey = next(page_images.greys(_pdf((*size, b"")), dpi=600))
    assert grey.width * grey.height <= page_images.MOST_PIXELS
    assert max(grey.width, grey.height) <= page_images.LONGEST_SIDE
    assert min(grey.width, grey.height) >= 1


def test_fields_of_a_filled_form_are_drawn() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(72, 72))
        look = pdf.make_stream(b"0 g 0 0 72 72 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        look.BBox = pikepdf.Array([0, 0, 72, 72])
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=pikepdf.String("name"),
            V=pikepdf.String("x"), Rect=pikepdf.Array([0, 0, 72, 72]), F=4, AP=pikepdf.Dictionary(N=look),
        )  # fmt: skip
        made = pdf.make_indirect(field)
        page.Annots = pikepdf.Array([made])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made]))
        pdf.save(out)
    assert min(next(page_images.greys(out.getvalue(), 72)).pixels) == 0


@pytest.mark.parametrize("index", [-1, 1])
def test_a_page_that_isn_t_there(index: int) -> None:
    with pytest.raises(IndexError, match="there is no page"):
        next(page_images.pngs(_pdf((72, 72, b"")), indexes=(index,)))


@pytest.mark.parametrize("dpi", [0, -1, float("inf"), float("nan")])
def test_a_resolution_that_is_none(dpi: float) -> None:
    with pytest.raises(ValueError, match="resolution"):
        next(page_images.pngs(_pdf((72, 72, b"")), dpi))


@pytest.mark.parametrize(("content", "message"), [(b"", "the file is empty"), (b"GIF89a", "not a PDF")])
def test_what_is_no_pdf(content: bytes, message: str) -> None:
    with pytest.raises(HandoutError, match=message):
        page_images.count(content)
