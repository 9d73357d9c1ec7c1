from __future__ import annotations

from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf
import pytest

from handout.diagnostics import HandoutError
from handout.document import Run
from handout.extract import normalise, pages
from handout.extract.tags import show, tags
from handout.layout.geometry import Pages
from handout.pdf import write_pdf
from pdf.make import FONTS, Keys, document, set_pages


def _pages() -> Pages:
    k = Keys()
    return set_pages(document(k.h(1, "Office ﬁnd ﬂ"), k.p("wide " * 11 + "words and milia-", "like calcinosis")))


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pdf(_pages(), FONTS)


def test_pages_from_bytes_and_from_a_file(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert pages(tmp_path / "a.pdf") == pages(data)
    assert len(pages(data)) == 1


@pytest.mark.parametrize("area", ["all", "bounded"])
def test_ligatures_and_hyphens_at_a_lines_end(data: bytes, area: str) -> None:
    (text,) = pages(data, area)  # type: ignore[arg-type]
    assert text.splitlines()[0] == "Office find fl"
    assert "milia-like calcinosis" in text.replace("\n", "")
    assert "\x02" not in text
    assert "\ufffe" not in text


def test_normalising() -> None:
    assert normalise("e\u0301 \r\nmilia\x02like\r\nmilia\ufffelike  \r\n") == "é\nmilia-like\nmilia-like"


def test_bounded_leaves_out_what_lies_off_the_paper() -> None:
    laid = _pages()
    items = [msgspec.structs.replace(item, y=-40.0) for item in laid.pages[0].items]
    off = msgspec.structs.replace(laid, pages=(msgspec.structs.replace(laid.pages[0], items=tuple(items)),))
    data = write_pdf(off, FONTS)
    assert "calcinosis" in pages(data)[0]
    assert pages(data, "bounded") == [""]


def _encrypted(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"just words", "not a PDF"),
        (b"%PDF-1.7\nnothing", "the PDF is broken"),
        ("encrypted", "the PDF is encrypted"),
        (None, "no such file"),
        ("folder", "not a regular file"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    data: bytes, tmp_path: Path, content: bytes | str | None, message: str
) -> None:
    path = tmp_path / "a.pdf"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "encrypted":
        path.write_bytes(_encrypted(data))
    for read in (pages, tags):
        with pytest.raises(HandoutError) as caught:
            read(path)
        assert caught.value.diagnostics[0].message == message
        assert caught.value.diagnostics[0].span.file == str(path)
        assert caught.value.exit_code == 3


def test_an_untagged_file_has_no_tags(data: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        del pdf.Root["/StructTreeRoot"]
        pdf.save(out)
    assert tags(out.getvalue()) == ()
    assert show(()) == ""


def test_actual_text_and_alternatives_are_read(data: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        first, second = pdf.Root.StructTreeRoot.K.K
        first.ActualText = pikepdf.String("said instead")
        second.Alt = pikepdf.String("seen instead")
        second.Lang = pikepdf.String("fr")
        pdf.save(out)
    lines = show(tags(out.getvalue())).splitlines()
    assert lines[:2] == ["Document", "  H1 said instead"]
    assert lines[2].startswith("  P[fr] (seen instead) wide wide")


def test_a_space_alone_at_a_lines_end_still_parts_words() -> None:
    k = Keys()
    link = Run(text="wide " * 11 + "end?", link="https://example.org")
    data = write_pdf(set_pages(document(k.h(1, "x"), k.p(link, " (page 2) and so on until the line is full"))), FONTS)
    assert "end?] (page 2) and so on" in show(tags(data))


def test_a_file_without_pages_is_not_called_what_the_one_before_it_was(data: bytes) -> None:
    empty = BytesIO()
    pikepdf.new().save(empty)
    messages = []
    for file in (_encrypted(data), empty.getvalue()):
        with pytest.raises(HandoutError) as caught:
            pages(file)
        messages += [problem.message for problem in caught.value.diagnostics]
    assert messages == ["the PDF is encrypted", "the PDF is broken"]
