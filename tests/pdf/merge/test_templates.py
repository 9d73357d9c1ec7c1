"""Templates that are filled at once, as the content of an object stream, are those that are filled one by one."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from handout.pdf.file import object_stream
from handout.pdf.merge.templates import ObjectTemplate, stream_templates, template

BODY = st.lists(
    st.sampled_from(
        [b"<</P 3 0 R", b"/K[2 0 R 7]", b"/StructParent 1", b"(5 0 R 100%d)", b"\n\x000\x00\n", b"/Lang(%)", b">>"]
    )
).map(b"".join)
NUMBERS = st.lists(st.integers(0, 10**7), min_size=12, max_size=12)


def _one_by_one(templates: dict[int, ObjectTemplate], numbers: list[int]) -> tuple[bytes, int]:
    """The content of an object stream, and where its first object begins."""
    bodies = [each.filled(numbers) for each in templates.values()]
    head, _, rest = object_stream([numbers[at] for at in templates], bodies).partition(b">>stream\n")
    content = zlib.decompress(rest.removesuffix(b"\r\nendstream"))
    return content, int(head.partition(b"/First ")[2].partition(b"/")[0])


@given(st.lists(BODY, min_size=1, max_size=9), NUMBERS, NUMBERS)
def test_objects_filled_at_once(bodies: list[bytes], numbers: list[int], others: list[int]) -> None:
    templates = {at: template(body) for at, body in enumerate(bodies)}
    (found,) = stream_templates(templates, 1 << 16)
    assert len(found) == len(bodies)
    # With as many digits in each number, and then with any.
    for each in (numbers, [number ^ 1 if number > 9 else number for number in numbers], others):
        digits = [len(str(number)) for number in each]
        assert found.filled(each, digits) == _one_by_one(templates, each)
        assert found.filled(others, None) == _one_by_one(templates, others)


def test_templates_of_many_bytes_are_for_several_streams() -> None:
    templates = {at: template(b"<</P %d 0 R>>" % at) for at in range(8)}
    found = stream_templates(templates, 40)
    assert [len(each) for each in found] == [4, 4]
    parts = [{at: templates[at] for at in part} for part in (range(4), range(4, 8))]
    numbers = [*range(95, 107)]
    assert [each.filled(numbers, None) for each in found] == [_one_by_one(part, numbers) for part in parts]
