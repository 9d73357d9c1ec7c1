"""The fonts of clusters: what pdfium draws of a cluster is where HarfBuzz places its glyphs."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from handout.document import Run
from handout.extract.page_images import greys
from handout.layout import layout
from handout.layout.geometry import Glyphs, Line, Pages
from handout.pdf import fill_form, make_form, slot_contents, write_pdf
from handout.verify.rectangles import Rectangle

from .make import FONTS, Keys, document

SCALE = 8
"""Pixels for a point."""
WORDS = ["محمد", "الله", "שָׁלוֹם", "शर्मा", "क्षत्रिय", "น้ำ", "ที่", "x̌", "M̄ō̄", "ٹھنڈا", "می‌رود", "٣٨٫٥", "(א)"]


def pages_of(word: str, strong: bool = False) -> Pages:
    k = Keys()
    return layout(document(k.p(Run(text=word, slot=True, strong=strong)), personal=True), FONTS)


def shaped(pages: Pages) -> tuple[Line, Glyphs]:
    every = [(line, each) for line in pages.pages[0].items if isinstance(line, Line) for each in line.glyphs]
    ((line, glyphs), *_) = [(line, each) for line, each in every if each.clusters]
    return line, glyphs


def ink(line: Line, glyphs: Glyphs) -> Rectangle:
    """The ink of a piece, by what HarfBuzz says of each of its glyphs."""
    face, x, found = FONTS.face(glyphs.face), glyphs.x, []
    unit = glyphs.size / face.metrics.units_per_em
    for cluster in glyphs.clusters:
        left, bottom, right, top = (edge * unit for edge in face.shaper.box(cluster))
        found.append(Rectangle(x + left, line.y + bottom, x + right, line.y + top))
        x += cluster.advance * unit
    area = found[0]
    for box in found[1:]:
        area = area.joined(box)
    return area


def drawn(pdf: bytes, height: float) -> Rectangle:
    """The ink on a page, by the pixels that pdfium paints."""
    picture = next(greys(pdf, 72 * SCALE))
    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels).point(lambda tone: 255 * (tone < 128))
    left, top, right, bottom = (edge / SCALE for edge in image.getbbox() or (0, 0, 0, 0))
    return Rectangle(left, height - bottom, right, height - top)


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("word", WORDS)
def test_ink_is_where_harfbuzz_places_it(word: str, strong: bool) -> None:
    pages = pages_of(word, strong)
    line, glyphs = shaped(pages)
    found, wanted = drawn(write_pdf(pages, FONTS), pages.document.page.height), ink(line, glyphs)
    for side in ("left", "bottom", "right", "top"):
        assert getattr(found, side) == pytest.approx(getattr(wanted, side), abs=1.5 / SCALE)


def test_a_document_without_such_text_has_no_such_font() -> None:
    with pikepdf.open(_file(write_pdf(pages_of("Anna"), FONTS))) as pdf:
        assert len(pdf.pages[0].Resources.Font) == 1
    with pikepdf.open(_file(write_pdf(pages_of("محمد"), FONTS))) as pdf:
        assert len(pdf.pages[0].Resources.Font) == 2


def test_the_order_in_which_words_are_given_decides_nothing() -> None:
    k = Keys()
    parts = [k.p("To ", Run(text=name, slot=True)) for name in ("محمد", "दीपा", "Zoë", "דוד")]
    pages = layout(document(*parts, personal=True), FONTS)
    form, contents = make_form(pages, FONTS), slot_contents(pages)
    turned = dict(reversed(contents.items()))
    assert [*turned] != [*contents]
    filled = fill_form(form, turned, FONTS)
    assert filled is not None
    assert filled.content == write_pdf(pages, FONTS)


def test_a_space_between_words_of_another_face_needs_no_font_of_clusters() -> None:
    """FiraGO has the space and no Bengali; in one string with the words it would be in their font."""
    for name in ("রহিম", "রহিম করিম", "মো. রহিম (করিম)"):
        with pikepdf.open(_file(write_pdf(pages_of(name), FONTS))) as pdf:
            assert {str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()} == {
                "FiraGO-Regular",
                "NotoSansBengali-Regular",
            }
            assert len(pdf.pages[0].Resources.Font) == 2


def test_of_two_names_the_fonts_of_characters_are_the_same() -> None:
    found = []
    for name in ("محمد", "שלום"):
        with pikepdf.open(_file(write_pdf(pages_of(name), FONTS))) as pdf:
            found.append(
                bytes(pdf.pages[0].Resources.Font["/F0"].DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
            )
    assert found[0] == found[1]


def _file(content: bytes) -> BytesIO:
    return BytesIO(content)
