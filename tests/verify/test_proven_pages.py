"""A page that pdfium read in another form isn't read again, unless more differs than a patient's words or colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from handout.diagnostics import VerificationError
from handout.document import Heading, Node, Run
from handout.layout import layout
from handout.layout.geometry import Line, Pages, Rect, Rule
from handout.pdf import write_with_form
from handout.verify import SharedForms, verify
from handout.verify.pdf_objects import File
from handout.verify.proven_pages import MOST_PAGES, PageProof, ProvenPages, page_proofs, uncoloured, without_colours
from pdf.make import FONTS, PAPER, STYLES, Keys, document

SEVENTY = "words that fill a line and a further line of the page "


def pages_of(name: str, dear: str = "Dear ", ends: str = "the end", **more: object) -> Pages:
    """Two pages, each with a patient's name; only the second has `ends`."""
    k = Keys()
    one: tuple[Node, ...] = (
        k.h(1, "Your skin"),
        k.p(dear, Run(text=name, slot=True), ", rest."),
        *(k.p(SEVENTY * 2) for _ in range(20)),
    )
    return layout(document(*one, k.p("For ", Run(text=name, slot=True), ends), personal=True, **more), FONTS)


def known(pages: Pages, proven: ProvenPages) -> frozenset[int]:
    written = write_with_form(pages, FONTS)
    return proven.known(page_proofs(File(written.pdf), pages, written.form))


def verified(pages: Pages, proven: ProvenPages, pdf: bytes | None = None) -> bytes:
    written = write_with_form(pages, FONTS)
    return verify(pdf or written.pdf, pages, FONTS, SharedForms(written.form, proven))


@pytest.fixture
def proven() -> ProvenPages:
    found = ProvenPages()
    verified(pages_of("Ann Lee"), found)
    return found


def test_a_page_is_known_whatever_the_patients_words_are(proven: ProvenPages) -> None:
    assert known(pages_of("Bob Quayle"), proven) == {0, 1}
    assert known(pages_of("Bob Quayle", ends="another end"), proven) == {0}


def _moved(line: Line) -> Line:
    return replace(line, y=line.y + 1, glyphs=tuple(replace(each, x=each.x) for each in line.glyphs))


@pytest.mark.parametrize(
    "other",
    [
        lambda: pages_of("Ann Lee", dear="Hello "),
        lambda: pages_of("Ann Lee", dear="Ω "),
        lambda: pages_of("Anno Leo", page=replace(PAPER, left=52)),
        lambda: pages_of("Ann Lee", styles={**STYLES, "body": replace(STYLES["body"], bold=True)}),
        lambda: pages_of("Ann Lee", styles={**STYLES, "heading": replace(STYLES["heading"], size=15.5)}),
    ],
)
def test_a_page_with_any_other_look_or_words_is_not_known(other: Callable[[], Pages], proven: ProvenPages) -> None:
    assert 0 not in known(other(), proven)


def coloured(heading: str, body: str, **more: str) -> Pages:
    styles = {role: replace(STYLES[role], color=colour) for role, colour in (("heading", heading), ("body", body))}
    return pages_of("Bob Quayle", styles={**STYLES, **styles}, **more)


def test_pdfium_is_not_asked_for_colours() -> None:
    found = ProvenPages()
    verified(coloured("#1a5a34", "#333333"), found)
    assert known(coloured("#7a1a34", "#444444"), found) == {0, 1}
    assert known(coloured("#7a1a34", "#444444", dear="Hello "), found) == {1}


