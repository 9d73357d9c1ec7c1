"""What a batch costs with more workers than one; writes docs/benchmarks-workers.md.

    python benchmarks/workers.py [--rounds N] [--documents N ...] [--no-page]

Each is a whole process, with its start, over the plain list.  Two processors of a machine may be two threads of one
core: then each of two busy processes is slower than one alone, and is charged for it, without doing more.  So a round
has each run on one processor only, too.  A run begins no more workers than there are processors, unless these wait for
something else.  The calls of functions, counted once in all processes of a run, depend on no machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from batch_material import ROOT
from batch_runs import HERE, Ran, handout, scratch
from list_kinds import PLAIN, made
from measure import machine

WORKERS = (1, 2, 8)
LOOP = "import time\nfor _ in range(10_000_000): pass\nprint(time.process_time())"
"""Counts, and says how much of the processor's time that took."""


class Measured(NamedTuple):
    """What was found for one number of records and one of workers."""

    calls: int
    alone: list[Ran]
    """On one processor, a run a round."""
    free: list[Ran]
    """On all of them."""


@contextmanager
def one_processor() -> Iterator[None]:
    """Processes that begin inside have one of the processors only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def calls(arguments: list[str], folder: Path) -> int:
    """How many functions all processes of a run call."""
    counted = folder / "calls"
    paths = os.pathsep.join(filter(None, (str(HERE / "counting"), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": paths, "HANDOUT_CALLS": str(counted), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "handout", *arguments, "--deadline", "3600"]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return sum(map(int, counted.read_text(encoding="ascii").split()))


def measure(folder: Path, count: int, rounds: int) -> dict[int, Measured]:
    """All rounds over one list, by the number of workers."""
    call = made(folder / f"list{count}", PLAIN, count)
    found: dict[int, Measured] = {}

    def asked(workers: int, out: Path) -> list[str]:
        return [*call, "-o", str(out / "out"), "--workers", str(workers)]

    for workers in WORKERS:
        with scratch(folder) as out:
            found[workers] = Measured(calls(asked(workers, out), out), [], [])
    for number in range(rounds):
        for workers, runs in found.items():
            with scratch(folder) as out, one_processor():
                runs.alone.append(handout(sys.executable, asked(workers, out), count))
            with scratch(folder) as out:
                runs.free.append(handout(sys.executable, asked(workers, out), count))
            alone, free = (1000 * ran[-1].cpu for ran in (runs.alone, runs.free))
            print(f"round {number + 1}: {workers} workers {alone:.2f} {free:.2f} ms a document", file=sys.stderr)
    return found


def neighbours(rounds: int) -> float:
    """How many times the processor's time a loop takes while another one runs beside it."""

    def slowest(processes: int) -> float:
        command = [sys.executable, "-c", LOOP]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
        return max(float(process.communicate()[0]) for process in running)

    return median(slowest(2) / slowest(1) for _ in range(rounds))


def _ratio(runs: list[Ran], single: list[Ran], *, clock: bool = False) -> str:
    pairs = zip(runs, single, strict=True)
    return f"{median(one.rate / ran.rate if clock else ran.cpu / one.cpu for ran, one in pairs):.2f}"


def page(found: dict[int, dict[int, Measured]], beside: float, options: argparse.Namespace) -> str:
    """The page of documentation."""
    asked = " ".join(map(str, options.documents))
    lines = [
        "# What more workers cost",
        "",
        f"Written by `python benchmarks/workers.py --rounds {options.rounds} --documents {asked}` on"
        f" {datetime.now(UTC):%Y-%m-%d}, {machine()}.",
        "",
        "The plain list; each run is a whole process with its start. All columns are ratios to one worker, times the",
        "median of the rounds. The calls of functions in all processes don't depend on the machine. A run begins no",
        "more workers than there are processors, unless these wait for something else. Two busy processes slow each",
        "other down where two processors are threads of one core: here a loop that only counts takes",
        f"{beside:.2f} times the processor's time beside another one.",
        "",
        "| Records | Workers | Calls of functions | Processor's time on one processor | On all | Time on all |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for count, by_workers in found.items():
        single = by_workers[1]
        for workers, runs in by_workers.items():
            cells = (
                f"{runs.calls / single.calls:.2f}", _ratio(runs.alone, single.alone), _ratio(runs.free, single.free),
                _ratio(runs.free, single.free, clock=True),
            )  # fmt: skip
            lines.append(f"| {count:,} | {workers} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", nargs="+", type=int, default=[100, 2000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-page", dest="page", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {count: measure(Path(folder), count, options.rounds) for count in options.documents}
    text = page(found, neighbours(options.rounds), options)
    print(text)
    if options.page:
        (ROOT / "docs" / "benchmarks-workers.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
