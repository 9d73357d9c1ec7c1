"""Long runs, for `make deep`: as many documents as records, in memory that doesn't grow with them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from msgspec import Struct

from batch.make import lines, plain, table, workspace
from program import environment

pytestmark = pytest.mark.deep
SHORT = 4_000
"""Records after which all that is kept of words and editions is as much as is ever kept."""
MORE = 1.2
"""How much more memory a long run may take than such a short one."""
KEPT = 24
"""Bytes a record that are kept: 16 for its id, 8 for its place in the manifest."""


class Ran(Struct, frozen=True):
    """A run: its end, what it said, and the largest memory, in KiB, of it and of its worker."""

    code: int
    said: str
    own: int
    worker: int


def ran(root: Path, *arguments: str | Path) -> Ran:
    command = [sys.executable, "-m", "handout", "batch", "visit", "--audience", "patient", "--workers", "1"]
    process = subprocess.Popen(
        [*command, *map(str, arguments)], cwd=root, env=environment({}), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    own = worker = 0
    while process.poll() is None:
        own = max(own, _peak(process.pid))
        worker = max([worker, *map(_peak, _children(process.pid))])
        time.sleep(0.02)
    assert process.stdout is not None
    said = process.stdout.read()
    process.stdout.close()
    return Ran(process.returncode, said, own, worker)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _peak(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")), 0)


def flat(long: Ran, short: Ran, records: int) -> bool:
    """Whether a long run's memory is that of a short one, what is kept of each record aside."""
    return long.own <= MORE * short.own + KEPT * records / 1024 and long.worker <= MORE * short.worker


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(scope="module")
def short(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("short")
    done = ran(root, "--patients", table(folder / "list.csv", plain(SHORT)), "-o", folder / "out",
               "--combine", folder / "print.pdf")  # fmt: skip
    assert done.code == 0, done.said
    return done


def test_a_hundred_thousand_records_one_bad_in_the_middle(root: Path, short: Ran, tmp_path: Path) -> None:
    count = 100_000
    records = plain(count)
    records[count // 2][2] = "nonsense"
    done = ran(root, "--patients", table(tmp_path / "list.csv", records), "--dry-run")
    assert done.code == 4, done.said
    assert f"{count - 1} documents can be made" in done.said
    assert f"record {count // 2 + 1}: field 'birth_date'" in done.said
    assert flat(done, short, count), (done, short)


def test_twenty_thousand_documents_and_their_print_run(root: Path, short: Ran, tmp_path: Path) -> None:
    count = 20_000
    patients, out = table(tmp_path / "list.csv", plain(count)), tmp_path / "out"
    done = ran(root, "--patients", patients, "-o", out, "--combine", tmp_path / "print.pdf", "--duplex")
    assert done.code == 0, done.said
    told = lines(out)
    assert [line["record"] for line in told] == list(range(1, count + 1))
    assert Counter(line["status"] for line in told) == {"done": count}
    assert len([*out.glob("*.pdf")]) == count
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        padded = sum(line["pages"] + line["pages"] % 2 for line in told)
        assert len(pdf.pages) == padded - told[-1]["pages"] % 2, "nothing follows the last"
    assert flat(done, short, count), (done, short)