def test_a_page_in_other_colours_still_has_its_words_compared(proven: ProvenPages) -> None:
    pages = coloured("#7a1a34", "#444444")
    pdf = write_with_form(coloured("#7a1a34", "#444444", dear="Deer "), FONTS).pdf
    with pytest.raises(VerificationError, match="words"):
        verified(pages, proven, pdf)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (b"BT 0 0 0 rg (a) Tj ET", b"BT 1 0.5 .25 rg (a) Tj ET", True),
        (b"q 0 0 0 RG 1 w\n0 0 m Q", b"q 1 0 1 RG 1 w\n0 0 m Q", True),
        (b"BT 0 0 0 rg 1 1 1 RG (a) Tj ET", b"BT 1 1 0 rg 0 1 1 RG (a) Tj ET", True),
        (b"BT 0 0 0 rg (a) Tj ET", b"BT 0 0 0 RG (a) Tj ET", False),
        (b"BT 0 0 0 rg (a) Tj ET", b"BT (a) Tj ET", False),
        (b"BT 5 0 0 0 rg (a) Tj ET", b"BT 6 0 0 0 rg (a) Tj ET", False),
        (b"BT 0 0 0 rg (a) Tj ET", b"BT 0 0 0 rg (b) Tj ET", False),
        (b"BT (0 0 0 rg ) Tj ET", b"BT (1 0 0 rg ) Tj ET", False),
        (b"BT (\\) 0 0 0 rg ) Tj ET", b"BT (\\) 1 0 0 rg ) Tj ET", False),
        (b"BT 0 0 0 (a) rg Tj ET", b"BT 0 0 0 (b) rg Tj ET", False),
        (b"BT (a) (b) Tj ET", b"BT (a)(b)  Tj ET", False),
    ],
)
def test_nothing_but_a_colour_is_left_out_of_a_stream(one: bytes, other: bytes, same: bool) -> None:
    assert (without_colours(one) == without_colours(other)) is same


def test_shapes_in_other_colours_are_the_same_and_without_a_colour_they_are_not() -> None:
    filled = Rect(x=1, y=2, width=3, height=4, fill="#dddddd")
    assert uncoloured(filled) == uncoloured(replace(filled, fill="#eeeeee"))
    assert uncoloured(filled) != uncoloured(replace(filled, fill=None))
    assert uncoloured(filled) != uncoloured(replace(filled, stroke="#eeeeee"))
    assert uncoloured(filled) != uncoloured(replace(filled, x=2))
    rule = Rule(x1=1, y1=2, x2=3, y2=2, color="#dddddd", width=1)
    assert uncoloured(rule) == uncoloured(replace(rule, color="#eeeeee"))
    assert uncoloured(rule) != uncoloured(replace(rule, width=2))


def test_a_static_line_in_another_place_is_not_known(proven: ProvenPages) -> None:
    pages = pages_of("Ann Lee")
    items = [_moved(mark) if isinstance(mark, Line) and mark.slot is None else mark for mark in pages.pages[0].items]
    moved = replace(pages, pages=(replace(pages.pages[0], items=tuple(items)), *pages.pages[1:]))
    written = write_with_form(pages, FONTS)
    assert 0 not in known(moved, proven)
    assert 0 not in proven.known(page_proofs(File(written.pdf), moved, written.form))  # the same bytes


def test_shaped_words_are_read_once(proven: ProvenPages) -> None:
    assert known(pages_of("محمد"), proven) == frozenset()
    verified(pages_of("محمد"), proven)
    assert known(pages_of("زينب"), proven) == {0, 1}
    assert known(pages_of("Bob Quayle"), proven) == {0, 1}


def test_of_a_font_with_other_characters_one_page_is_read(proven: ProvenPages) -> None:
    assert known(pages_of("Ωmega"), proven) == {1}
    verified(pages_of("Ωmega"), proven)
    assert known(pages_of("Βασιλική"), proven) == {0, 1}


@pytest.mark.parametrize("other", [{"dear": "Deer "}, {"ends": " the ends"}])
def test_a_file_with_other_words_is_refused_though_its_pages_are_known(
    other: dict[str, str], proven: ProvenPages
) -> None:
    pages = pages_of("Ann Lee")
    pdf = write_with_form(pages_of("Ann Lee", **other), FONTS).pdf
    with pytest.raises(VerificationError, match="words"):
        verified(pages, proven, pdf)


def test_what_is_refused_is_not_proven() -> None:
    found = ProvenPages()
    pages = pages_of("Ann Lee")
    body = [replace(n, leaf=replace(n.leaf, runs=(Run(text="Lost"),))) if isinstance(n, Heading) else n
            for n in pages.document.body]  # fmt: skip
    lost = replace(pages, document=replace(pages.document, body=tuple(body)))
    for _ in range(2):
        with pytest.raises(VerificationError):
            verified(lost, found)
    assert known(pages, found) == frozenset()


def test_no_more_pages_are_kept_than_stated(proven: ProvenPages) -> None:
    each = [PageProof((number,), frozenset()) for number in range(MOST_PAGES)]
    proven.add(each)
    assert known(pages_of("Ann Lee"), proven) == frozenset()
    assert proven.known({0: each[0], 1: each[-1]}) == {0, 1}
