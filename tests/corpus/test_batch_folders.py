"""F04–F12 as far as they are about the folder of a run over many patients."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handout.batch.output.receipts import FINISHED
from handout.diagnostics import LayoutError, Span
from handout.pipeline import Request
from handout.system import folders
from handout.variable_data.renderer import VariableDataRenderer
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


def test_an_older_document_that_cannot_be_read_fails_its_record_alone(
    patients: Patients, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = undisturbed(patients, rows())
    patients.batch(rows())
    closed = "case.patient.A-2.pdf"
    _close(closed, monkeypatch)
    kept = "the file under its name can't be read, and is kept\n"
    for mode, noted in (
        ("--overwrite", f"{closed}: warning: this file can't be read, and is kept\n"),
        ("--resume", ""),
    ):
        outcome = started(patients, rows(), mode)
        assert outcome.code == 4
        assert outcome.err.count(": error: ") == 1 and f"line 3: error: record 2: {kept}" in outcome.err
        assert noted in outcome.err
    assert {name: content for name, content in bytes_of(patients.out).items() if name.endswith(".pdf")} == {
        name: content for name, content in calm.items() if name.endswith(".pdf")
    }


def test_a_record_that_fails_tells_that_its_older_document_cannot_be_read(
    patients: Patients, monkeypatch: pytest.MonkeyPatch
) -> None:
    patients.batch(rows(3))
    _close("case.patient.A-2.pdf", monkeypatch)
    (second,) = [line for line in rows(3).splitlines() if line.startswith("A-2,")]
    monkeypatch.setattr(VariableDataRenderer, "make", _refusing("A-2", VariableDataRenderer.make))
    outcome = started(patients, rows(3).replace(second, f"{second}5"), "--resume")
    assert outcome.code == 4
    assert "the file under its name can't be read, and is kept" in outcome.err
    assert "is not as a run into this folder made it" not in outcome.err


def _refusing(who: str, make: Callable[..., Any]) -> Callable[..., Any]:
    def refused(renderer: VariableDataRenderer, request: Request) -> Any:
        if request.patient.values.get("id") == who:
            raise LayoutError.at(Span("case"), "it can't be made")
        return make(renderer, request)

    return refused


def test_a_document_that_may_not_be_replaced_is_named(patients: Patients, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, done = folders.Folder.replace, list[str]()

    def refused(folder: folders.Folder, draft: str, name: str) -> None:
        if len(done) == 1:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        replace(folder, draft, name)
        done.append(name)

    monkeypatch.setattr(folders.Folder, "replace", refused)
    ran = patients.batch(rows())
    assert ran.code == 6
    # The second, unless the first took so long that the records behind it were left for later.
    assert re.search("record [2-9]: its document can't be written: Operation not permitted", ran.told)
    assert len(ran.papers) == 1


def test_a_manifest_that_cannot_be_read_is_named(patients: Patients, monkeypatch: pytest.MonkeyPatch) -> None:
    patients.batch(rows())
    (patients.out / FINISHED).unlink()  # with it, the manifest is opened by other means
    opened = Path.open

    def refused(path: Path, *more: Any, **options: Any) -> Any:
        if path.name == "manifest.jsonl":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *more, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        outcome = started(patients, rows(), "--resume")
    assert outcome.code == 6
    assert "its manifest.jsonl can't be read or written: Permission denied; go on with" in outcome.err


def _close(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets nobody read a document any more."""
    read = folders.Folder.read

    def refused(folder: folders.Folder, name: str) -> int:
        if name == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(folder, name)

    monkeypatch.setattr(folders.Folder, "read", refused)
