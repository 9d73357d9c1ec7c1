"""A document's objects that are filled at once are those that are filled one by one."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from unittest import mock

import pytest

from handout.pdf.file import object_stream
from handout.pdf.merge import object_streams
from handout.pdf.merge.object_streams import DocumentNumbers, DocumentStream, document_streams
from handout.pdf.merge.prepared_stream import VariableText, variable_text
from handout.pdf.merge.templates import template

COUNT = 230
BODIES = [
    b"<</S/P/P %d 0 R/ID<%08X>/K[%d 0 R 7]/A(100%% of 5 0 R)/At 400 0 R>>" % (at // 3, at, (at * 7) % COUNT)
    for at in range(COUNT)
]


def _written(number: int, numbers: DocumentNumbers) -> Sequence[bytes | int]:
    return numbers.written(number) if number < COUNT else (numbers.beginnings + 1,)


def _streams(numbers: DocumentNumbers, most: int = 1 << 16) -> list[DocumentStream]:
    def items(body: bytes) -> VariableText:
        return variable_text(template(body).items(lambda hole: _written(hole, numbers), numbers.beginnings))

    return document_streams(map(items, BODIES), numbers, most)


def _values(numbers: DocumentNumbers, first: int, other: int) -> list[bytes]:
    return [*numbers.values(first), b"0" * (8 - len(str(first))), b"%d" % other]


def _one_by_one(first: int, other: int, part: range) -> tuple[list[bytes], bytes]:
    bodies = []
    for at in part:
        body = b"<</S/P/P %d 0 R/ID<%08d>/K[%d 0 R 7]/A(100%% of 5 0 R)/At %d 0 R>>"
        bodies.append(body % (first + at // 3, first + at, first + (at * 7) % COUNT, other))
    head, _, rest = object_stream([first + at for at in part], bodies).partition(b">>stream\n")
    content = zlib.decompress(rest.removesuffix(b"\r\nendstream"))
    return _divided(content, int(head.partition(b"/First ")[2].partition(b"/")[0]))


def _divided(content: bytes, begins: int) -> tuple[list[bytes], bytes]:
    """The index of an object stream, and its objects."""
    return content[:begins].split(), content[begins:].rstrip()


@pytest.mark.parametrize("most", [1 << 16, 3000])
def test_objects_filled_at_once(most: int) -> None:
    numbers = DocumentNumbers(COUNT)
    found = _streams(numbers, most)
    assert sum(map(len, found)) == COUNT
    assert (len(found) > 1) == (most < 1 << 16)
    for number in range(2 * object_streams.WORTH):
        for first, other in ((12340 + 230 * number, 4), (500000 + 230 * number, 1000 + number), (100, number)):
            start = 0
            for each in found:
                packed, begins = each.packed(_values(numbers, first, other))
                part = range(start, start := start + len(each))
                assert _divided(zlib.decompress(packed), begins) == _one_by_one(first, other, part)


def test_a_text_that_is_used_often_is_compressed_no_more() -> None:
    numbers = DocumentNumbers(COUNT)
    (found,) = _streams(numbers)
    with mock.patch.object(zlib, "compress", wraps=zlib.compress) as compress:
        for number in range(object_streams.WORTH):
            found.packed(_values(numbers, 12340, 1000 + number))
        assert compress.call_count == object_streams.WORTH
        for number in range(20):
            found.packed(_values(numbers, 12340, 1000 + number))
        assert compress.call_count == object_streams.WORTH
        for other in (1, 10, 100, 10000, 1000):
            found.packed(_values(numbers, 12340, other))
        assert compress.call_count == object_streams.WORTH + 5, "the oldest of many texts is forgotten"


@pytest.mark.parametrize(("count", "unit"), [(1, 10), (99, 100), (100, 100), (101, 10), (230, 10), (270, 100)])
def test_few_numbers_are_left_over(count: int, unit: int) -> None:
    numbers = DocumentNumbers(count)
    assert numbers.unit == unit
    first = 700 * unit
    values = numbers.values(first)
    assert len(values) == numbers.beginnings
    for at in range(count):
        beginning, rest = numbers.written(at)
        assert values[beginning] + rest == b"%d" % (first + at)
