"""The first forms of a run are made once, whatever the number of workers, and change nothing of what is made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from batch.make import batch, forked, inline, lines, plain, rows, state, table, workspace
from handout.batch.workers.first_forms import alone
from handout.batch.workers.jobs import Done, Outcome
from handout.batch.workers.worker import Worker
from handout.pipeline import Request
from handout.system import processes
from handout.variable_data.renderer import Made, VariableDataRenderer

REAL = VariableDataRenderer.make
FORKS = pytest.mark.skipif(not processes.forks(), reason="workers aren't forked here")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


@FORKS
@pytest.mark.parametrize("workers", [2, 3])
def test_more_workers_make_no_more_forms(root: Path, tmp_path: Path, workers: int) -> None:
    patients = table(tmp_path / "list.csv", plain(60))
    one, _ = batch(root, patients, inline(tmp_path / "one"))
    more, _ = batch(root, patients, forked(tmp_path / "more", workers))
    assert one.forms == more.forms
    assert state(tmp_path / "one") == state(tmp_path / "more")


@FORKS
def test_records_of_all_sorts_get_the_same_documents(root: Path, tmp_path: Path) -> None:
    patients = table(tmp_path / "list.csv", rows(40))
    batch(root, patients, inline(tmp_path / "one"))
    batch(root, patients, forked(tmp_path / "two"))
    assert state(tmp_path / "one") == state(tmp_path / "two")


@FORKS
def test_a_first_record_that_ends_its_worker_costs_only_itself(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(self: VariableDataRenderer, request: Request) -> Made:
        if request.patient.values["id"] == "A-1":
            os._exit(3)
        return REAL(self, request)

    monkeypatch.setattr(VariableDataRenderer, "make", make)
    summary, _ = batch(root, table(tmp_path / "list.csv", plain(6)), forked(tmp_path / "out"))
    assert (summary.done, summary.failed) == (5, 1)
    assert [line["record"] for line in lines(tmp_path / "out") if line["status"] == "failed"] == [1]


class _Nothing(Worker):
    def __init__(self) -> None:
        self.forms: list[bytes] = []

    def learn(self, forms: bytes) -> None:
        self.forms.append(forms)


def _done(first: int, filled: int = 0, painted: int = 0) -> Done:
    def outcome(*, first: bool = False, why: str = "") -> Outcome:
        return Outcome(0, 0, 0, b"", False, first=first, painted=why)  # type: ignore[arg-type]

    made = [outcome(first=True)] * first + [outcome()] * filled + [outcome(why="text")] * painted
    return Done(tuple(made), forms=b"new")


@FORKS
@pytest.mark.parametrize(
    ("done", "goes_on"),
    [
        ([_done(1, 63)], [False]),
        ([_done(0, 0, 64)], [False]),
        ([_done(20, 12), _done(12, 20), _done(2, 62)], [True, True, False]),
        ([_done(20), _done(20)], [True, False]),
    ],
)
def test_one_worker_is_alone_as_long_as_others_learn_from_it(done: list[Done], goes_on: list[bool]) -> None:
    import gc

    begins = alone(worker := _Nothing(), 2, fork=True)
    assert begins is not None
    assert [begins.learned(each) for each in done] == goes_on
    assert worker.forms == [b"new"] * len(done)
    gc.unfreeze()


def test_one_worker_has_nobody_to_make_forms_for() -> None:
    assert alone(_Nothing(), 1, fork=True) is None
    assert alone(_Nothing(), 2, fork=False) is None
