"""Pdfium's functions without its package's classes; characters beyond U+FFFF, which pdfium gives as two halves each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.make import Draft, text
from handout.diagnostics import HandoutError
from handout.extract import page_images, pages
from handout.extract.raw import PdfDocument, decoded, failures, whole, with_classes
from handout.extract.text import opened

SOURCE = Path(__file__).parents[2] / "src"


def pdf(*words: str) -> bytes:
    """A page for each word."""
    return Draft(*(text((50, 700, word)) for word in words)).content


def halves(text: str) -> str:
    units = text.encode("utf-16-le")
    return "".join(chr(int.from_bytes(units[at : at + 2], "little")) for at in range(0, len(units), 2))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_halves_are_put_together_in_either_order(text: str) -> None:
    assert whole(halves(text)) == whole(text) == text
    assert whole(halves(text)[::-1]) == text[::-1]
    turned = halves(text)[::-1].encode("utf-16-le", "surrogatepass")
    assert (decoded(text.encode("utf-16-le")), decoded(turned)) == (text, text[::-1])


def test_a_document_is_open_until_it_is_closed() -> None:
    content = pdf("Hello", "there")
    own, other = PdfDocument(content), with_classes(content)
    assert len(own) == len(other) == 2
    own.close()
    assert len(other) == 2
    other.close()
    assert pages(content) == ["Hello", "there"]


@pytest.mark.parametrize("open_pdf", [PdfDocument, with_classes])
def test_a_page_that_pdfium_fails_at_is_a_diagnostic(open_pdf: type[PdfDocument]) -> None:
    with pytest.raises(HandoutError, match="the PDF is broken"), opened(pdf("Hello"), open_pdf):
        raise failures()[-1]("as for a page that can't be loaded")


def test_a_broken_file_has_no_pictures() -> None:
    with pytest.raises(HandoutError, match="the PDF is broken"):
        page_images.sizes(b"%PDF-1.7\nnothing")


@pytest.mark.parametrize("first", ["import pypdfium2, ctypes.util", "pass"])
def test_other_users_of_pdfium_in_the_same_process_are_not_disturbed(first: str) -> None:
    """Whichever of them is imported first, and when the process ends."""
    content = pdf("Hello")
    script = (
        f"import sys; sys.path.insert(0, {str(SOURCE)!r}); {first}\n"
        f"from handout.extract import pages; content = {content!r}; assert pages(content) == ['Hello']\n"
        "import pypdfium2, ctypes.util; assert callable(ctypes.util.find_library)\n"
        "document = pypdfium2.PdfDocument(content)\n"
        "assert document[0].get_textpage().get_text_range() == 'Hello' and pages(content) == ['Hello']\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
