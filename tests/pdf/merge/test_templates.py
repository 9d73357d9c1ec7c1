"""Templates that are filled at once are those that are filled one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.pdf.merge.templates import template, together

BODY = st.lists(
    st.sampled_from(
        [b"<</P 3 0 R", b"/K[2 0 R 7]", b"/StructParent 1", b"(5 0 R 100%d)", b"\n\x000\x00\n", b"/Lang(%)", b">>"]
    )
).map(b"".join)


@given(st.lists(BODY, min_size=1, max_size=9), st.lists(st.integers(0, 10**7), min_size=12, max_size=12))
def test_objects_filled_at_once(bodies: list[bytes], numbers: list[int]) -> None:
    templates = [template(body, 8) for body in bodies]
    assert together(templates).filled(numbers) == [each.filled(numbers) for each in templates]
