"""Reading a file's objects: everything in it is seen, and what isn't of our own form is refused."""

from __future__ import annotations

import zlib

import pytest

from handout.pdf.file import FileWriter, complete, flate, stream
from handout.verify.pdf_objects import File, Object, UnexpectedPdf


def made(*extra: tuple[int, bytes], info: bytes = b"<</Title(a)>>") -> bytes:
    writer = FileWriter()
    root = writer.add(b"<</Type/Catalog>>")
    writer.reserve()  # the number 2
    return complete(writer.finish(root, writer.add(info)), dict(extra)).content


def test_objects_of_every_kind_are_found() -> None:
    writer = FileWriter()
    root, own = writer.add(b"<</Type/Catalog>>"), writer.reserve()
    text = writer.add_stream(flate(b"words"))
    file = File(complete(writer.finish(root, writer.add(b"<</Title(a)>>")), {own: b"<</Own(b)>>"}).content)
    assert file[own].body == b"<</Own(b)>>"
    assert file[text].content == b"words"
    assert file[root].content == b""
    assert file.info.body == b"<</Title(a)>>"


@pytest.mark.parametrize(
    ("pdf", "message"),
    [
        (made((1, b"<</Type/Catalog>>")), "is in the file twice"),
        (made((2, b"<</Never(ends>>")), "something else in it than names"),
        (made((2, b"<</Bare words>>")), "something else in it than names"),
        (made((2, b"<</Hex<4g>>>")), "doesn't end as this program's objects do"),
        (made(info=b"<</Title(a)% a comment\n>>"), "something else in it than names"),
        (made((2, b"<</A 1")), "never ends"),
        (made((2, b"<</A 1>> more")), "doesn't end as this program's objects do"),
        (made((2, stream(b"12345").replace(b"/Length 5", b"/Length 4"))), "doesn't end as this program's objects do"),
        (made((2, stream(b"12345").replace(b"/Length 5", b""))), "doesn't end as this program's objects do"),
        (made().replace(b"/Root", b"/Toor"), "no catalogue"),
        (made() + b"\n", "something else in the file"),
        (made().replace(b"\nstartxref", b"\n% words\nstartxref"), "something else in the file"),
        (b"\n" + made(), "doesn't begin"),
    ],
)
def test_another_form_is_refused(pdf: bytes, message: str) -> None:
    with pytest.raises(UnexpectedPdf, match=message):
        File(pdf)


@pytest.mark.parametrize(
    ("filter_", "raw", "message"),
    [
        (b"/LZWDecode", b"x", "a filter that is never used"),
        (b"/FlateDecode", b"not at all", "can't be decompressed"),
        (b"/FlateDecode", zlib.compress(b"x") + b"hidden", "something else in a stream"),
        (b"/FlateDecode", zlib.compress(b"x" * 99)[:-4], "something else in a stream"),
    ],
)
def test_a_stream_that_is_not_what_it_says(filter_: bytes, raw: bytes, message: str) -> None:
    with pytest.raises(UnexpectedPdf, match=message):
        _ = Object(1, b"<</Filter%s>>" % filter_, raw).content


def test_streams_that_are_stored_as_they_are() -> None:
    assert Object(1, b"<</Length 1>>", b"x").content == b"x"
    assert Object(1, b"<</Filter/DCTDecode>>", b"jpeg").content == b"jpeg"


def test_a_reference_to_nothing() -> None:
    with pytest.raises(UnexpectedPdf, match="isn't there"):
        File(made())[77]
