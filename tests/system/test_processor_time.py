"""The time in which a process has a processor or waits for one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from handout.system import processor_time


@pytest.mark.parametrize("there", [True, False])
def test_work_counts_and_sleep_does_not(there: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if not there:
        monkeypatch.setattr(processor_time, "SCHEDULE", tmp_path / "missing")
    until, began = time.process_time() + 0.1, processor_time.wanted()
    while time.process_time() < until:
        pass
    worked = processor_time.wanted()
    time.sleep(0.5)
    assert worked - began >= 0.09
    assert processor_time.wanted() - worked < 0.25


def test_waiting_for_a_processor_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    schedule = tmp_path / "schedstat"
    schedule.write_text("1500000000 250000000 12\n", encoding="ascii")
    monkeypatch.setattr(processor_time, "SCHEDULE", schedule)
    assert processor_time.wanted() == 1.75


@pytest.mark.parametrize("text", ["", "1 2", "a b c"])
def test_a_system_that_says_something_else_says_nothing(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schedule = tmp_path / "schedstat"
    schedule.write_text(text, encoding="ascii")
    monkeypatch.setattr(processor_time, "SCHEDULE", schedule)
    assert 0 <= processor_time.wanted() <= time.process_time()
