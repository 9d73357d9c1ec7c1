"""A run that is interrupted anywhere goes on to the same folder."""

from __future__ import annotations

import errno
import gc
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from batch.make import batch, inline, lines, plain, rows, state, table, workspace
from handout.batch.output.receipts import CODES, SIZE
from handout.batch.workers import worker
from handout.batch.workers.jobs import Chunk, Done
from handout.pipeline import Request
from handout.system import durable
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer
from program import environment

RECORDS = 4
REAL = VariableDataRenderer.make


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(scope="module")
def whole(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, Made]]:
    """The folder of an undisturbed run, and its documents by id, so that no other run need make them."""
    folder = tmp_path_factory.mktemp("whole")
    made: dict[str, Made] = {}

    def make(self: VariableDataRenderer, request: Request) -> Made:
        return made.setdefault(str(request.patient.values["id"]), REAL(self, request))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VariableDataRenderer, "make", make)
        batch(root, table(folder / "list.csv", plain(RECORDS)), inline(folder / "out"))
    return state(folder / "out"), made


@pytest.fixture
def ready(whole: tuple[dict[str, str], dict[str, Made]], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The folder to be reached; documents are made at once."""
    monkeypatch.setattr(VariableDataRenderer, "make", lambda self, request: whole[1][str(request.patient.values["id"])])
    return whole[0]


CALLS = ("write", "pwrite", "fsync", "replace", "unlink", "ftruncate")


def _fsynced(handle: int) -> int:
    os.fsync(handle)
    return 0


class Faults:
    """Counts the calls that change anything on the disk, and does something at one of them.

    Threads that earlier tests began in this process may call the same functions: these aren't counted.
    """

    def __init__(self, patch: pytest.MonkeyPatch, at: int, act: Callable[[], None]) -> None:
        self.count, self._thread = 0, get_ident()
        self._at, self._act = at, act
        for name in CALLS:
            patch.setattr(os, name, self._counted(getattr(os, name)))
        sync = durable.file_system() or _fsynced
        patch.setattr(durable, "file_system", lambda: self._counted(sync))

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            if get_ident() == self._thread:
                self.count += 1
                if self.count == self._at:
                    self._act()
            return call(*args, **kwargs)

        return counted


def _points(root: Path, patients: Path, folder: Path) -> int:
    gc.collect()  # garbage of earlier tests may close files
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(patch, 0, lambda: None)
        batch(root, patients, inline(folder))
    return faults.count


def _vouched(out: Path) -> bool:
    """Whether there are no more receipts than lines, and each line's document is there as it says."""
    path = out / "manifest.jsonl"
    told = lines(out) if path.exists() and path.read_bytes().endswith(b"\n") else []
    found = state(out) if told else {}
    codes = (out / CODES).read_bytes() if (out / CODES).exists() else b""
    receipts = len(codes.partition(b"\n")[2]) // SIZE
    return receipts <= len(told) and all(line["sha256"] == found[line["file"]] for line in told)


def test_an_error_at_every_write_sync_and_rename(root: Path, tmp_path: Path, ready: dict[str, str]) -> None:
    patients = table(tmp_path / "list.csv", plain(RECORDS))
    points = _points(root, patients, tmp_path / "counted")
    assert points > 5 * RECORDS
    codes = (errno.ENOSPC, errno.EIO)
    for at in range(1, points + 1):
        out = tmp_path / str(at)

        def fail(code: int = codes[at % 2]) -> None:
            raise OSError(code, os.strerror(code))

        with pytest.MonkeyPatch.context() as patch:
            Faults(patch, at, fail)
            summary, _ = batch(root, patients, inline(out))
        if summary.exit_code:
            assert summary.exit_code == 6, at
            assert "written" in summary.reason, at
            assert _vouched(out), "no line before its document, and no receipt before its line"
        summary, _ = batch(root, patients, inline(out, mode="resume"))
        assert summary.exit_code == 0
        assert state(out) == ready, f"at call {at}"


def test_a_kill_at_every_write_sync_and_rename(root: Path, tmp_path: Path, ready: dict[str, str]) -> None:
    patients = table(tmp_path / "list.csv", plain(RECORDS))
    points = _points(root, patients, tmp_path / "counted")
    for at in range(1, points + 1):
        out = tmp_path / str(at)
        child = os.fork()
        if not child:
            Faults(pytest.MonkeyPatch(), at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            batch(root, patients, inline(out))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), at
        assert _vouched(out), "no line before its document, and no receipt before its line"
        summary, _ = batch(root, patients, inline(out, mode="resume"))
        assert summary.exit_code == 0
        assert state(out) == ready, f"at call {at}"


def _started(root: Path, patients: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    arguments = ["batch", "visit", "--audience", "patient", "--patients", str(patients), "-o", str(out), *more]
    return subprocess.Popen(
        [sys.executable, "-m", "handout", *arguments], cwd=root, env=environment({}), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def _has_lines(out: Path) -> bool:
    manifest = out / "manifest.jsonl"
    return manifest.exists() and manifest.stat().st_size > 0


def _alive(folder: Path) -> list[str]:
    """Processes that have the folder open."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink() == folder:
                found.append(link.parts[2])
        except OSError:
            continue
    return found


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.deep)])
def test_a_kill_at_any_moment(root: Path, tmp_path: Path, seed: int) -> None:
    """Workers end with their run, and what they leave behind is cleared away by the next."""
    patients, out = table(tmp_path / "list.csv", plain(300)), tmp_path / "out"
    chance = random.Random(seed)
    for _ in range(20 if seed == 2 else 2):
        process = _started(root, patients, out, "--resume")
        while not _has_lines(out) and process.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.2)
        process.kill()
        process.communicate()
    for _ in range(200):
        if not _alive(out):
            break
        time.sleep(0.02)
    assert not _alive(out), "a worker goes on without its run"
    summary, _ = batch(root, patients, inline(out, mode="resume"))
    assert (summary.done, summary.exit_code) == (300, 0)
    found = state(out)
    assert len(found) == 300 + 2
    assert [line["record"] for line in lines(out)] == list(range(1, 301))
    assert all(found[line["file"]] == line["sha256"] for line in lines(out))


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_a_signal_stops_cleanly_and_says_how_to_go_on(
    root: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    patients, out = table(tmp_path / "list.csv", plain(20_000)), tmp_path / "out"
    process = _started(root, patients, out)
    while not _has_lines(out) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(number)
    printed, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert b"--resume" in said
    assert b"stopping when the documents that have begun are finished" in said
    assert b"Traceback" not in said
    found = state(out)
    told = lines(out)
    assert 0 < len(told) < 20_000
    assert {line["file"] for line in told} == {name for name in found if name.endswith(".pdf")}
    assert not [name for name in found if name.startswith(".")]
    assert printed.decode().startswith(f"{len(told)} document{'s' if len(told) > 1 else ''} made")


def test_the_same_signal_again_stops_at_once_and_a_resume_sees_to_the_rest(root: Path, tmp_path: Path) -> None:
    patients, out = table(tmp_path / "list.csv", plain(20_000)), tmp_path / "out"
    process = _started(root, patients, out)
    while not _has_lines(out) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    # A run that ended by itself after the first signal would have ended with 130.
    assert process.returncode == 143
    told = len(lines(out))
    summary, _ = batch(root, patients, inline(out, mode="resume", limit=told + 5))
    assert (summary.done, summary.exit_code) == (told + 5, 0)


def test_work_that_takes_long_is_handed_back_in_between(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patients = table(tmp_path / "list.csv", plain(16))
    batch(root, patients, inline(tmp_path / "undisturbed"))
    monkeypatch.setattr(worker, "LONGEST", 0.0)
    chunks: list[tuple[int, int]] = []
    make = worker.Worker.make

    def counted(self: worker.Worker, chunk: Chunk) -> Done:
        done = make(self, chunk)
        chunks.append((len(chunk.tasks), len(done.outcomes)))
        return done

    monkeypatch.setattr(worker.Worker, "make", counted)
    summary, _ = batch(root, patients, inline(tmp_path / "out"))
    assert (summary.done, summary.failed) == (16, 0)
    assert max(given for given, _ in chunks) > 1
    assert [done for _, done in chunks] == [1] * 16
    assert state(tmp_path / "out") == state(tmp_path / "undisturbed")


def test_a_folder_that_vanishes_ends_the_run(root: Path, tmp_path: Path, ready: dict[str, str]) -> None:
    import shutil

    out = tmp_path / "out"
    with pytest.MonkeyPatch.context() as patch:
        Faults(patch, 9, lambda: shutil.rmtree(out))
        summary, _ = batch(root, table(tmp_path / "list.csv", plain(RECORDS)), inline(out))
    assert summary.exit_code == 6
    assert not out.exists()


def test_records_that_fail_are_tried_again(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    broken = rows(3)
    broken[1][1] = "ᎠᎡ"
    batch(root, table(tmp_path / "list.csv", broken), inline(out))
    summary, _ = batch(root, table(tmp_path / "list.csv", rows(3)), inline(out, mode="resume"))
    assert (summary.done, summary.failed) == (3, 0)
    batch(root, table(tmp_path / "list.csv", rows(3)), inline(tmp_path / "fresh"))
    assert state(out) == state(tmp_path / "fresh")
