"""D26, D28 and X02 over many patients: workers that die, want too much or are gone, and runs that are stopped."""

from __future__ import annotations

import faulthandler
import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from program import run

from .lists import Patients
from .meanwhile import COUNT, after_the_first, at_record, bytes_of, rows, started, undisturbed


def died(number: signal.Signals) -> None:
    """A worker's end."""
    faulthandler.disable()  # pytest's, which would tell of it
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_d26_a_record_that_its_worker_dies_of(patients: Patients, number: signal.Signals) -> None:
    calm = undisturbed(patients, rows(16))
    with at_record("A-10", lambda: died(number)):
        ran = patients.batch(rows(16))
    assert (ran.code, len(ran.papers), ran.faults(10)) == (4, 15, ["worker-died"])
    assert (
        ran.told == "line 11: error: record 10: the worker that made it died, or was stopped well after its deadline\n"
    )
    others = {"case.patient.A-10.pdf", "manifest.jsonl"}
    assert {**bytes_of(patients.out), **{name: calm[name] for name in others}} == calm


def test_d26_a_worker_that_dies_while_it_writes_leaves_nothing(
    patients: Patients, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert patients.batch(rows(3)).code == 0
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying_over("case.patient.A-2.pdf"))
        ran = patients.batch(rows(3, "Zoë Ostrander"), "--resume")
    # Neither a draft nor, under the name of the record that failed, an older document, which may be another's.
    assert (ran.code, set(ran.papers), ran.faults(2)) == (4, {"A-1", "A-3"}, ["worker-died"])


def test_d26_what_stays_under_the_name_that_its_worker_died_over_is_told(
    patients: Patients, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert patients.batch(rows(3)).code == 0
    (patients.out / "manifest.jsonl").write_bytes(b"")  # so that no run is known to have made it
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying_over("case.patient.A-2.pdf"))
        outcome = run(*patients.arguments(patients.write(rows(3, more="0")), "--resume"), cwd=patients.case.folder)
    assert outcome.code == 4
    told = "record 2: the file under its name is not as a run into this folder made it, and is kept"
    assert f"line 3: error: {told}" in outcome.err.splitlines()
    assert '"older-file"' in (patients.out / "manifest.jsonl").read_text("utf-8")


def dying_over(name: str) -> Callable[..., None]:
    """`os.replace`, for a worker that dies as it puts a document under this name."""
    replace = os.replace

    def dies(source: Any, target: Any, **more: Any) -> None:
        if target == name:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(source, target, **more)

    return dies


def test_d28_a_record_that_needs_ten_gigabytes(patients: Patients) -> None:
    with at_record("A-2", lambda: bytearray(10 << 30)):
        ran = patients.batch(rows())
    assert (ran.code, len(ran.papers), ran.faults(2)) == (4, COUNT - 1, ["memory"])
    assert ran.told == "line 3: error: record 2: it needs more than 2048 MiB of memory\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_x02_x03_a_run_that_is_stopped(patients: Patients, number: signal.Signals, code: int) -> None:
    with after_the_first(lambda: os.kill(os.getpid(), number)):
        outcome = started(patients, rows(40))
    ran = patients.judged(outcome)
    assert ran.code == code
    assert 0 < len(ran.papers) < 40
    assert ran.err.endswith("stopped; go on with the same command and --resume\n")


def test_a_scheduler_that_ends_in_the_middle(
    patients: Patients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    # Dask leaves files of its own.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    calm = undisturbed(patients, rows(200))
    path = patients.write(rows(200))
    asked = [word for word in patients.arguments(path) if word not in ("--workers", "1")]
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as dask:
        with after_the_first(dask.close):
            outcome = run(*asked, "--scheduler", dask.scheduler_address, cwd=patients.case.folder)
        ran = patients.judged(outcome)
    assert ran.code == 6
    assert ran.err.endswith("doesn't answer any more; go on with the same command and --resume\n")
    assert 0 < len(ran.papers) < 200
    assert patients.batch(rows(200), "--resume").code == 0
    assert bytes_of(patients.out) == calm


def test_a_scheduler_that_is_not_there(patients: Patients, monkeypatch: pytest.MonkeyPatch) -> None:
    from handout.batch.workers import dask_executor

    monkeypatch.setattr(dask_executor.Cluster.__init__, "__kwdefaults__", {"patience": 0.5})
    path = patients.write(rows(2))
    asked = [word for word in patients.arguments(path) if word not in ("--workers", "1")]
    outcome = run(*asked, "--scheduler", "tcp://127.0.0.1:9", cwd=patients.case.folder)
    assert (outcome.code, outcome.out) == (6, "")
    assert "no scheduler answers there" in outcome.err
    assert not patients.out.exists()
