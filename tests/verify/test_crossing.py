from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from handout.fonts.letters import MOST_OVERLAP
from handout.verify.crossing import crossing
from handout.verify.rectangles import Rectangle

SIZES = st.sampled_from((0.0, 1.0, 2.0, 5.0))
BOXES = st.tuples(st.integers(0, 12), st.integers(0, 8), SIZES, SIZES).map(lambda each: Rectangle.sized(*each))
LETTERS = st.lists(st.tuples(st.integers(0, 5), BOXES), max_size=14)


def shared(one: Rectangle, other: Rectangle) -> float:
    """How much of the smaller box is under the other."""
    wide = max(min(one.right, other.right) - max(one.left, other.left), 0)
    high = max(min(one.top, other.top) - max(one.bottom, other.bottom), 0)
    least = min((box.right - box.left) * (box.top - box.bottom) for box in (one, other))
    return wide * high / least if least else 0.0


@given(LETTERS)
def test_every_two_letters_over_each_other_are_found(letters: list[tuple[int, Rectangle]]) -> None:
    """Pieces 0 and 1 are of one line, whose letters may be over each other."""
    expected = {
        (first, second)
        for (first, (one, box)), (second, (other, below)) in combinations(enumerate(letters), 2)
        if one // 2 != other // 2 and shared(box, below) > MOST_OVERLAP
    }
    found = [*crossing(letters, lambda one, other: one // 2 != other // 2)]
    assert len(found) == len({*found})
    assert {*found} == expected
