"""F04–F12 as far as they are about the folder of a run over many patients."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from program import files

from .lists import Patients
from .meanwhile import COUNT, after_the_first, bytes_of, rows, started, undisturbed


def test_f07_a_disk_that_is_full_in_the_middle(patients: Patients, monkeypatch: pytest.MonkeyPatch) -> None:
    calm = undisturbed(patients, rows())
    write, room = os.write, [40_000 * 8]

    def full(handle: int, content: Any) -> int:
        room[0] -= len(content)
        if room[0] < 0:
            write(handle, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, content)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        ran = patients.batch(rows())
    assert ran.code == 6
    assert 0 < len(ran.papers) < COUNT
    assert ran.outcome.out == f"{len(ran.papers)} documents made in {patients.out}\n"
    left = "No space left on device; go on with the same command and --resume\n"
    assert ran.told == f"the documents can't be written: {left}"
    assert all(calm[name] == content for name, content in bytes_of(patients.out).items() if name.endswith(".pdf"))
    assert patients.batch(rows(), "--resume").code == 0
    assert bytes_of(patients.out) == calm


def test_a_folder_that_vanishes(patients: Patients) -> None:
    with after_the_first(lambda: shutil.rmtree(patients.out, ignore_errors=True)):
        outcome = started(patients, rows(300))
    assert outcome.code == 6, outcome.said
    assert "can't be written" in outcome.err and "--resume" in outcome.err
    assert "Traceback" not in outcome.said


def test_a_folder_that_another_takes_the_place_of(patients: Patients, tmp_path: Path) -> None:
    def moved() -> None:
        patients.out.rename(tmp_path / "moved")
        patients.out.mkdir()

    with after_the_first(moved):
        outcome = started(patients, rows())
    assert outcome.code == 6
    assert "the folder is no longer the one that the run began with" in outcome.err
    assert files(patients.out) == []


@pytest.mark.parametrize("kind", ["symlink", "file", "missing", "open", "not empty"])
def test_f04_f06_folders_that_will_not_do(patients: Patients, kind: str, tmp_path: Path) -> None:
    said = {
        "symlink": "the output folder is a symlink", "file": "not a folder", "missing": "the folder doesn't exist",
        "open": "everybody may write", "not empty": "the folder is not empty",
    }[kind]  # fmt: skip
    if kind == "missing":
        patients.out = tmp_path / "no" / "out"
    elif kind == "symlink":
        (tmp_path / "real").mkdir()
        patients.out.symlink_to("real")
    elif kind == "file":
        patients.out.write_bytes(b"mine")
    else:
        patients.out.mkdir(mode=0o700)
        patients.out.chmod(0o777 if kind == "open" else 0o700)
    if kind == "not empty":
        (patients.out / "case.patient.A-1.pdf").write_bytes(b"mine")
    patients.write(rows(2))
    before = files(tmp_path)
    outcome = started(patients, rows(2))
    assert (outcome.code, files(tmp_path), outcome.out) == (6, before, "")
    assert said in outcome.err


def test_f12_files_and_the_folder_are_their_owners(patients: Patients) -> None:
    old = os.umask(0o022)
    try:
        assert patients.batch(rows(2)).code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE(patients.out.stat().st_mode) == 0o700
