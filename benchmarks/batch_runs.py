"""Runs of whole programs for the benchmark of batches: the rate, the processor's time, the largest memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MISSING = 3


class Ran(NamedTuple):
    """One run."""

    rate: float
    """Documents a second."""
    cpu: float
    """Seconds of the processor a document."""


class Absent(Exception):
    """A rival that isn't installed, and why."""


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder for a run's documents; what was written is on the disk before the next run.

    Nothing is taken away before the end: where many files were removed, ext4 looks for free inodes for minutes, and
    whoever comes next would pay for it.
    """
    yield Path(tempfile.mkdtemp(dir=folder))
    os.sync()


def handout(python: str, arguments: Sequence[str], count: int) -> Ran:
    """A whole `handout batch`, from the start of its process to its end."""
    began = time.perf_counter()
    child = subprocess.Popen([python, "-m", "handout", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"handout batch failed: {said.decode()[-2000:]}")
    return Ran(count / (time.perf_counter() - began), (usage.ru_utime + usage.ru_stime) / count)


def rival(script: str, material: Path, folder: Path, options: tuple[str, float, int, list[str]]) -> Ran:
    """A rival in some processes at once: python, seconds, processes, further arguments; Absent if it isn't there."""
    python, seconds, processes, more = options
    command = [python, str(HERE / "batch_rivals" / f"{script}.py"), str(material), str(folder), str(seconds)]
    children = [
        subprocess.Popen(
            [*command, str(100_000 * at % 5000 + at * 1_000), *more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for at in range(processes)
    ]  # fmt: skip
    said = [child.communicate() for child in children]
    if any(child.returncode == MISSING for child in children):
        raise Absent(said[0][0].strip())
    for child, (_, error) in zip(children, said, strict=True):
        if child.returncode:
            raise SystemExit(f"{script} ended with {child.returncode}: {error[-2000:]}")
    found = [json.loads(out.splitlines()[-1]) for out, _ in said]
    made = sum(each["documents"] for each in found)
    return Ran(sum(e["documents"] / e["seconds"] for e in found), sum(e["cpu"] for e in found) / made)


def memory(arguments: Sequence[str]) -> tuple[int, int]:
    """The largest resident memory, in KiB, of a batch's own process and of its largest worker."""
    child = subprocess.Popen(
        [sys.executable, "-m", "handout", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    own, workers = 0, 0
    while child.poll() is None:
        own = max(own, _peak(child.pid))
        try:
            children = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text(encoding="ascii").split()
        except OSError:
            children = []
        workers = max([workers, *map(_peak, map(int, children))])
        time.sleep(0.02)
    if child.returncode:
        raise SystemExit("handout batch failed")
    return own, workers


def _peak(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")), 0)
