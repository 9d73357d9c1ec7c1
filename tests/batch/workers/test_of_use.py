"""How many workers are of use: those that have, or wait for, the processors that there are."""

from __future__ import annotations

import pytest

from handout.batch.workers.of_use import WorkersOfUse


def _after(workers: WorkersOfUse, calls: int, wanted: float) -> int:
    for _ in range(calls):
        workers.done(wanted, 1.0)
    return workers.number


@pytest.mark.parametrize(("most", "processors", "begins"), [(1, 4, 1), (2, 4, 2), (8, 4, 4), (8, 1, 1)])
def test_there_is_one_for_each_processor_and_no_more_than_asked_for(most: int, processors: int, begins: int) -> None:
    assert WorkersOfUse(most, processors).number == begins


def test_workers_that_have_or_wait_for_processors_get_no_others() -> None:
    assert _after(WorkersOfUse(8, 2), 1000, 0.9) == 2


def test_others_come_while_the_workers_wait_for_something_else() -> None:
    """Those that leave three of four parts of a processor: six of them leave half of a processor of two."""
    assert _after(WorkersOfUse(16, 2), 1000, 0.25) == 6
    assert _after(WorkersOfUse(4, 2), 1000, 0.25) == 4


def test_no_more_come_than_there_are_after_a_call_of_each() -> None:
    workers = WorkersOfUse(16, 2)
    assert [_after(workers, 1, 0.1) for _ in range(7)] == [2, 4, 4, 4, 4, 8, 8]


def test_it_can_be_judged_sooner() -> None:
    workers = WorkersOfUse(16, 4)
    workers.judge()
    assert workers.number == 4
    _after(workers, 1, 0.6)
    workers.judge()
    assert workers.number == 6


def test_calls_that_took_no_time_say_nothing() -> None:
    workers = WorkersOfUse(8, 2)
    for _ in range(100):
        workers.done(0.0, 0.0)
    assert workers.number == 2


def test_what_was_before_counts_no_more() -> None:
    workers = WorkersOfUse(8, 2)
    _after(workers, 1, 0.0)
    workers.begin()
    assert _after(workers, 4, 0.9) == 2
