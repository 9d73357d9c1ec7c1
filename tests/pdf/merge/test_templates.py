"""Objects with holes are filled with numbers, or written with variables for these."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.pdf.merge.templates import template

BODY = st.lists(
    st.sampled_from(
        [b"<</P 3 0 R", b"/K[2 0 R 7]", b"/StructParent 1", b"(5 0 R 100%d)", b"\n\x000\x00\n", b"/Lang(%)", b">>"]
    )
).map(b"".join)
NUMBERS = st.lists(st.integers(0, 10**7), min_size=12, max_size=12)


@given(BODY, NUMBERS)
def test_variables_are_where_numbers_are_filled_in(body: bytes, numbers: list[int]) -> None:
    found = template(body)
    items = found.items(lambda hole: (b"", hole % len(numbers), b""), 99)
    filled = b"".join(item if isinstance(item, bytes) else b"%d" % numbers[item] for item in items)
    assert filled == found.filled(numbers)


def test_an_identifier_has_the_digits_of_its_number() -> None:
    found = template(b"<</S/TH/ID<0000000C>/P 12 0 R>>")
    assert found.filled(range(20)) == b"<</S/TH/ID<0000000C>/P 12 0 R>>"
    items = [*found.items(lambda hole: (b"%d" % hole,), 7)]
    assert (
        b"".join(item if isinstance(item, bytes) else b"000000" for item in items) == b"<</S/TH/ID<00000012>/P 12 0 R>>"
    )
    assert items.count(7) == 1
