"""Every document is PDF/UA-1 and PDF/A-2a, and what is read is what the Document says, in its order."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import msgspec
import page
import pikepdf
import pytest

from handout.document import Box, Document, HeaderFooter, Item, List, Run, Section, leaves
from handout.extract import pages as text_of
from handout.extract.tags import Tag, show, tags
from handout.fonts.glyphs import FontBook
from handout.layout.geometry import Pages
from handout.pdf import write_pdf

from .check import maps, problems, walk
from .make import FONTS, SPAN, Keys, document, rich, set_pages

ASTRAL = "\U0001f600"


def _words() -> Document:
    k = Keys()
    split = k.p("word " * 900)
    return document(
        k.h(1, "Words"), split, k.h(2, "More"), k.h(3, "Deeper"), k.p("Œuvre, naïve, Łódź, Ω, Ж – ≤ 5\u00a0µg (a) \\ b")
    )


def _links() -> Document:
    k = Keys()
    address = "https://example.org/ü?q=(1)&r=%20"
    long = Run(text="a link that is so long that it has to be set over many lines " * 8, link=address)
    return document(
        k.h(1, "Links"),
        k.p(long, Run(text="und auf Deutsch", link=address, lang="de"), Run(text=" weiter", lang="de")),
        k.p(Run(text="only a link", link="https://example.org/")),
        k.p("word " * 700, long, id="there"),
        k.p(Run(text="back", link="#there")),
    )


def _lists() -> Document:
    k = Keys()
    inner = List(kind="decimal", items=(Item(label=k.leaf("a."), children=(k.p("deep"),)),))
    return document(k.h(1, "Lists"), List(kind="disc", items=(Item(label=k.leaf("•"), children=(k.p("one"), inner)),)))


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "rich": rich,
    "nobody's": lambda: rich(personal=False),
    "words": _words,
    "links": _links,
    "lists": _lists,
    "escapes": lambda: document(Keys().h(1, "A & B <c>"), title="A & B <c> – ü", author="", subject="(a\\b)"),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def pages(request: pytest.FixtureRequest) -> Pages:
    return set_pages(DOCUMENTS[request.param]())


@pytest.fixture(scope="module")
def data(pages: Pages) -> bytes:
    return write_pdf(pages, FONTS)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_standards(data: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert "no failures" in str(report), str(report)


def test_own_checks(data: bytes) -> None:
    assert problems(data) == []


def test_the_file_is_sound(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_tree_reads_as_the_document(pages: Pages, data: bytes) -> None:
    spoken = " ".join(text for tag in tags(data) for text in _spoken(tag))
    assert spoken.split() == " ".join(leaf.text for node in pages.document.body for leaf in leaves(node)).split()


def _spoken(tag: Tag) -> list[str]:
    if any(isinstance(kid, str) for kid in tag.kids) or tag.role == "Link":
        return [tag.text]
    return [text for kid in tag.kids if isinstance(kid, Tag) for text in _spoken(kid)]


def test_each_page_extracts_as_its_lines(pages: Pages, data: bytes) -> None:
    from handout.layout.geometry import Line

    for side, text in zip(pages.pages, text_of(data), strict=True):
        drawn = "".join(glyphs.text for line in side.items if isinstance(line, Line) for glyphs in line.glyphs)
        assert sorted("".join(text.split())) == sorted("".join(drawn.split()))


def test_metadata_have_one_source(pages: Pages, data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        info = pdf.docinfo
        assert info.Title == pages.document.title
        assert info.CreationDate == "D:20261101000000Z"
        meta = pdf.open_metadata()
        assert meta["dc:title"] == pages.document.title
        assert meta["xmp:CreateDate"] == "2026-11-01T00:00:00Z"
        assert meta.get("dc:description", "") == str(info.get("/Subject", ""))
        assert pdf.Root.Lang == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_roles_and_order() -> None:
    shown = show(tags(write_pdf(set_pages(rich()), FONTS)))
    outline = "\n".join(line for line in shown.splitlines() if "Test " not in line and "TR" not in line)
    expected = """
  Aside
    H2 Important
    P Do not squeeze.
  Sect
    H2 Get help now
    P Ring us.
  Div
    P Good to know.
  Table
    Caption Tests
    THead
        TH Test
        TH Shows
        TH When
    TBody
        TH Blood
        TD Anna Nguyen
