"""A page that pdfium read in another form isn't read again, unless anything of it differs but a patient's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from handout.diagnostics import VerificationError
from handout.document import Heading, Node, Run
from handout.layout import layout
from handout.layout.geometry import Line, Pages
from handout.pdf import write_with_form
from handout.verify import SharedForms, verify
from handout.verify.pdf_objects import File
from handout.verify.proven_pages import MOST_PAGES, PageProof, ProvenPages, page_proofs
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
        lambda: pages_of("Ann Lee", styles={**STYLES, "body": replace(STYLES["body"], color="#333333")}),
    ],
)
def test_a_page_with_any_other_look_or_words_is_not_known(other: Callable[[], Pages], proven: ProvenPages) -> None:
    assert 0 not in known(other(), proven)


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
