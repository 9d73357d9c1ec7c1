"""A prepared stream has the bytes of its text, whatever the values are, or there is none."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.pdf.merge import prepared_stream
from handout.pdf.merge.prepared_stream import VariableText, prepared, variable_text

LENGTHS = (4, 4, 6, 1)
ITEMS = st.lists(
    st.one_of(st.integers(0, 3), st.sampled_from([b"/P ", b"12 0 R", b"<</S/P/K 7>>\n", b"\x00\xff", b"1234", b""]))
)


def _values(number: int, lengths: Sequence[int] = LENGTHS) -> list[bytes]:
    return [b"%0*d" % (length, (number * 7919 + at * 31) % 10**length) for at, length in enumerate(lengths)]


@given(ITEMS, st.integers(0, 10**6))
def test_the_bytes_are_those_of_the_text(items: list[bytes | int], number: int) -> None:
    text = variable_text(items)
    found = prepared(text, LENGTHS)
    for each in (number, number + 1):
        values = _values(each)
        wanted = b"".join(item if isinstance(item, bytes) else values[item] for item in items)
        assert text.filled(values) == wanted
        assert text.length(LENGTHS) == len(wanted)
        if found is not None:
            assert zlib.decompress(found.filled(values)) == wanted


def test_references_are_prepared() -> None:
    """What is nowhere in the last 32 KB is stored once more."""
    items: list[bytes | int] = []
    end = b" 0 R]>>\n"
    for at in range(3000):
        items += [b"<</S/LI/P ", at // 999, b"%02d 0 R/K[" % (at % 100), 4, 3, end + b" " * (at == 2000) * 40000]
    text = variable_text(items)
    lengths = [5, 5, 4, 5, 3]
    found = prepared(text, lengths)
    assert found is not None
    assert len(set(found.stored)) == 5 < len(found.stored) < 30
    for number in range(20):
        values = _values(number, lengths)
        assert zlib.decompress(found.filled(values)) == text.filled(values)
    assert len(found.filled(values)) < len(zlib.compress(text.filled(values), 2))


def test_values_side_by_side_are_stored_side_by_side() -> None:
    text = VariableText((b"", b"", b"", b"."), (0, 1, 2))
    found = prepared(text, (3, 3, 3))
    assert found is not None
    assert found.stored == (0, 1, 2)
    assert zlib.decompress(found.filled([b"123", b"456", b"789"])) == b"123456789."


def test_a_stream_that_copies_another_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    text = variable_text([b"/P ", 0, b" 0 R/P ", 1, b" 0 R/P ", 1, b" 0 R/P ", 0, b" 0 R"])
    assert prepared(text, (5, 5)) is not None
    monkeypatch.setattr(prepared_stream, "marks_for", lambda text, lengths: [b"\x01\x02\x03\x04\x05"] * 2)
    assert prepared(text, (5, 5)) is None
    # Digits that are in the text, and bytes that are too few to be copied.
    monkeypatch.setattr(prepared_stream, "marks_for", lambda text, lengths: [b" 0 R/", b"P 0 R"])
    assert prepared(text, (5, 5)) is None
    monkeypatch.undo()
    assert prepared(variable_text([0, b".", 0]), (1,)) is None
