"""Locks where the system has none, and where the library that takes them is missing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from handout.system import locks


def without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The library of locks is imported anew, and a module isn't there."""
    for loaded in [one for one in sys.modules if one.partition(".")[0] == "portalocker"]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, name, None)


def test_a_lock_is_taken(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w+b") as file:
        assert locks.take(file.fileno())


def test_a_system_without_locks_takes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "fcntl")
    with (tmp_path / "lock").open("w+b") as file:
        assert not locks.take(file.fileno())
        locks.mark(file.fileno())
    locks.remove_unmarked(tmp_path / "lock")
    assert (tmp_path / "lock").exists(), "nobody knows whether somebody is writing it"


@pytest.mark.parametrize("missing", ["portalocker", "portalocker.constants"])
def test_a_missing_library_isn_t_a_system_without_locks(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, missing)
    path = tmp_path / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        for call in (lambda: locks.take(handle), lambda: locks.mark(handle), lambda: locks.remove_unmarked(path)):
            with pytest.raises(ImportError):
                call()
    finally:
        os.close(handle)
    assert path.exists()
