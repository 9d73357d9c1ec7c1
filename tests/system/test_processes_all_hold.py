"""Checks that are asked in some processes at once: whoever finds a doubt, and however it ends, is heard."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from handout.system import processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is forked on another system")


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have others."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_each_number_is_asked_in_a_process_of_its_own(tmp_path: Path) -> None:
    def noted(number: int) -> bool:
        (tmp_path / str(number)).write_text(str(os.getpid()), encoding="ascii")
        return True

    assert processes.all_hold(noted, 4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2", "3"]
    assert len({path.read_text(encoding="ascii") for path in tmp_path.iterdir()}) == 4
    assert (tmp_path / "0").read_text(encoding="ascii") == str(os.getpid())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_that_does_not_hold_is_enough(count: int) -> None:
    for wrong in range(count):
        assert not processes.all_hold(lambda number, wrong=wrong: number != wrong, count)  # type: ignore[misc]
    assert processes.all_hold(lambda _: True, count)


def test_an_error_or_a_death_in_another_process_is_a_doubt(capfd: pytest.CaptureFixture[str]) -> None:
    def wrong(number: int) -> bool:
        return number == 0 or number // 0 > 1

    def killed(number: int) -> bool:
        if number:
            os.kill(os.getpid(), 9)
        return True

    assert not processes.all_hold(wrong, 2)
    assert not processes.all_hold(killed, 2)
    assert capfd.readouterr() == ("", "")


def test_an_error_here_ends_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    children, real = list[int](), os.fork
    monkeypatch.setattr(os, "fork", lambda: children.append(real()) or children[-1])  # type: ignore[func-returns-value]

    def wrong(number: int) -> bool:
        if number:
            threading.Event().wait(60)
        raise ValueError

    with pytest.raises(ValueError):
        processes.all_hold(wrong, 3)
    assert len(children) == 2
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def _refused() -> int:
    raise BlockingIOError


@pytest.mark.parametrize("why", ["no process is left", "another thread", "another system"])
def test_where_none_can_be_forked_all_are_asked_here(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if why == "no process is left":
        monkeypatch.setattr(os, "fork", _refused)
    elif why == "another thread":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    else:
        monkeypatch.delattr(os, "fork")
    asked: list[int] = []

    def held(number: int) -> bool:
        asked.append(number)
        return True

    assert processes.all_hold(held, 3)
    assert asked == [0, 1, 2]
