"""Workers: the same folder for any number and order of them, and a record that kills its own hurts nobody else."""

from __future__ import annotations

import errno
import gc
import os
import random
import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from batch.make import batch, forked, inline, lines, plain, rows, state, table, workspace
from handout.batch.options import Options
from handout.batch.output.entries import decoded
from handout.batch.workers import worker
from handout.batch.workers.limits import YOUNG, Limits, guard
from handout.pipeline import Request
from handout.system import processes
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer

REAL = VariableDataRenderer.make


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(scope="module")
def whole(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The folder of an undisturbed run over twenty records."""
    folder = tmp_path_factory.mktemp("whole")
    batch(root, table(folder / "list.csv", rows(20)), inline(folder / "out"))
    return state(folder / "out")


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_any_number_of_workers_makes_the_same_folder(
    root: Path, tmp_path: Path, whole: dict[str, str], workers: int
) -> None:
    summary, _ = batch(root, table(tmp_path / "list.csv", rows(20)), forked(tmp_path / "out", workers))
    assert summary.exit_code == 0
    assert state(tmp_path / "out") == whole


def test_any_order_of_records_makes_the_same_documents(root: Path, tmp_path: Path, whole: dict[str, str]) -> None:
    shuffled = rows(20)
    random.Random(7).shuffle(shuffled)
    batch(root, table(tmp_path / "list.csv", shuffled), forked(tmp_path / "out"))
    found = state(tmp_path / "out")
    assert {k: v for k, v in found.items() if k.endswith("pdf")} == {
        k: v for k, v in whole.items() if k.endswith("pdf")
    }
    by_id = sorted(lines(tmp_path / "out"), key=lambda line: int(line["id"][2:]))
    fresh = {**state(tmp_path / "out")}
    assert all(line["sha256"] == fresh[line["file"]] for line in by_id)


def test_other_executors(root: Path, tmp_path: Path, whole: dict[str, str]) -> None:
    """Workers that share nothing with this process get all they need; threads do too."""
    patients = table(tmp_path / "list.csv", rows(20))
    for number, make in enumerate(
        (lambda: ProcessPoolExecutor(1, get_context("spawn")), lambda: ThreadPoolExecutor(1))
    ):
        out = tmp_path / str(number)
        batch(root, patients, Options(folder=out, workers=1, make_executor=make))
        assert state(out) == whole


def _crash() -> None:
    os._exit(3)


def _segfault() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hang() -> None:
    while True:
        time.sleep(0.01)


def _deaf() -> None:
    """Runs in C for ever, where no signal's handler is heard."""
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    re.fullmatch(r"(a+)+b", "a" * 60)


def _greedy() -> None:
    bytearray(8 << 30)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (_crash, "worker-died"),
        (_segfault, "worker-died"),
        (_hang, "deadline"),
        (_deaf, "worker-died"),
        (_greedy, "memory"),
    ],
)
def test_a_record_that_ruins_its_worker_costs_only_itself(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], None], code: str
) -> None:
    count, bad = 10, 7
    patients = table(tmp_path / "list.csv", plain(count))
    batch(root, patients, inline(tmp_path / "clean"))

    def make(self: VariableDataRenderer, request: Request) -> Made:
        if request.patient.values["id"] == f"A-{bad}":
            fault()
        return REAL(self, request)

    monkeypatch.setattr(VariableDataRenderer, "make", make)
    seconds = 4.0 if fault in (_hang, _deaf) else 60.0
    summary, _ = batch(root, patients, forked(tmp_path / "out", seconds=seconds, memory=1 << 30))
    assert (summary.done, summary.failed, summary.exit_code) == (count - 1, 1, 4)
    (failed,) = [line for line in lines(tmp_path / "out") if line["status"] == "failed"]
    assert (failed["record"], failed["error"][0]["code"]) == (bad, code)
    good = state(tmp_path / "clean")
    del good[f"visit.patient.A-{bad}.pdf"], good["manifest.jsonl"]
    found = state(tmp_path / "out")
    del found["manifest.jsonl"]
    assert found == good


def test_a_bug_over_one_record_is_named_without_its_values(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(self: VariableDataRenderer, request: Request) -> Made:
        if request.patient.values["id"] == "A-2":
            raise KeyError("Anna Quayle A-2")
        return REAL(self, request)

    monkeypatch.setattr(VariableDataRenderer, "make", make)
    summary, heard = batch(root, table(tmp_path / "list.csv", plain(4)), inline(tmp_path / "out"))
    assert (summary.done, summary.failed) == (3, 1)
    (fault,) = next(outcome.faults for outcome in heard.outcomes if outcome.failed)
    assert fault.code == "bug"
    assert "KeyError in test_workers.py:" in fault.message
    assert "Quayle" not in (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8")


def test_a_stamped_document_that_is_wrong_ends_the_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handout.variable_data.made import FormMismatch

    def make(self: VariableDataRenderer, request: Request) -> Made:
        if request.patient.values["id"] == "A-3":
            raise FormMismatch()
        return REAL(self, request)

    monkeypatch.setattr(VariableDataRenderer, "make", make)
    monkeypatch.setattr(worker, "LONGEST", 60.0)  # on a slow machine the second record may wait, and not be made
    summary, _ = batch(root, table(tmp_path / "list.csv", plain(9)), inline(tmp_path / "out"))
    assert summary.exit_code == 1
    assert summary.reason.startswith("record 3: the stamped document differs")
    assert [line["record"] for line in lines(tmp_path / "out")] == [1, 2]


def _threshold() -> int:
    guard(Limits())
    return gc.get_threshold()[0]


def test_a_worker_seldom_looks_for_garbage_among_new_objects() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(_threshold).result() == YOUNG > gc.get_threshold()[0]


def test_workers_that_never_live_end_the_run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VariableDataRenderer, "make", lambda self, request: _crash())
    summary, _ = batch(root, table(tmp_path / "list.csv", plain(3)), forked(tmp_path / "out"))
    assert (summary.done, summary.failed, summary.exit_code) == (0, 3, 4)


def test_an_outcome_has_the_edition_of_its_line(root: Path, tmp_path: Path) -> None:
    _, heard = batch(root, table(tmp_path / "list.csv", [*rows(3), ["P-4", "", "", ""]]), inline(tmp_path / "out"))
    assert {outcome.failed for outcome in heard.outcomes} == {False, True}
    assert [outcome.edition for outcome in heard.outcomes] == [
        entry.edition for outcome in heard.outcomes if (entry := decoded(outcome.entry))
    ]


@pytest.mark.skipif(not processes.forks(), reason="workers aren't forked here")
def test_a_run_for_which_no_worker_can_be_started_says_so(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> int:
        raise BlockingIOError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(os, "fork", none)
    for folder in (tmp_path / "out", None):
        summary, _ = batch(root, table(tmp_path / "list.csv", rows(3)), Options(folder=folder, workers=2))
        assert (summary.exit_code, summary.reason) == (6, "no worker can be started: no more processes")
    assert list((tmp_path / "out").glob("*.pdf")) == []
