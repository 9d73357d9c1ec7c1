"""What a batch costs with more workers of a Dask cluster than one; writes docs/benchmarks-cluster.md.

    python benchmarks/cluster.py [--rounds N] [--documents N ...] [--no-page]

The cluster is on this machine, a process a worker, each of which makes documents in a process of its own.  It is made
anew for each run, before the measurement begins.  The processor's time is that of the workers with these processes: all
that the run adds to it.  What the run's own process takes, which reads the list and writes the documents that come
back, is left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil
from batch_material import ROOT
from batch_runs import handout, scratch
from distributed import LocalCluster
from list_kinds import PLAIN, made
from measure import machine

LISTS = (PLAIN, "two languages, three layouts, three topics")
WORKERS = (1, 2)
_READY = 30.0
"""Seconds for the workers to be there."""


def taken() -> float:
    """Seconds of the processor of all processes that this one has begun, and of those that these have ended."""
    return sum(sum(child.cpu_times()[:4]) for child in psutil.Process().children(recursive=True))


def run(call: list[str], folder: Path, workers: int, count: int) -> float:
    """The seconds of the workers' processors that a document takes."""
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        cluster.wait_for_workers(workers, timeout=_READY)  # or there would be fewer than the page says
        time.sleep(1)  # what a worker does at its start isn't the run's
        before = taken()
        with scratch(folder) as out:
            handout(sys.executable, [*call, "-o", str(out / "out"), "--scheduler", cluster.scheduler_address], count)
        return (taken() - before) / count


def measure(folder: Path, kind: str, count: int, rounds: int) -> dict[int, list[float]]:
    """All rounds over one list, by the number of workers."""
    call = made(folder / f"list{count}{len(kind)}", kind, count)
    found: dict[int, list[float]] = {workers: [] for workers in WORKERS}
    for number in range(rounds):
        for workers, runs in found.items():
            runs.append(run(call, folder, workers, count))
            print(f"round {number + 1}: {workers} workers {1000 * runs[-1]:.2f} ms a document", file=sys.stderr)
    return found


def page(found: dict[tuple[str, int], dict[int, list[float]]], options: argparse.Namespace) -> str:
    """The page of documentation."""
    asked = " ".join(map(str, options.documents))
    lines = [
        "# What more workers of a cluster cost",
        "",
        f"Written by `python benchmarks/cluster.py --rounds {options.rounds} --documents {asked}` on"
        f" {datetime.now(UTC):%Y-%m-%d}, {machine()}.",
        "",
        "A Dask cluster on one machine. The first forms are made by one worker, and sent to the others with the job.",
        "The processor's time of the workers a document is a ratio to that of one worker, the median of the rounds.",
        "",
        "| List | Records | Workers | Processor's time |",
        "|---|---:|---:|---:|",
    ]
    for (kind, count), by_workers in found.items():
        for workers, runs in by_workers.items():
            ratio = median(own / one for own, one in zip(runs, by_workers[1], strict=True))
            lines.append(f"| {kind} | {count:,} | {workers} | {ratio:.2f} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", nargs="+", type=int, default=[2000, 20000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-page", dest="page", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {
            (kind, count): measure(Path(folder), kind, count, options.rounds)
            for kind in LISTS
            for count in options.documents
        }
    text = page(found, options)
    print(text)
    if options.page:
        (ROOT / "docs" / "benchmarks-cluster.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
