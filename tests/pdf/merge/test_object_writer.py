"""Objects in an object stream of their own are read like those that are added one after another."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
import pytest

from handout.pdf.file import object_stream
from handout.pdf.merge.object_writer import PACKED, ObjectWriter


def _written(groups: list[list[bytes]], *, packed: bool) -> bytes:
    out = BytesIO()
    writer = ObjectWriter(out, BytesIO())
    for bodies in groups:
        first = writer.reserve(len(bodies))
        numbers = range(first, first + len(bodies))
        if packed and bodies:
            made = object_stream(numbers, bodies)
            content = zlib.decompress(made.partition(b">>stream\n")[2].removesuffix(b"\r\nendstream"))
            writer.add_packed(content, int(made.partition(b"/First ")[2].partition(b"/")[0]), numbers)
        else:
            for at, body in zip(numbers, bodies, strict=True):
                writer.add(body, at)
        root = writer.reserve(2)
        writer.add(b"<</Type/Catalog/Last %d 0 R/Pages %d 0 R>>" % (numbers.stop - 1, root + 1), root)
        writer.add(b"<</Type/Pages/Kids[]/Count 0>>", root + 1)
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
    for _ in range(60):
        first = writer.reserve(200)
        made = object_stream(range(first, first + 200), [b"<<>>"] * 200)
        content = zlib.decompress(made.partition(b">>stream\n")[2].removesuffix(b"\r\nendstream"))
        writer.add_packed(content, 0, range(first, first + 200))
    assert len(spool.getvalue()) > 60 * 200 * 8 - PACKED - 2000
