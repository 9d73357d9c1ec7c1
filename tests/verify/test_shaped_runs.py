"""A file whose shaped text isn't what was laid out is refused: in another order, with a letter missing, or narrower."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from handout.diagnostics import VerificationError
from handout.document import Run
from handout.fonts.clusters import GlyphCluster
from handout.layout import layout
from handout.layout.geometry import Glyphs, Line, Pages
from handout.pdf import write_pdf
from handout.verify import verify
from pdf.make import FONTS, Keys, document

ORDER, DRAWN = "its words are in another order in the file", "a letter isn't drawn"
WIDTH, READ = "its words are wider or narrower in the file", "its words can't be read back from the file"


def pages_of(name: str) -> Pages:
    k = Keys()
    return layout(document(k.p("Dear ", Run(text=name, slot=True), ", call 555-0199."), personal=True), FONTS)


def changed(pages: Pages, change: Callable[[Glyphs], Glyphs]) -> Pages:
    """The pages with each piece of shaped text changed."""

    def line(mark: Line) -> Line:
        return replace(mark, glyphs=tuple(change(each) if each.clusters else each for each in mark.glyphs))

    made = [replace(p, items=tuple(line(m) if isinstance(m, Line) else m for m in p.items)) for p in pages.pages]
    return replace(pages, pages=tuple(made))


def without_ink(glyphs: Glyphs) -> Glyphs:
    first, *rest = glyphs.clusters
    return replace(glyphs, clusters=(replace(first, parts=()), *rest))


def narrower(glyphs: Glyphs) -> Glyphs:
    return replace(glyphs, clusters=tuple(replace(each, advance=each.advance - 40) for each in glyphs.clusters))


def other_letter(glyphs: Glyphs) -> Glyphs:
    first, *rest = glyphs.clusters
    letter = "ב" if glyphs.level & 1 else "ก"
    return replace(glyphs, clusters=(GlyphCluster(letter * len(first.text), first.parts, first.advance), *rest))


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("דוד", lambda glyphs: replace(glyphs, clusters=glyphs.clusters[::-1]), None),  # a palindrome is the same
        ("משה", lambda glyphs: replace(glyphs, clusters=glyphs.clusters[::-1]), ORDER),
        ("محمد", lambda glyphs: replace(glyphs, level=2), ORDER),
        ("محمد", without_ink, DRAWN),
        ("प्रिया", without_ink, DRAWN),
        ("שלום", narrower, WIDTH),
        ("น้ำดื่ม", narrower, WIDTH),
        ("שלום", other_letter, ORDER),
        ("สมชาย", other_letter, ORDER),
    ],
)
def test_a_file_that_says_something_else_is_refused(
    name: str, change: Callable[[Glyphs], Glyphs], message: str | None
) -> None:
    pages = pages_of(name)
    pdf = write_pdf(changed(pages, change), FONTS)
    if message is None:
        assert verify(pdf, pages, FONTS) == pdf
        return
    with pytest.raises(VerificationError) as refused:
        verify(pdf, pages, FONTS)
    assert any(problem.message.endswith(message) for problem in refused.value.diagnostics)
    assert name not in str(refused.value)


def test_pdfium_misses_a_letter_of_a_line_from_right_to_left() -> None:
    pages = pages_of("שלום")
    pdf = write_pdf(changed(pages, other_letter), FONTS)
    with pytest.raises(VerificationError) as refused:
        verify(pdf, pages, FONTS)
    assert any("were laid out" in problem.message or READ in problem.message for problem in refused.value.diagnostics)


def test_ink_that_stands_elsewhere_is_seen() -> None:
    def moved(glyphs: Glyphs) -> Glyphs:
        each, *rest = glyphs.clusters
        return replace(
            glyphs, clusters=(replace(each, parts=tuple(replace(p, x=p.x + 900) for p in each.parts)), *rest)
        )

    pages = pages_of("שלום")
    with pytest.raises(VerificationError) as refused:
        verify(write_pdf(changed(pages, lambda g: moved(replace(g, clusters=g.clusters[::-1]))), FONTS), pages, FONTS)
    assert refused.value.diagnostics
    with pytest.raises(VerificationError, match="ink is not where the layout put it"):
        verify(write_pdf(changed(pages, far), FONTS), pages, FONTS)


def far(glyphs: Glyphs) -> Glyphs:
    """The last letter's ink, a line to the right."""
    *rest, last = glyphs.clusters
    return replace(glyphs, clusters=(*rest, replace(last, parts=tuple(replace(p, x=p.x + 3000) for p in last.parts))))
