"""Batches on simulated systems: made, killed and resumed, locked, stopped, printed; the same bytes as here."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from batch.make import batch, inline, lines, plain, rows, state, table, workspace
from handout.batch.output.folder_lock import locked
from handout.batch.output.receipts import FILES
from program import run
from simulated_systems.running import SYSTEMS, WINDOWS_FIRST, command, on, started

BREAK = 21
"""SIGBREAK on Windows, and here a signal that nobody sends."""
ARGUMENTS = ("batch", "visit", "--audience", "patient", "--patients", "list.csv", "--workers", "2", "-o", "out")
MEMORY = "this system can't limit the memory of a worker"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "clinic")


def begun(system: str, root: Path, **env: str) -> subprocess.Popen[bytes]:
    """A run that has made something."""
    process = subprocess.Popen(
        command(*ARGUMENTS, "--resume"), cwd=root, env=started(system, env),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    manifest = root / "out" / "manifest.jsonl"
    while process.poll() is None and not (manifest.exists() and manifest.stat().st_size):
        time.sleep(0.01)
    return process


def having(mark: str) -> list[str]:
    """The processes with this in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize("system", SYSTEMS)
def test_documents_manifest_and_print_run(system: str, root: Path) -> None:
    table(root / "list.csv", [*rows(12), ["A-13", "", "", "", "", ""]])
    arguments = [*ARGUMENTS, "--combine", "print.pdf", "--duplex", "--split-every", "5"]
    here = run(*arguments, cwd=root)
    names = ("print-001.pdf", "print-002.pdf", "print-003.pdf")
    found, printed = state(root / "out"), [(root / name).read_bytes() for name in names]
    (root / "out").rename(root / "before")
    there = on(system, *arguments, cwd=root)
    assert (here.code, there.code) == (4, 4), there.said
    assert there.out == here.out
    assert (MEMORY in there.err, MEMORY in here.err) == (True, False)
    assert state(root / "out") == found
    assert [(root / name).read_bytes() for name in names] == printed
    assert {path.name for path in (root / "out").iterdir() if path.name.startswith(".")} <= {*FILES}
    again = on(system, *arguments, "--resume", cwd=root)
    assert "12 of them already there" in again.out
    assert (state(root / "out"), again.code) == (found, 4)


@pytest.mark.parametrize("system", WINDOWS_FIRST)
def test_a_kill_ends_the_workers_and_is_resumed(system: str, root: Path) -> None:
    table(root / "list.csv", plain(150))
    process = begun(system, root, MARK=str(root))
    process.kill()
    process.communicate()
    for _ in range(400):
        if not having(f"MARK={root}"):
            break
        time.sleep(0.02)
    assert not having(f"MARK={root}"), "a worker goes on without its run"
    assert (root / "out" / ".handout.lock").exists()
    outcome = on(system, *ARGUMENTS, "--resume", cwd=root)
    assert outcome.code == 0, outcome.said
    batch(root, root / "list.csv", inline(root / "here"))
    assert state(root / "out") == state(root / "here")


@pytest.mark.parametrize("system", SYSTEMS)
def test_two_runs_are_kept_apart(system: str, root: Path) -> None:
    table(root / "list.csv", plain(20_000))
    process = begun(system, root)
    try:
        second = on(system, *ARGUMENTS, "--resume", cwd=root)
    finally:
        process.kill()
        process.communicate()
    assert second.code == 6
    assert "another run is writing into this folder" in second.err
    with locked(root / "out"):
        pass  # the one that was killed holds it no more


def test_a_lock_of_another_machine_stays(root: Path) -> None:
    table(root / "list.csv", plain(1))
    (root / "out").mkdir()
    (root / "out" / ".handout.lock").write_text('{"host": "reception-2", "pid": 4}', encoding="utf-8")
    outcome = on("windows", *ARGUMENTS, cwd=root)
    assert outcome.code == 6
    assert "a run on reception-2 has locked this folder" in outcome.err


@pytest.mark.parametrize(
    ("system", "number", "code"),
    [("windows", signal.SIGINT, 130), ("windows", BREAK, 130), ("windows", signal.SIGTERM, 143),
     ("macos", signal.SIGHUP, 129), ("bare", signal.SIGINT, 130)],
)  # fmt: skip
def test_a_signal_stops_cleanly(system: str, number: int, code: int, root: Path) -> None:
    table(root / "list.csv", plain(20_000))
    process = begun(system, root)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert b"--resume" in said
    assert b"Traceback" not in said
    told = {line["file"] for line in lines(root / "out")}
    assert 0 < len(told) < 20_000
    assert {path.name for path in (root / "out").iterdir()} - {*FILES} == {*told, "manifest.jsonl"}


def test_a_document_that_somebody_has_open_ends_the_run(root: Path) -> None:
    table(root / "list.csv", plain(3))
    assert on("windows", *ARGUMENTS, cwd=root).code == 0
    table(root / "list.csv", [[*row[:4], "Dr Other", row[5]] for row in plain(3)])
    with (root / "out" / "visit.patient.A-2.pdf").open("rb"):
        outcome = on("windows", *ARGUMENTS, "--resume", cwd=root)
    assert outcome.code == 6
    assert "record 2: its document can't be written: another program has it open" in outcome.err
    assert on("windows", *ARGUMENTS, "--resume", cwd=root).code == 0
    batch(root, root / "list.csv", inline(root / "here"))
    assert state(root / "out") == state(root / "here")


def test_an_older_print_run_that_somebody_has_open_ends_the_run_before_it_begins(root: Path) -> None:
    table(root / "list.csv", plain(3))
    assert on("windows", *ARGUMENTS, "--combine", "print.pdf", cwd=root).code == 0
    before = state(root / "out")
    table(root / "list.csv", plain(2))
    with (root / "print.pdf").open("rb"):
        outcome = on("windows", *ARGUMENTS, "--resume", "--combine", "print.pdf", cwd=root)
    assert outcome.code == 6
    assert "the older print run can't be deleted: another program has it open" in outcome.err
    assert state(root / "out") == before


def test_records_from_standard_input(root: Path) -> None:
    content = table(root / "list.csv", plain(3)).read_bytes().replace(b"\n", b"\r\n")
    arguments = ["-" if word == "list.csv" else word for word in ARGUMENTS]
    outcome = on("windows", *arguments, cwd=root, given=b"\xef\xbb\xbf" + content)
    assert outcome.code == 0, outcome.said
    batch(root, root / "list.csv", inline(root / "here"))
    assert state(root / "out") == state(root / "here")


def test_what_is_left_of_a_print_run_is_cleared_away_by_the_next(root: Path) -> None:
    """A draft that is open is somebody's; one that isn't was left by a run that was killed."""
    from handout.batch.print_run.temp_files import drafts

    with drafts(root, "print.pdf") as found:
        found.open(root / "print.pdf")
        left = found.path(0)
    table(root / "list.csv", plain(2))
    name = left.name[: left.name.rindex("-") + 1]
    (root / f"{name}0123456789abcdef.tmp").write_bytes(b"left")
    busy = root / f"{name}fedcba9876543210.tmp"
    with busy.open("wb"):
        assert on("windows", *ARGUMENTS, "--combine", "print.pdf", cwd=root).code == 0
        assert busy.exists()
    assert not (root / f"{name}0123456789abcdef.tmp").exists()
    assert (root / "print.pdf").stat().st_size > 1000
