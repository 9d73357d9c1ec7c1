"""What a worker keeps and garbage collection."""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Iterator

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


def test_all_that_is_kept_is_searched_only_when_there_is_twice_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    kept = 0
    monkeypatch.setattr("gc.unfreeze", lambda: searched.append(kept))
    monkeypatch.setattr("gc.collect", lambda: 0)
    monkeypatch.setattr("gc.freeze", lambda: None)
    for kept in range(300):
        limits.settle(kept)
    assert searched == [1, 2, 4, 8, 16, 32, 64, 128, 192, 256]


def test_garbage_is_found_whether_it_is_new_or_was_kept() -> None:
    kept = Cycle()
    limits.settle(1)
    new, gone = weakref.ref(Cycle()), weakref.ref(kept)
    limits.settle(3)
    assert new() is None
    del kept
    limits.settle(4)
    assert gone() is not None, "what is kept was searched, and little has been added"
    limits.settle(6)
    assert gone() is None
