"""What a worker keeps and garbage collection."""

from __future__ import annotations

import gc
import os
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from handout.batch.workers import limits


class Cycle:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limits.Guarded, "pid", os.getpid())
    limits.settled(0)
    yield
    limits.settled(0)
    gc.unfreeze()


def test_all_that_is_kept_is_searched_only_when_there_is_much_more(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    kept = 0
    monkeypatch.setattr("gc.unfreeze", lambda: searched.append(kept))
    monkeypatch.setattr("gc.collect", lambda: 0)
    monkeypatch.setattr("gc.freeze", lambda: None)
    for kept in range(300):
        limits.settle(kept)
    assert searched == [17, 34, 68, 132, 196, 260]


def test_garbage_is_found_whether_it_is_new_or_was_kept() -> None:
    kept = Cycle()
    limits.settle(1)
    new, gone = weakref.ref(Cycle()), weakref.ref(kept)
    limits.settle(3)
    assert new() is None
    del kept
    limits.settle(16)
    assert gone() is not None, "what is kept was searched, and little has been added"
    limits.settle(17)
    assert gone() is None


OF_BEFORE: list[weakref.ref[Cycle]] = []


def settling() -> list[tuple[bool, bool]]:
    """Whether garbage of before the worker began, and garbage of its own, is there each time that it has settled."""
    limits.guard(limits.Limits())
    limits.settled(0)
    found = []
    for kept in (1, 17):
        own = weakref.ref(Cycle())
        limits.settle(kept)
        found.append((OF_BEFORE[0]() is not None, own() is not None))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_a_forked_worker_does_not_look_through_what_it_begins_with_until_it_keeps_more() -> None:
    """Looking through it gives the worker a copy of all that the process had which it was forked from."""
    gc.disable()
    try:
        OF_BEFORE[:] = [weakref.ref(Cycle())]
        with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
            assert pool.submit(settling).result() == [(True, False), (False, False)]
    finally:
        gc.enable()
