"""Tables of cross references: what is put together from ready pieces is what one would have compressed whole."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.pdf.xref import ROW, table

SHARED = ROW.pack(0, 0, 255)


@given(st.lists(st.booleans(), max_size=60), st.integers(0, 2**32 - 1))
def test_rows_of_both_kinds(own: list[bool], last: int) -> None:
    rows = [SHARED, *(bytes(ROW.size) if mine else ROW.pack(2, 7, at % 200) for at, mine in enumerate(own))]
    places = {at: 1000 + at for at, mine in enumerate(own, 1) if mine}
    whole = dict(enumerate(rows)) | {at: ROW.pack(1, place, 0) for at, place in places.items()}
    packed = table(b"".join(rows)).packed(places, last)
    assert zlib.decompress(packed) == b"".join(whole.values()) + ROW.pack(1, last, 0)


def test_a_copy_may_have_more_objects_behind_those_of_the_shared_part() -> None:
    packed = table(SHARED + ROW.pack(2, 7, 0), 2).packed({2: 50, 3: 60}, 70)
    assert [*ROW.iter_unpack(zlib.decompress(packed))][2:] == [(1, 50, 0), (1, 60, 0), (1, 70, 0)]


@pytest.mark.parametrize("count", [10_921, 10_922, 10_923, 30_000])
def test_more_rows_of_a_copy_than_one_stored_block_takes(count: int) -> None:
    packed = table(SHARED + bytes(ROW.size * count)).packed({at: at for at in range(1, count + 1)}, 5)
    rows = [*ROW.iter_unpack(zlib.decompress(packed))]
    assert rows[1:-1] == [(1, at, 0) for at in range(1, count + 1)]
    assert rows[-1] == (1, 5, 0)
