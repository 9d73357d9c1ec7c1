from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.verify.rectangles import Rectangle

SIDES = st.sampled_from((0.0, 0.5, 1.0, 3.0))
BOXES = st.tuples(st.integers(0, 4), st.integers(0, 4), SIDES, SIDES).map(lambda each: Rectangle.sized(*each))


@given(BOXES, BOXES, st.sampled_from((0.0, 0.02, 0.5)))
def test_a_box_is_over_another_where_they_share_heights_and_places(
    one: Rectangle, other: Rectangle, slack: float
) -> None:
    assert one.over(other, slack) == (one.level(other, slack) and one.in_column(other, slack))
    assert one.over(other, slack) == other.over(one, slack)
