"""Sequences aligned: what is said to be equal is, and nothing that must be found is missed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.compare.align import Match, align

ITEMS = st.lists(st.integers(0, 4), max_size=40)


def holds(old: list[int], new: list[int]) -> int:
    """How many items are aligned; fails if something is wrong with it."""
    found = align(old, new)
    i = j = 0
    for match in found:
        assert match.size > 0
        assert match.old >= i
        assert match.new >= j
        assert old[match.old : match.old + match.size] == new[match.new : match.new + match.size]
        i, j = match.old + match.size, match.new + match.size
    return sum(match.size for match in found)


@given(ITEMS, ITEMS)
def test_what_is_aligned_is_equal_and_in_order(old: list[int], new: list[int]) -> None:
    holds(old, new)


@given(ITEMS)
def test_equal_sequences_are_one_match(items: list[int]) -> None:
    assert align(items, items) == ([Match(0, 0, len(items))] if items else [])


@given(ITEMS, ITEMS, ITEMS)
def test_what_is_put_in_costs_nothing_else(before: list[int], between: list[int], after: list[int]) -> None:
    assert holds(before + after, before + between + after) == len(before + after)


def test_short_sequences_are_aligned_as_well_as_can_be() -> None:
    for seed in range(300):
        chance = Random(seed)
        old, new = ([chance.randrange(3) for _ in range(chance.randrange(12))] for _ in range(2))
        assert holds(old, new) == longest(old, new)


def longest(old: list[int], new: list[int]) -> int:
    """The most items that can be aligned, by the book."""
    row = [0] * (len(new) + 1)
    for item in old:
        last = 0
        for at, other in enumerate(new, 1):
            last, row[at] = row[at], max(row[at], row[at - 1], last + 1 if item == other else 0)
    return row[-1]


@pytest.mark.parametrize(
    ("old", "new", "least"),
    [
        ([1] * 30_000, [1] * 29_000, 25_000),
        ([1, 2] * 15_000, [1, 3] * 15_000, 15_000),
        ([1, 2, 3] * 5_000, [2, 1, 3] * 5_000, 5_000),
        ([*range(20_000)], [*range(20_000, 40_000)], 0),
        ([*range(20_000)], [*range(10_000, 20_000), *range(10_000)], 10_000),
    ],
    ids=["one item", "two items", "in turns", "others", "halves"],
)
def test_long_sequences_end(old: list[int], new: list[int], least: int) -> None:
    assert holds(old, new) >= least
