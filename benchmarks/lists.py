"""What kinds of lists cost beside a plain one and Typst, measured in one run; writes docs/benchmarks-lists.md.

    python benchmarks/lists.py [DOCUMENTS] [--rounds N] [--only NAME] [--rivals PYTHON] [--no-page]

Names in Chinese, Japanese and Korean need handout[fonts-cjk]; Typst is measured if that Python has it.

Every list is of the same topic and of as many records.  A ratio is a list's processor time a document by that of the
plain list, which is run right before it, as the speed of a machine may change within a minute; the page has the median
of the rounds.  Typst makes the plain list's documents in two
processes, warm, and its best round counts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from batch_material import ROOT, material, workspace
from batch_runs import Absent, Ran, handout, memory, rival, scratch
from list_kinds import LISTS, PLAIN, asked, made
from measure import machine


class Measured(NamedTuple):
    """What was found."""

    runs: dict[str, list[tuple[Ran, Ran]]]
    """By list, one a round, each behind a run of the plain list."""
    typst: list[Ran]
    """One a round, or none where it isn't installed."""
    peaks: dict[str, int]
    """The memory of the largest worker in MiB, by list."""

    def ratio(self, name: str) -> float:
        """The processor's time a document by that of the plain list."""
        return median(run.cpu / plain.cpu for plain, run in self.runs[name])

    def lead(self, name: str) -> float | None:
        """How many times as fast as Typst's best round, by the clock."""
        rate = median(run.rate for _, run in self.runs[name])
        return rate / max(run.rate for run in self.typst) if self.typst else None


def measure(folder: Path, options: argparse.Namespace) -> Measured:
    """All rounds; in each, every list and Typst once."""
    chosen = [name for name in LISTS if name == PLAIN or not options.only or options.only in name]
    calls = {name: made(folder / f"list{at}", name, options.documents) for at, name in enumerate(chosen)}
    runs: dict[str, list[tuple[Ran, Ran]]] = {name: [] for name in chosen}
    typst = Typst(folder, options.rivals)
    for number in range(options.rounds):
        for name in chosen:
            pair = []
            for each in (PLAIN, name):
                with scratch(folder) as out:
                    pair.append(handout(sys.executable, asked(calls[each], out), options.documents))
            plain, ran = pair
            runs[name].append((plain, ran))
            took = f"{ran.cpu * 1000:6.2f} ms ({ran.cpu / plain.cpu:4.2f} of the plain list)"
            print(f"round {number + 1}: {took} {name}", file=sys.stderr)
        typst.run()
    peaks = {}
    for name in chosen if options.page else ():
        with scratch(folder) as out:
            peaks[name] = memory(asked(calls[name], out))[1] >> 10
    return Measured(runs, typst.runs, peaks)


class Typst:
    """Typst beside the lists, if it is there."""

    def __init__(self, folder: Path, python: str) -> None:
        self.runs: list[Ran] = []
        self._folder, self._python = folder, python
        self._material = folder / "material"
        self._material.mkdir()
        material(self._material, workspace(folder / "plain"))

    def run(self) -> None:
        """One round of two processes."""
        with scratch(self._folder) as out:
            try:
                self.runs.append(rival("with_typst", self._material, out, (self._python, 4.0, 2, [])))
            except Absent as why:
                print(f"Typst is left out: {why}", file=sys.stderr)


def page(found: Measured, options: argparse.Namespace) -> str:
    """The page of documentation."""
    lines = [
        "# What kinds of lists cost",
        "",
        f"Written by `python benchmarks/lists.py {options.documents} --rounds {options.rounds}` on"
        f" {datetime.now(UTC):%Y-%m-%d}, {machine()}.",
        "",
        f"Each list has {options.documents} records of the same topic; two workers. The ratio is the processor's time",
        "a document by that of the plain list, run right before it, the median of the rounds. Typst makes the plain",
        "list's documents (PDF/UA-1) in two processes; the whole batch, with its start, checks and manifest, is so",
        "many times as fast as Typst's best round without its start, by the clock.",
        "",
        "| List | Ratio | May be | Times as fast as Typst | At least | Memory of a worker, MiB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in found.runs:
        kind, lead = LISTS[name], found.lead(name)
        most = "" if name == PLAIN or kind.limit is None else f"{kind.limit:g}"
        cells = (name, f"{found.ratio(name):.2f}", most, "" if lead is None else f"{lead:.0f}")
        least = "" if kind.lead is None else f"{kind.lead:g}"
        lines.append(f"| {' | '.join(cells)} | {least} | {found.peaks.get(name, 0)} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="?", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--rivals", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--no-page", dest="page", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), options)
    text = page(found, options)
    print(text)
    if options.page and not options.only:
        (ROOT / "docs" / "benchmarks-lists.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