"""
    assert expected in outline
    assert "    P In French: [Span[fr]: calcinose de type milium]. See [Link: the last part]." in shown
    assert "    P Ask Anna Nguyen on [the day] or [Link: read on]." in shown
    assert (
        "  Figure (A red square (half seen))\n    Caption How it looks\n"
        "  Figure (The leaflet's address)\n  P example.org" in shown
    )
    assert shown.count("Test 29") == 1
    assert shown.count("TH When") == 1  # the repeated header row is an artifact


def test_the_band_is_read_once_and_first() -> None:
    k = Keys()
    header = HeaderFooter(notice=k.leaf("For clinicians", role="band"))
    data = write_pdf(set_pages(document(k.h(1, "Title"), k.p("word " * 900), header=header)), FONTS)
    assert len(text_of(data)) > 2
    shown = show(tags(data)).splitlines()
    assert shown[1:3] == ["  P For clinicians", "  H1 Title"]
    assert sum("For clinicians" in line for line in shown) == 1
    assert problems(data) == []


def test_titles_are_headings_one_level_down() -> None:
    k = Keys()

    def aside() -> Box:
        return Box(role="box", title=k.leaf("Take care"), children=(k.p("now"),), tag="Aside", span=SPAN)

    deep = Section(children=(k.h(2, "First"), Section(children=(k.h(3, "Inner"), aside())), aside()))
    shown = show(tags(write_pdf(set_pages(document(k.h(1, "Title"), deep)), FONTS)))
    assert [line.strip() for line in shown.splitlines() if "Take care" in line] == ["H4 Take care", "H3 Take care"]


def test_attributes_of_lists_and_tables() -> None:
    with pikepdf.open(BytesIO(write_pdf(set_pages(rich()), FONTS))) as pdf:
        found = [
            (str(e.S), {str(k): str(v) for k, v in e.A.items()}) for e in walk(pdf) if "/A" in e and e.S != "/Figure"
        ]
    kinds = [attributes["/ListNumbering"] for role, attributes in found if role == "/L"]
    assert kinds == ["/Disc", "/Decimal", "/Disc", "/None", "/None"]
    heads = [(a["/Scope"], a.get("/ColSpan", "1")) for role, a in found if role == "/TH"]
    assert heads[:5] == [("/Column", "1")] * 3 + [("/Column", "3"), ("/Row", "1")]


def test_a_paragraph_over_pages_is_one_element() -> None:
    data = write_pdf(set_pages(_words()), FONTS)
    assert len(text_of(data)) > 2
    paragraphs = [kid for kid in tags(data)[0].kids if isinstance(kid, Tag) and kid.role == "P"]
    assert paragraphs[0].text.split() == ["word"] * 900


def test_links_lead_where_they_say() -> None:
    with pikepdf.open(BytesIO(write_pdf(set_pages(_links()), FONTS))) as pdf:
        notes = [note for side in pdf.pages for note in side.get("/Annots", [])]
        says = {str(note.Contents) for note in notes}
        assert "only a link (https://example.org/)" in says
        assert "back" in says
        addresses = {str(note.A.URI) for note in notes if "/A" in note}
        assert addresses == {"https://example.org/%C3%BC?q=(1)&r=%20", "https://example.org/"}
        (back,) = [note for note in notes if "/Dest" in note]
        assert back.Dest[0].objgen == pdf.pages[0].obj.objgen
        assert b"there" not in b"".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
        assert "/Names" not in pdf.Root


def test_bookmarks_are_nested() -> None:
    with pikepdf.open(BytesIO(write_pdf(set_pages(_words()), FONTS))) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert (top.title, [kid.title for kid in top.children]) == ("Words", ["More"])
        assert [kid.title for kid in top.children[0].children] == ["Deeper"]
        assert pdf.Root.Outlines.Count == 3
        first = pdf.Root.Outlines.First
        assert [first.SE.S, first.First.SE.S, first.First.First.SE.S] == ["/H1", "/H2", "/H3"]


def test_pages_are_called_by_their_numbers() -> None:
    with pikepdf.open(BytesIO(write_pdf(set_pages(_words()), FONTS))) as pdf:
        assert [side.label for side in pdf.pages] == [str(number) for number in range(1, len(pdf.pages) + 1)]


def test_astral_characters_and_shared_glyphs_read_back() -> None:
    fonts = FontBook()
    glyphs = fonts.face("FiraGO-Regular").metrics.glyphs
    glyphs[ord(ASTRAL)] = glyphs[ord("O")]
    k = Keys()
    pages = set_pages(document(k.h(1, "Astral"), k.p("O O \u00a0")))
    first: Any = pages.pages[0].items[-1]
    astral = msgspec.structs.replace(
        first, glyphs=(msgspec.structs.replace(first.glyphs[0], text=f"O {ASTRAL}\u00a0O"),)
    )
    pages = msgspec.structs.replace(
        pages, pages=(msgspec.structs.replace(pages.pages[0], items=(*pages.pages[0].items[:-1], astral)),)
    )
    data = write_pdf(pages, fonts)
    assert text_of(data)[0].endswith(f"O {ASTRAL}\u00a0O")
    assert text_of(data, "bounded")[0].endswith(f"O {ASTRAL}\u00a0O")
    for profile in ("ua1", "2a"):
        assert "no failures" in str(page.validate_pdf_bytes(data, profile=profile))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert ASTRAL in maps(pdf.pages[0].Resources.Font["/F1"]).values()


def test_words_that_were_never_drawn_name_their_place() -> None:
    pages = set_pages(document(Keys().h(1, "Lost")))
    empty = msgspec.structs.replace(pages, pages=(msgspec.structs.replace(pages.pages[0], items=()),))
    with pytest.raises(RuntimeError, match=r"topic\.yaml:3:5: H1 was never drawn"):
        write_pdf(empty, FONTS)


def test_a_missing_glyph_is_refused() -> None:
    with pytest.raises(LookupError, match=r"U\+1F600"):
        write_pdf(set_pages(document(Keys().h(1, ASTRAL))), FONTS)
