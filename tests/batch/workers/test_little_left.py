"""When one worker makes what is left of a run."""

from __future__ import annotations

import pytest

from handout.batch.workers import little_left
from handout.batch.workers.little_left import LittleLeft


@pytest.fixture(autouse=True)
def _half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(little_left, "LITTLE", 0.5)


FIRST = [0.3, *[0.003] * 11]
"""Fifty documents take half the time of the first one."""
OTHERS = [0.003] * 12


@pytest.mark.parametrize(
    ("left", "little"),
    [
        ([88, 76, 64], [False, False, False]),
        ([62, 49], [False, True]),
        ([49, 1_000], [True, True]),
        ([0], [True]),
    ],
)
def test_little_is_left_where_it_takes_half_the_time_of_the_first_document(left: list[int], little: list[bool]) -> None:
    after = LittleLeft()
    chunks = [FIRST, OTHERS, OTHERS]
    assert [after.after(seconds, count) for seconds, count in zip(chunks, left, strict=False)] == little


@pytest.mark.parametrize("seconds", [[], [0.3]])
def test_the_pace_is_that_of_several_documents(seconds: list[float]) -> None:
    assert not LittleLeft().after(seconds, 1)
