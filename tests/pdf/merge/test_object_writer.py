"""Objects that are added together are written as those that are added one after another."""

from __future__ import annotations

from io import BytesIO

import pytest

from handout.pdf.merge.object_writer import PACKED, ObjectWriter


def _written(groups: list[list[bytes]], *, together: bool) -> bytes:
    out = BytesIO()
    writer = ObjectWriter(out, BytesIO())
    for bodies in groups:
        first = writer.reserve(len(bodies))
        if together:
            writer.add_all(bodies, first)
        else:
            for at, body in enumerate(bodies, first):
                writer.add(body, at)
    writer.finish(b"/Root 1 0 R")
    return out.getvalue()


@pytest.mark.parametrize("size", [1, 90, PACKED // 3, PACKED - 1, PACKED])
def test_objects_added_together(size: int) -> None:
    groups = [[b"<<%d>>" % number + b" " * size for number in range(at % 4)] for at in range(9)]
    assert _written(groups, together=True) == _written(groups, together=False)
