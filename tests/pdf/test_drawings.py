"""Drawings in a file: one form for all places, paths only, and the ink that the drawing has."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image as Pictures

from handout.diagnostics import HandoutError
from handout.document import Figure, Picture
from handout.drawing.svg import drawing
from handout.extract.page_images import pngs
from handout.layout.geometry import Image, Mark, Page, Pages
from handout.pdf import write_pdf
from handout.verify import pictures, verify
from handout.verify.pdf_objects import File

from .check import problems
from .make import FONTS, SPAN, Keys, document, set_pages

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
EVERYTHING = """
<rect width="100" height="50" fill="#00f"/>
<circle cx="20" cy="25" r="20" fill="red" fill-opacity=".5" stroke="black" stroke-dasharray="3 2"/>
<g opacity=".5"><rect x="60" width="20" height="20"/><rect x="70" width="20" height="20" stroke="red"/></g>
<circle r="10" transform="translate(70 40) scale(2 .5)" fill="none" stroke="#0f0" stroke-width="3"/>
<clipPath id="c"><circle cx="90" cy="40" r="10"/></clipPath>
<rect clip-path="url(#c)" width="200" height="90" fill="orange"/>
"""


def svg(body: str) -> Picture:
    content = f"{HEAD}{body}</svg>".encode()
    found = drawing(content)
    return Picture(content=content, format="SVG", width=found.width, height=found.height)


def laid_out(*pictures: Picture) -> Pages:
    k = Keys()
    figures = [Figure(key=k.next(), picture=pic, alt="A drawing", width=100, span=SPAN) for pic in pictures]
    return set_pages(document(k.h(1, "Drawings"), *figures))


def test_both_standards_and_our_own_checks_pass() -> None:
    pages = laid_out(svg(EVERYTHING), svg('<path d="M0 0h9v9z"/>'))
    data = write_pdf(pages, FONTS)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).failures == []
    assert problems(data) == []
    assert verify(data, pages, FONTS) is data


def test_a_drawing_in_two_places_is_one_object_of_the_same_bytes() -> None:
    data = write_pdf(laid_out(svg(EVERYTHING), svg(EVERYTHING)), FONTS)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 1
    drawing.cache_clear()
    assert write_pdf(laid_out(svg(EVERYTHING), svg(EVERYTHING)), FONTS) == data


@pytest.mark.parametrize(
    ("body", "colours"),
    [
        ('<rect width="50" height="50" fill="#f00"/>', {(25, 25): "red", (75, 25): "white"}),
        ('<rect width="50" height="50" fill="#f00" opacity=".5"/>', {(25, 25): (255, 127, 127)}),
        ('<path d="M0 0h40v40h-40zM10 10h20v20h-20z" fill-rule="evenodd"/>', {(5, 5): "black", (20, 20): "white"}),
        ('<path d="M0 0h40v40h-40zM10 10h20v20h-20z"/>', {(5, 5): "black", (20, 20): "black"}),
        (
            '<path d="M0 25h100" stroke="#00f" stroke-width="10"/>',
            {(50, 22): "blue", (50, 28): "blue", (50, 40): "white"},
        ),
        ('<path d="M10 25h.01" stroke="#00f" stroke-width="10" stroke-linecap="round"/>', {(10, 25): "blue"}),
        (
            '<path d="M0 25h100" stroke="#00f" stroke-width="9" stroke-dasharray="20"/>',
            {(10, 25): "blue", (30, 25): "white", (50, 25): "blue"},
        ),
        (
            '<clipPath id="c"><path d="M0 0h10v50H0z"/></clipPath><path clip-path="url(#c)" d="M0 0h99v50H0z"/>',
            {(5, 25): "black", (15, 25): "white"},
        ),
        (
            '<g transform="rotate(90 50 25)"><rect x="25" width="50" height="25"/></g>',
            {(60, 5): "black", (40, 25): "white"},
        ),
        ('<rect x="-50" y="-50" width="70" height="70"/>', {(10, 10): "black", (40, 40): "white"}),
        (
            '<g opacity=".5"><rect width="40" height="40"/><rect x="20" width="40" height="40"/></g>',
            {(10, 20): (128, 128, 128), (30, 20): (128, 128, 128)},
        ),
    ],
)
def test_the_ink_is_where_the_drawing_has_it(
    body: str, colours: dict[tuple[int, int], str | tuple[int, int, int]]
) -> None:
    pages = laid_out(svg(body))
    (image,) = [item for item in pages.pages[0].items if isinstance(item, Image)]
    sheet: Any = Pictures.open(BytesIO(next(pngs(write_pdf(pages, FONTS), 288)))).convert("RGB")
    names = {"red": (255, 0, 0), "blue": (0, 0, 255), "white": (255, 255, 255), "black": (0, 0, 0)}
    top = pages.document.page.height - image.y - image.height
    across, down = image.width / 100, image.height / 50
    for (x, y), colour in colours.items():
        found = sheet.getpixel((round(4 * (image.x + x * across)), round(4 * (top + y * down))))
        wanted = names[colour] if isinstance(colour, str) else colour
        assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) <= 2, (x, y, found)


def test_nothing_of_the_file_s_words_is_in_the_document() -> None:
    data = write_pdf(laid_out(svg("<title>Secret</title><!-- Secret --><desc>Secret</desc>" + EVERYTHING)), FONTS)
    with pikepdf.open(BytesIO(data)) as pdf:
        said = b"".join(each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
    assert b"Secret" not in data + said


def _elsewhere(pages: Pages) -> Pages:
    first = pages.pages[0]
    items: list[Mark] = [replace(item, x=item.x + 1) if isinstance(item, Image) else item for item in first.items]
    return replace(pages, pages=(Page(tuple(items), first.frames), *pages.pages[1:]))


def test_a_drawing_that_is_elsewhere_or_missing_is_found() -> None:
    pages = laid_out(svg(EVERYTHING))
    with pytest.raises(HandoutError, match="a picture is not where the layout put it"):
        verify(write_pdf(_elsewhere(pages), FONTS), pages, FONTS)
    without = replace(pages.pages[0], items=tuple(i for i in pages.pages[0].items if not isinstance(i, Image)))
    missing = replace(pages, pages=(without, *pages.pages[1:]))
    with pytest.raises(HandoutError, match="page 1: the file has 1 picture, the layout 0"):
        verify(write_pdf(pages, FONTS), missing, FONTS)


@pytest.mark.parametrize(
    "content", [b"BT /F0 1 Tf (a) Tj ET", b"/I0 Do", b"0 0 m EMC", b"(a)", b"/P BMC", b"0 0 m <61>"]
)
def test_a_form_that_holds_anything_else_than_paths_is_found(content: bytes) -> None:
    with pikepdf.open(BytesIO(write_pdf(laid_out(svg(EVERYTHING)), FONTS))) as pdf:
        (form,) = pdf.pages[0].Resources.XObject.values()
        form.write(form.read_bytes() + b"\n" + content)
        body = b"<</Type/XObject/Subtype/Form>>"
        object_ = next(iter(File(write_pdf(laid_out(svg(EVERYTHING)), FONTS)).objects.values()))
        file = File.__new__(File)
        file.objects = {1: replace(object_, number=1, body=body, raw=form.read_bytes())}
        assert [problem.message for problem in pictures.drawings(file)] == [
            "a drawing in the file holds something else than paths"
        ]
