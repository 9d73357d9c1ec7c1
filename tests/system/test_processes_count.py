"""How many workers there are."""

from __future__ import annotations

import os
import sys

import pytest

from handout.system import processes


@pytest.mark.skipif(sys.platform != "linux", reason="another system has no such call")
@pytest.mark.parametrize("asked", [None, 0])
def test_there_is_a_worker_for_each_core_that_the_program_may_use(
    monkeypatch: pytest.MonkeyPatch, asked: int | None
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 4, 5})
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert processes.count(asked) == 3


def test_a_number_that_is_asked_for_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1}, raising=False)
    assert processes.count(8) == 8


def _refused(_: int) -> set[int]:
    raise PermissionError


def test_where_the_system_does_not_tell_the_cores_of_the_machine_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", _refused, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert processes.count() == 8


def test_there_is_one_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processes.count() == 1
