"""What kinds of lists cost beside a plain one and Typst, measured in one run; writes docs/benchmarks-lists.md.

    python benchmarks/lists.py [DOCUMENTS] [--rounds N] [--only NAME] [--rivals PYTHON] [--no-page]

Names in Chinese, Japanese and Korean need handout[fonts-cjk]; Typst is measured if that Python has it.

Every list is of the same topic and of as many records, but for the long ones.  A ratio is a list's processor time a
document by that of the plain list with as many records, which is run right before it, as the speed of a machine may
change within a minute; the page has the median of the rounds.  Typst makes the documents of the plain list in two
processes, warm, and those of each list that has to be faster than Typst by a factor: the same names in the same fonts.
Its best round counts.
"""

from __future__ import annotations

import argparse
import json
import shutil
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

from handout.fonts.packaged import PACKAGED
from handout.fonts.unicode_scripts import script_of

NAMES = 5000
"""How many Typst is given; it begins with the first again after the last."""


class Measured(NamedTuple):
    """What was found."""

    runs: dict[str, list[tuple[Ran, Ran]]]
    """By list, one a round, each behind a run of the plain list."""
    typst: dict[str, list[Ran]]
    """By list, one a round, or none where it isn't installed."""
    peaks: dict[str, int]
    """The memory of the largest worker in MiB, by list."""

    def ratio(self, name: str) -> float:
        """The processor's time a document by that of the plain list."""
        return median(run.cpu / plain.cpu for plain, run in self.runs[name])

    def lead(self, name: str) -> float | None:
        """How many times as fast as Typst's best round, by the clock; of its own names, or the plain ones."""
        rate = median(run.rate for _, run in self.runs[name])
        typst = self.typst.get(name, self.typst[PLAIN])
        return rate / max(run.rate for run in typst) if typst else None


def measure(folder: Path, options: argparse.Namespace) -> Measured:
    """All rounds; in each, every list and Typst once."""
    chosen = [name for name in LISTS if name == PLAIN or not options.only or options.only in name]
    counts = {name: LISTS[name].times * options.documents for name in chosen}
    calls = {name: made(folder / f"list{at}", name, counts[name]) for at, name in enumerate(chosen)}
    plain_calls = {count: made(folder / f"plain{count}", PLAIN, count) for count in {*counts.values()}}
    runs: dict[str, list[tuple[Ran, Ran]]] = {name: [] for name in chosen}
    (folder / "material").mkdir()
    material(folder / "material", workspace(folder / "source"))
    typst = {name: Typst(folder, name, options.rivals) for name in chosen if name == PLAIN or LISTS[name].lead}
    for number in range(options.rounds):
        for name in chosen:
            pair, count = [], counts[name]
            for call in (plain_calls[count], calls[name]):
                with scratch(folder) as out:
                    pair.append(handout(sys.executable, asked(call, out), count))
            plain, ran = pair
            runs[name].append((plain, ran))
            took = f"{ran.cpu * 1000:6.2f} ms ({ran.cpu / plain.cpu:4.2f} of the plain list)"
            print(f"round {number + 1}: {took} {name}", file=sys.stderr)
        for each in typst.values():
            each.run()
    peaks = {}
    for name in chosen if options.page else ():
        with scratch(folder) as out:
            peaks[name] = memory(asked(calls[name], out))[1] >> 10
    return Measured(runs, {name: each.runs for name, each in typst.items()}, peaks)


class Typst:
    """Typst beside a list, if it is there: the same document for the list's names."""

    def __init__(self, folder: Path, name: str, python: str) -> None:
        self.runs: list[Ran] = []
        self._folder, self._python = folder, python
        self._material = Path(tempfile.mkdtemp(dir=folder))
        shutil.copytree(folder / "material", self._material, dirs_exist_ok=True)
        names = [row["name"] for row in LISTS[name].rows(NAMES)]
        (self._material / "names.json").write_text(json.dumps(names), encoding="utf-8")
        used = {code for each in names for code in map(script_of, each)}
        for font in PACKAGED:
            if font.place and used.intersection(font.scripts):
                shutil.copy(font.place, self._material)

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
        f"Each list has {options.documents} records of the same topic, or as many as its name says; two workers. The",
        "ratio is the processor's time a document by that of the plain list with as many records, run right before",
        "it, the median of the rounds. Typst makes the plain list's documents (PDF/UA-1) in two processes, and those",
        "of each list that has to be so many times as fast with the same names in the same fonts; the whole batch,",
        "with its start, checks and manifest, is so many times as fast as Typst's best round without its start, by",
        "the clock.",
        "",
        "| List | Ratio | May be | Times as fast as Typst | At least | Memory of a worker, MiB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in found.runs:
        kind, lead = LISTS[name], found.lead(name)
        most = "" if name == PLAIN or kind.limit is None else f"{kind.limit:g}"
        called = f"{name}, {kind.times * options.documents:,} records" if kind.times > 1 else name
        cells = (called, f"{found.ratio(name):.2f}", most, "" if lead is None else f"{lead:.0f}")
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
