from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from handout.pdf.file import FileWriter, complete, flate, literal, name, number, stream, text_string


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, b"0"), (-0.001, b"0"), (1.5, b"1.5"), (100, b"100"), (-2.25, b"-2.25"), (1 / 3, b"0.33"), (1e6, b"1000000")],
)
def test_numbers_are_short(value: float, text: bytes) -> None:
    assert number(value) == text


@pytest.mark.parametrize("text", ["", "plain", "(a\\b)", "a\rb\nc", "Ünï ≤ 😀", "\\", "\u0d0a\u0a0d"])
def test_strings_are_read_back(text: str) -> None:
    assert str(pikepdf.Object.parse(text_string(text))) == text


def test_any_bytes_survive_a_literal() -> None:
    content = bytes(range(256)) * 2
    assert bytes(pikepdf.Object.parse(literal(content))) == content


def test_names_are_escaped() -> None:
    assert name("ABCDEF+Fira GO/é") == b"/ABCDEF+Fira#20GO#2F#C3#A9"


def _file(*dynamic: bytes) -> bytes:
    writer = FileWriter()
    holder, page, own = writer.reserve(), writer.reserve(), writer.reserve()
    writer.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/Contents %d 0 R/Resources<<>>>>" % (holder, own), page)
    writer.add(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page, holder)
    many = [writer.add(b"<</N %d>>" % index) for index in range(450)]
    kept = writer.add(b"[%s]" % b" ".join(b"%d 0 R" % at for at in many))
    root = writer.add(
        b"<</Type/Catalog/Pages %d 0 R/Kept %d 0 R/More %d 0 R>>" % (holder, kept, writer.add_stream(flate(b"x" * 99)))
    )
    static = writer.finish(root, writer.add(b"<</Title(t)>>"))
    return complete(static, {own: stream(dynamic[0])} if dynamic else {}).content


def test_objects_are_found_in_streams_and_after_them() -> None:
    with pikepdf.open(BytesIO(_file(b"q Q"))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [int(item.N) for item in pdf.Root.Kept] == list(range(450))
        assert pdf.Root.More.read_bytes() == b"x" * 99
        assert pdf.pages[0].Contents.read_bytes() == b"q Q"


def test_the_identifier_is_a_hash_of_the_bytes_before_it() -> None:
    data = _file(b"q Q")
    with pikepdf.open(BytesIO(data)) as pdf:
        mark = bytes(pdf.trailer.ID[0])
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert mark == sha256(data[:start]).digest()[:16]
    assert _file(b"q  Q")[-60:] != data[-60:]
