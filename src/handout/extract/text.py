"""The text of a PDF page by page, read with pdfium.

Verification relies on this text, so it has few rules: characters in NFC, the Latin ligatures as letters, the hyphen at
the end of a line that pdfium removes, and no spaces at the ends of lines.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from handout.bidi.characters import has_right_to_left
from handout.diagnostics import Diagnostic, InputError, Span, no_file
from handout.extract.raw import (
    PdfDocument,
    PdfiumError,
    decoded,
    every_character,
    failures,
    letters_and_objects,
    pdfium,
    whole,
)
from handout.extract.reading_order import in_reading_order

Coverage = Literal["all", "bounded"]
"""`all` is every character in the page's content, `bounded` only the characters on the paper."""

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_BREAK_HYPHEN = re.compile("[\x02\ufffe]")
"""How pdfium gives a hyphen at the end of a line, in bounded text and in ranges."""
_ANEW = "make the PDF anew, or get another copy of it"


def pages(pdf: Path | bytes, area: Coverage = "all") -> list[str]:
    """The text of each page, in the order of its content; HandoutError if the file can't be read."""
    with opened(pdf) as document:
        return [*each_page(document, area)]


def each_page(document: Any, area: Coverage = "all") -> Iterator[str]:
    """The same of a document that is open, each read when it is asked for."""
    return (_text(document, index, area) for index in range(len(document)))


def chosen(pdf: Path | bytes, indexes: Iterable[int]) -> tuple[int, dict[int, str]]:
    """How many pages there are, and the text of some of them, counted from 0."""
    with opened(pdf) as document:
        return len(document), {index: _text(document, index, "all") for index in indexes if index < len(document)}


def raw_text(pdf: Path | bytes) -> list[str]:
    """The text of each page on the paper, as pdfium gives it: the cheapest way to read a PDF's words."""
    found = []
    with opened(pdf) as document:
        for index in range(len(document)):
            with shown(document, index) as page, text_page(page) as text:
                found.append(_on_paper(page, text))
    return found


class FileRect(NamedTuple):
    """A rectangle in the file's coordinates, in points."""

    left: float
    top: float
    right: float
    bottom: float


def raw_places(pdf: Path | bytes) -> list[list[FileRect]] | None:
    """The places of words on each page, in the file's coordinates; None for a tagged file."""
    raw = pdfium()
    found: list[list[FileRect]] = []
    with opened(pdf) as document:
        if raw.FPDFCatalog_IsTagged(document):
            return None
        for index in range(len(document)):
            with shown(document, index) as page, text_page(page) as text:
                found.append([FileRect(*(round(edge, 1) for edge in rect)) for rect in text_rectangles(text)])
    return found


def text_rectangles(text: Any) -> Iterator[FileRect]:
    """A tight rectangle around each run of text that was drawn on one line in one style, in the content's order."""
    raw = pdfium()
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(raw.FPDFText_CountRects(text, 0, -1)):
        raw.FPDFText_GetRect(text, index, *edges)
        yield FileRect(*(edge.value for edge in edges))


def _on_paper(page: Any, text: Any) -> str:
    raw = pdfium()
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    return bounded_text(text, edges.left, edges.top, edges.right, edges.bottom)


def bounded_text(text: Any, left: float, top: float, right: float, bottom: float) -> str:
    """The text of a page inside a rectangle, in the file's coordinates, as pdfium gives it."""
    raw = pdfium()
    size = 2 * max(raw.FPDFText_CountChars(text), 0) + 64
    while True:
        buffer = (ctypes.c_ushort * size)()
        written = raw.FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, size)
        if written < size:
            return decoded(bytes(memoryview(buffer)[:written])).rstrip("\0")
        size *= 2


@contextmanager
def shown(document: Any, index: int) -> Iterator[Any]:
    """A page, counted from 0, with the values of form fields as its content; closed at the end.

    It is pdfium's own handle, because making an object of pypdfium2 takes as long as reading the text.
    """
    raw = pdfium()
    page = raw.FPDF_LoadPage(document, index)
    if page and raw.FPDF_GetFormType(document) != raw.FORMTYPE_NONE:
        # This changes only the document in memory, and takes effect when the page is opened again.
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        raw.FPDF_ClosePage(page)
        page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise PdfiumError("a page can't be loaded")
    try:
        yield page
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def text_page(page: Any) -> Iterator[Any]:
    """The text of a page, as pdfium's own handle; closed at the end."""
    raw = pdfium()
    text = raw.FPDFText_LoadPage(page)
    try:
        yield text
    finally:
        raw.FPDFText_ClosePage(text)


def _text(document: Any, index: int, area: Coverage) -> str:
    with shown(document, index) as page, text_page(page) as text:
        if area == "bounded":
            return normalise(_on_paper(page, text))
        letters = every_character(text)
        if has_right_to_left(letters):
            letters = in_reading_order(*letters_and_objects(text), page, text).letters
        return normalise(letters)


def normalise(text: str) -> str:
    """Extracted text by the rules above."""
    text = letters(_BREAK_HYPHEN.sub("-", whole(text).replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).rstrip("\n")


def letters(text: str) -> str:
    """A text in NFC, with letters for ligatures."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_LIGATURES))


@contextmanager
def opened(pdf: Path | bytes, open_pdf: Callable[[bytes], Any] = PdfDocument) -> Iterator[Any]:
    """A pdfium document, closed at the end; HandoutError with one diagnostic if there is none to open."""
    span = Span(str(pdf) if isinstance(pdf, Path) else "PDF")
    content = _read(pdf, span) if isinstance(pdf, Path) else pdf
    if not content:
        raise InputError.at(span, "the file is empty", code="unreadable-pdf")
    if b"%PDF-" not in content[:1024]:
        raise InputError.at(span, "not a PDF", code="unreadable-pdf")
    try:
        document = open_pdf(content)
    except failures() as error:
        locked = error.err_code in (pdfium().FPDF_ERR_PASSWORD, pdfium().FPDF_ERR_SECURITY)
        message = "the PDF is encrypted" if locked else "the PDF is broken"
        raise InputError.at(span, message, code="unreadable-pdf") from None
    try:
        if not len(document):
            raise InputError.at(span, "the PDF has no pages", code="unreadable-pdf")
        if isinstance(pdf, Path):
            _whole_pages(span, content, len(document))
        yield document
    except failures():
        raise InputError.at(span, "the PDF is broken", code="unreadable-pdf") from None
    finally:
        document.close()


def _whole_pages(span: Span, content: bytes, count: int) -> None:
    """HandoutError for the pages of a file whose words pdfium would leave out."""
    from handout.extract.damaged import damaged_pages  # a file that was just made isn't damaged

    InputError.raise_for(
        Diagnostic(span, f"the content of page {page} is damaged: words of it may be missing", _ANEW, "damaged-page")
        for page in damaged_pages(content, count)
    )


def _read(path: Path, span: Span) -> bytes:
    try:
        if not path.is_file():
            message, hint = no_file(path)
            raise InputError.at(span, message, hint, "unreadable-pdf")
        return path.read_bytes()
    except OSError as error:
        raise InputError.at(span, f"can't be read: {error.strerror}", code="unreadable-pdf") from None
