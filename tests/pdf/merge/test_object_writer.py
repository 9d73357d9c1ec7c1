"""Objects in an object stream of their own are read like those that are added one after another."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from handout.pdf.file import object_stream
from handout.pdf.merge.object_writer import PACKED, ROWS, ObjectWriter


def _written(groups: list[list[bytes]], *, packed: bool) -> bytes:
    out = BytesIO()
    writer = ObjectWriter(out, BytesIO())
    for bodies in groups:
        first = writer.reserve_many(len(bodies), 10)
        numbers = range(first, first + len(bodies))
        if packed and bodies:
            made = object_stream(numbers, bodies)
            content = made.partition(b">>stream\n")[2].removesuffix(b"\r\nendstream")
            writer.add_packed(content, int(made.partition(b"/First ")[2].partition(b"/")[0]), numbers)
        else:
            for at, body in zip(numbers, bodies, strict=True):
                writer.add(body, at)
        root, pages = writer.reserve(), writer.reserve()
        writer.add(b"<</Type/Catalog/Last %d 0 R/Pages %d 0 R>>" % (numbers.stop - 1, pages), root)
        writer.add(b"<</Type/Pages/Kids[]/Count 0>>", pages)
    writer.finish(b"/Root %d 0 R" % root)
    return out.getvalue()


@pytest.mark.parametrize("size", [1, 90, PACKED // 3, PACKED])
def test_objects_in_a_stream_of_their_own(size: int) -> None:
    groups = [[b"<</At(%d %d)>>" % (at, number) + b" " * size for number in range(at % 4)] for at in range(40)]
    wanted = {b"%d %d" % (at, number) for at in range(40) for number in range(at % 4)}
    for packed in (True, False):
        with pikepdf.open(BytesIO(_written(groups, packed=packed))) as pdf:
            found = {bytes(each.At) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/At" in each}
            assert found == wanted
            assert pdf.Root.Last.At == pikepdf.String("39 2")


def test_many_rows_are_not_kept() -> None:
    writer = ObjectWriter(BytesIO(), spool := BytesIO())
    for _ in range(400):
        first = writer.reserve_many(200, 100)
        writer.add_packed(b"", 0, range(first, first + 200))
    assert len(spool.getvalue()) > 400 * 200 * 8 - ROWS - 2000


def test_numbers_that_follow_each_other_have_as_many_digits() -> None:
    writer = ObjectWriter(BytesIO(), BytesIO())
    assert [writer.reserve() for _ in range(3)] == [1, 2, 3]
    assert writer.reserve_many(25, 10) == 10
    assert [writer.reserve() for _ in range(6)] == [35, 36, 37, 38, 39, 40]
    assert writer.reserve_many(55, 10) == 100, "50 to 104 have two digits and three"
    assert writer.reserve_many(100, 100) == 200
    assert writer.reserve() == 300


def test_a_number_without_an_object_is_free() -> None:
    out = BytesIO()
    writer = ObjectWriter(out, BytesIO())
    for number in range(300):
        first = writer.reserve_many(1 + number % 7, 10)
        for at in range(first, first + 1 + number % 7):
            writer.add(b"<</At %d>>" % at, at)
    root, pages = writer.reserve(), writer.reserve()
    writer.add(b"<</Type/Catalog/Pages %d 0 R>>" % pages, root)
    writer.add(b"<</Type/Pages/Kids[]/Count 0>>", pages)
    writer.finish(b"/Root %d 0 R" % root)
    with pikepdf.open(out) as pdf:
        found = sorted(int(each.At) for each in pdf.objects if "/At" in each)
        assert found == [at for number in range(300) for at in range(10 + number * 10, 11 + number * 10 + number % 7)]
        assert len(pdf.objects) == len(found) + 4
        assert not pdf.get_warnings()
