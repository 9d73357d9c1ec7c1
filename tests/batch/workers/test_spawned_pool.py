"""Workers that aren't forked: the first forms are made once for all of them, and who dies hurts nobody else."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from batch.make import batch, forked, inline, plain, rows, state, table, workspace
from handout.batch.workers import little_left, worker
from handout.batch.workers.jobs import Chunk, Done
from handout.batch.workers.spawned_pool import SpawnedPool
from handout.system import processes


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(autouse=True)
def _unforked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "forks", lambda **_: False)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The forms that are sent to the others."""
    found: list[bytes] = []
    grow = SpawnedPool.grow

    def grown(pool: SpawnedPool, forms: bytes) -> None:
        found.append(forms)
        grow(pool, forms)

    monkeypatch.setattr(SpawnedPool, "grow", grown)
    return found


def _never_little(chunk: Chunk) -> Done:
    little_left.LITTLE = 0.0  # in the worker's own process
    return worker.make(chunk)


@pytest.mark.parametrize("workers", [2, 3])
def test_more_workers_make_no_more_forms(
    root: Path, tmp_path: Path, given: list[bytes], monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    patients = table(tmp_path / "list.csv", plain(300))
    one, _ = batch(root, patients, inline(tmp_path / "one"))
    monkeypatch.setattr("handout.batch.workers.pool.worker.make", _never_little)
    more, _ = batch(root, patients, forked(tmp_path / "more", workers))
    assert (one.forms, len(given)) == (more.forms, 1)
    assert given[0]
    assert state(tmp_path / "one") == state(tmp_path / "more")


@pytest.mark.parametrize("workers", [1, 2])
def test_records_of_all_sorts_give_the_same_folder(root: Path, tmp_path: Path, workers: int) -> None:
    patients = table(tmp_path / "list.csv", rows(20))
    batch(root, patients, inline(tmp_path / "one"))
    batch(root, patients, forked(tmp_path / "more", workers))
    assert state(tmp_path / "one") == state(tmp_path / "more")


class _Kept(Executor):
    """Does nothing until it is told."""

    def __init__(self, workers: int, forms: bytes) -> None:
        self.workers, self.forms = workers, forms
        self.calls: list[Future[Any]] = []
        self.ended = False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.calls.append(Future())
        return self.calls[-1]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.ended = True


def test_a_call_goes_to_whoever_has_less_to_do() -> None:
    made: list[_Kept] = []

    def make(workers: int, forms: bytes) -> Executor:
        made.append(_Kept(workers, forms))
        return made[-1]

    pool = SpawnedPool(3, make)
    pool.submit(print)
    assert [(group.workers, group.forms, len(group.calls)) for group in made] == [(1, b"", 1)]
    pool.grow(b"forms")
    pool.grow(b"more")
    for _ in range(5):
        pool.submit(print)
    assert [(group.workers, group.forms, len(group.calls)) for group in made] == [(1, b"", 2), (2, b"forms", 4)]
    made[0].calls[0].set_result(None)
    pool.submit(print)
    assert [len(group.calls) for group in made] == [3, 4]
    pool.shutdown()
    assert [group.ended for group in made] == [True, True]


def test_one_worker_takes_no_others() -> None:
    pool = SpawnedPool(1, lambda workers, forms: _Kept(workers, forms) if workers == 1 else pytest.fail("others"))
    pool.grow(b"forms")
    assert not pool.submit(print).done()


def _dies(chunk: Chunk) -> Done:
    if any(task.record == 250 for task in chunk.tasks):
        os._exit(3)
    return worker.make(chunk)


def test_a_worker_that_dies_costs_only_its_document(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handout.batch.workers.pool.worker.make", _dies)
    patients = table(tmp_path / "list.csv", plain(300))
    summary, heard = batch(root, patients, forked(tmp_path / "out"))
    assert (summary.done, summary.failed) == (299, 1)
    assert [outcome.record for outcome in heard.outcomes if outcome.failed] == [250]


def _dies_at_first(chunk: Chunk) -> Done:
    if any(task.record == 1 for task in chunk.tasks):
        os._exit(3)
    return _never_little(chunk)


def test_the_forms_of_documents_that_are_made_again_after_a_death_are_sent_to_the_others(
    root: Path, tmp_path: Path, given: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handout.batch.workers.pool.worker.make", _dies_at_first)
    alike = [[f"A-{number}", *row[1:]] for number, row in enumerate(plain(1) * 100)]
    summary, _ = batch(root, table(tmp_path / "list.csv", alike), forked(tmp_path / "out"))
    assert (summary.done, summary.failed, summary.forms, len(given)) == (99, 1, 1, 1)
    assert given[0]
