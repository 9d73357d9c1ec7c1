"""The painter on what layout makes: columns, stacked tables, bands and repeated headers."""

from __future__ import annotations

import ctypes

import msgspec
import page
import pytest

from handout.document import Document, Node, PageSetup, Style, Table, leaves
from handout.extract import opened, pdfium
from handout.extract.tags import Tag, tags
from handout.extract.text import shown, text_page
from handout.layout import layout
from handout.layout.geometry import Pages
from handout.pdf import fill_form, make_form, slot_contents, write_pdf
from handout.verify.rendered import painted

from .check import problems
from .make import FONTS, STYLES, rich

LOOKS = {
    **STYLES,
    "item": Style(size=11, leading=15, indent=14),
    "box": Style(size=11, leading=15, padding=8, border="#1a5276", border_width=1, background="#eef3f7"),
    "cell": Style(size=10, leading=13, padding=3),
}


def _document(name: str, columns: int, stacked: bool) -> Document:
    document = rich(name)
    body: tuple[Node, ...] = tuple(
        msgspec.structs.replace(node, stacked=stacked) if isinstance(node, Table) else node for node in document.body
    )
    paper = PageSetup(width=595, height=842, top=70, bottom=70, left=60, right=60, columns=columns)
    return msgspec.structs.replace(document, styles=LOOKS, page=paper, body=body)


@pytest.fixture(scope="module", params=[(1, False), (1, True), (2, False)], ids=["plain", "stacked", "columns"])
def pages(request: pytest.FixtureRequest) -> Pages:
    return layout(_document("Anna Nguyen", *request.param), FONTS)


def test_standards_and_own_checks(pages: Pages) -> None:
    data = write_pdf(pages, FONTS)
    assert problems(data) == []
    for profile in ("ua1", "2a"):
        assert "no failures" in str(page.validate_pdf_bytes(data, profile=profile))


def test_the_tree_reads_as_the_document(pages: Pages) -> None:
    spoken = " ".join(text for tag in tags(write_pdf(pages, FONTS)) for text in _spoken(tag))
    assert spoken.split() == " ".join(leaf.text for node in pages.document.body for leaf in leaves(node)).split()


def _spoken(tag: Tag) -> list[str]:
    if any(isinstance(kid, str) for kid in tag.kids):
        return [tag.text]
    return [text for kid in tag.kids if isinstance(kid, Tag) for text in _spoken(kid)]


@pytest.mark.parametrize(("columns", "stacked"), [(1, False), (1, True), (2, False)])
def test_stamped_is_painted(columns: int, stacked: bool) -> None:
    one, other = (layout(_document(name, columns, stacked), FONTS) for name in ("Anna Nguyen", "Zoé Quayl"))
    stamped = fill_form(make_form(one, FONTS), slot_contents(other), FONTS)
    assert stamped is not None and stamped.content == write_pdf(other, FONTS)


def _origins(data: bytes, number: int) -> list[tuple[str, float, float]]:
    """The letters of a page as pdfium finds them, each with its origin."""
    raw, x, y = pdfium(), ctypes.c_double(), ctypes.c_double()
    found = []
    with opened(data) as document, shown(document, number) as page, text_page(page) as text:
        for at in range(raw.FPDFText_CountChars(text)):
            letter = chr(raw.FPDFText_GetUnicode(text, at))
            if raw.FPDFText_IsGenerated(text, at) == 0 and not letter.isspace():
                raw.FPDFText_GetCharOrigin(text, at, x, y)
                found.append((letter, x.value, y.value))
    return found


def test_every_piece_of_a_line_begins_where_layout_put_it(pages: Pages) -> None:
    """Also behind a blank, and where a run is set in another face."""
    data, seen = write_pdf(pages, FONTS), 0
    for number, side in enumerate(pages.pages):
        origins = _origins(data, number)
        pieces = [(g, line) for line in painted(side, True) for g in line.glyphs if g.text.strip()]
        letters = [(letter, g, line) for g, line in pieces for letter in g.text if not letter.isspace()]
        assert [letter for letter, _, _ in origins] == [letter for letter, _, _ in letters]
        for at, (_, glyphs, line) in enumerate(letters):
            if (at == 0 or letters[at - 1][1] is not glyphs) and not glyphs.text[0].isspace():
                assert origins[at][1:] == pytest.approx((glyphs.x, line.y), abs=0.011)
                seen += glyphs is not line.glyphs[0]
    assert seen > 5
