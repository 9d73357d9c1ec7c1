"""F11–F16 over many patients: two runs at once, going on with what was changed since, and a list that changes."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from handout.batch.output.folder_lock import NAME as LOCK
from program import Outcome, files, spawn

from .lists import SECRET, Patients
from .meanwhile import COUNT, after_the_first, bytes_of, rows, started, undisturbed


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
    again = "its document had been changed after it was made, and is made again"
    assert ran.code == 0
    assert ran.told == "".join(f"--resume: warning: record {number}: {again}\n" for number in (2, 5))
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
    assert ran.told == "--resume: warning: the last line of the manifest was cut off, and is written again\n"
    assert bytes_of(patients.out) == whole


def gone(path: Path) -> None:
    path.unlink()


def another(path: Path) -> None:
    new = path.with_suffix(".new")
    new.write_text(path.read_text(encoding="utf-8").replace("Bea Quayle", "Eve Newman"), encoding="utf-8")
    new.replace(path)


def over(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("Bea Quayle", "Eve Newman"), encoding="utf-8")


def grown(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("B-1,Eve Newman,1\n")


LONG = rows(160, more="," + "x" * 1_900).replace("weight\n", "weight,pad\n")
"""More than a run has read when its first document is made, and than it keeps of a list."""


@pytest.mark.parametrize(
    ("change", "content"), [(gone, rows(12)), (another, rows(12)), (over, rows(12)), (over, LONG), (grown, rows(12))]
)
def test_f16_a_list_that_changes_while_it_is_read(
    patients: Patients, change: Callable[[Path], None], content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is read tells it, or the end; not a look in between, which depends on how quick the machine is.
    monkeypatch.setattr(import_module("handout.batch.making"), "LOOK", 60.0)
    clinic = (patients.case.folder / "clinic.yaml").read_text(encoding="utf-8")
    patients.case.write(
        "clinic.yaml", clinic.replace("fields:\n", "fields:\n  pad: {type: text, required: false, max: 2000}\n")
    )
    path = patients.folder / "list.csv"
    with after_the_first(lambda: change(path)):
        outcome = started(patients, content)
    ran = patients.judged(outcome)
    assert ran.code == 4
    why = "the input has changed since the run began"
    if change is gone:
        why = "the list isn't there any more: put it back, under the same name"
    assert ran.told == f"{why}; go on with the same command and --resume\n"
    assert 0 < len(ran.papers) < 160
    assert all(f"For Bea Quayle, weighing {id[2:]}." in paper for id, paper in ran.papers.items())
    again = patients.batch(rows(3), "--resume")
    assert (again.code, set(again.papers)) == (0, {"A-1", "A-2", "A-3"})
