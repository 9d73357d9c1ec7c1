"""Locks where the system has none, and where the library that takes them is missing."""

from __future__ import annotations

import errno
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
    without(monkeypatch, "fcntl")
    without(monkeypatch, missing)
    with (tmp_path / "lock").open("w+b") as file, pytest.raises(ImportError):
        locks.take(file.fileno())


def test_the_system_s_own_locks_need_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "portalocker")
    with (tmp_path / "lock").open("w+b") as file:
        assert locks.take(file.fileno())
        locks.mark(file.fileno())
        with pytest.raises(locks.Held):
            locks.remove_unmarked(tmp_path / "lock")
    assert (tmp_path / "lock").exists()
    locks.remove_unmarked(tmp_path / "lock")
    assert not (tmp_path / "lock").exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EAGAIN, errno.ENOLCK])
def test_only_a_lock_that_another_has_is_held(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(file: int, how: int) -> None:
        assert how == fcntl.LOCK_EX | fcntl.LOCK_NB
        raise OSError(number, "refused")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    with (tmp_path / "lock").open("w+b") as file:
        try:
            locks.take(file.fileno())
        except OSError as error:
            assert isinstance(error, locks.Held) == (number != errno.ENOLCK)
        else:
            pytest.fail("it was taken")
