"""D26, D28, F11–F16 and X02 over many patients: workers that die, two runs at once, going on, a list that changes."""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handout.batch.lock import NAME as LOCK
from program import Outcome, files, run, spawn

from .lists import SECRET, Patients
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
    assert ran.err == "line 11: error: record 10: the worker that made it died, or was ended long after its deadline\n"
    others = {"case.patient.A-10.pdf", "manifest.jsonl"}
    assert {**bytes_of(patients.out), **{name: calm[name] for name in others}} == calm


def test_d26_a_worker_that_dies_while_it_writes_leaves_nothing(
    patients: Patients, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert patients.batch(rows(3)).code == 0
    (patients.out / "manifest.jsonl").write_bytes(b"")
    replace = os.replace

    def dies(source: Any, target: Any, **more: Any) -> None:
        if target == "case.patient.A-2.pdf":
            os.kill(os.getpid(), signal.SIGKILL)
        replace(source, target, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dies)
        ran = patients.batch(rows(3, "Zoë Ostrander"), "--resume")
    # Neither a draft nor, under the name of the record that failed, an older document, which may be another's.
    assert (ran.code, set(ran.papers), ran.faults(2)) == (4, {"A-1", "A-3"}, ["worker-died"])


def test_d28_a_record_that_needs_ten_gigabytes(patients: Patients) -> None:
    with at_record("A-2", lambda: bytearray(10 << 30)):
        ran = patients.batch(rows())
    assert (ran.code, len(ran.papers), ran.faults(2)) == (4, COUNT - 1, ["memory"])
    assert ran.err == "line 3: error: record 2: it needs more than 2048 MiB of memory\n"


def test_f11_two_runs_into_one_folder(patients: Patients) -> None:
    calm = undisturbed(patients, rows())
    others = patients.write(rows(3, SECRET), "others.csv")
    second: list[Outcome] = []

    def spawned() -> None:
        second.append(spawn(*patients.arguments(others, "--overwrite"), cwd=patients.case.folder))

    with after_the_first(spawned):
        assert started(patients, rows()).code == 0
    (outcome,) = second
    assert (outcome.code, outcome.out) == (6, "")
    said = f"another run is writing into this folder (process {os.getpid()})"
    assert outcome.err == f"{patients.out}: error: {said}\n  hint: wait for it, or stop it\n"
    assert bytes_of(patients.out) == calm


@pytest.mark.parametrize(("host", "code"), [("", 0), ("night-shift", 6)])
def test_f11_the_lock_of_a_dead_run(patients: Patients, host: str, code: int) -> None:
    patients.out.mkdir(mode=0o700)
    (patients.out / LOCK).write_text(json.dumps({"host": host or socket.gethostname(), "pid": 999_999_999}))
    outcome = started(patients, rows(2))
    assert outcome.code == code
    assert files(patients.out) == (
        [LOCK] if code else ["case.patient.A-1.pdf", "case.patient.A-2.pdf", "manifest.jsonl"]
    )
    assert ("a run on night-shift has locked this folder" in outcome.err) is bool(code)


def test_f14_documents_that_were_edited_or_cut_since(patients: Patients) -> None:
    assert patients.batch(rows()).code == 0
    whole = bytes_of(patients.out)
    edited, cut = (patients.out / f"case.patient.A-{number}.pdf" for number in (2, 5))
    edited.write_bytes(edited.read_bytes().replace(b"%PDF-1", b"%PDF-2", 1))
    os.truncate(cut, 1_000)
    kept = (patients.out / "case.patient.A-3.pdf").stat().st_mtime_ns
    ran = patients.batch(rows(), "--resume")
    again = "its document was not as it was made, and is made again"
    assert ran.code == 0
    assert ran.err == "".join(f"--resume: warning: record {number}: {again}\n" for number in (2, 5))
    assert bytes_of(patients.out) == whole
    assert (patients.out / "case.patient.A-3.pdf").stat().st_mtime_ns == kept


@pytest.mark.parametrize("left", [1, 40])
def test_f15_a_manifest_that_ends_within_a_line(patients: Patients, left: int) -> None:
    assert patients.batch(rows()).code == 0
    whole, manifest = bytes_of(patients.out), patients.out / "manifest.jsonl"
    last = manifest.read_bytes().splitlines()[-1]
    os.truncate(manifest, manifest.stat().st_size - len(last) - 1 + left)
    (patients.out / f"case.patient.A-{COUNT}.pdf").unlink()
    ran = patients.batch(rows(), "--resume")
    assert ran.code == 0
    assert ran.err == "--resume: warning: the last line of the manifest was cut off, and is written again\n"
    assert bytes_of(patients.out) == whole


def gone(path: Path) -> None:
    path.unlink()


def another(path: Path) -> None:
    path.with_suffix(".new").write_text(LONG.replace("Bea Quayle", "Eve Newman"), encoding="utf-8")
    path.with_suffix(".new").replace(path)


def over(path: Path) -> None:
    path.write_text(LONG.replace("Bea Quayle", "Eve Newman"), encoding="utf-8")


def grown(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("B-1,Eve Newman,1\n")


LONG = rows(96, more="," + "x" * 1_900).replace("weight\n", "weight,pad\n")
"""More than a run has read when its first document is made."""


@pytest.mark.parametrize("change", [gone, another, over, grown])
def test_f16_a_list_that_changes_while_it_is_read(patients: Patients, change: Callable[[Path], None]) -> None:
    clinic = (patients.case.folder / "clinic.yaml").read_text(encoding="utf-8")
    patients.case.write(
        "clinic.yaml", clinic.replace("fields:\n", "fields:\n  pad: {type: text, required: false, max: 2000}\n")
    )
    path = patients.folder / "list.csv"
    with after_the_first(lambda: change(path)):
        outcome = started(patients, LONG)
    ran = patients.judged(outcome)
    assert ran.code == 4
    assert ran.err == "the input has changed since the run began; go on with the same command and --resume\n"
    assert 0 < len(ran.papers) <= 96
    assert all(f"For Bea Quayle, weighing {id[2:]}." in paper for id, paper in ran.papers.items())
    again = patients.batch(rows(3), "--resume")
    assert (again.code, set(again.papers)) == (0, {"A-1", "A-2", "A-3"})


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_x02_x03_a_run_that_is_stopped(patients: Patients, number: signal.Signals, code: int) -> None:
    with after_the_first(lambda: os.kill(os.getpid(), number)):
        outcome = started(patients, rows(400))
    ran = patients.judged(outcome)
    assert ran.code == code
    assert 0 < len(ran.papers) < 400
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
    from handout.batch import cluster

    monkeypatch.setattr(cluster.Cluster.__init__, "__kwdefaults__", {"patience": 0.5})
    path = patients.write(rows(2))
    asked = [word for word in patients.arguments(path) if word not in ("--workers", "1")]
    outcome = run(*asked, "--scheduler", "tcp://127.0.0.1:9", cwd=patients.case.folder)
    assert (outcome.code, outcome.out) == (6, "")
    assert "no scheduler answers there" in outcome.err
    assert not patients.out.exists()
