"""What comparing two folders costs beside pdfplumber and pypdf, measured in one run; writes docs/benchmarks-compare.md.

    python benchmarks/compare.py [DOCUMENTS] [--rounds N] [--workers N] [--sample N]

The others are what `pip install -e '.[bench]'` installs.  They are slow, so they compare a sample of the same files,
and what they take is counted for each pair.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from batch_material import AUDIENCE, ROOT, TOPIC, names, workspace
from measure import machine

from handout.extract import pages

HERE = Path(__file__).parent
TARGET = 10
OWN = "handout compare"
SAMPLES = {"pypdf": 1.0, "pdfplumber": 0.25}
"""Of the sample's pairs; pdfplumber takes its time."""
OTHER_WORK = "wrapped"
"""The case in which the others find every file different; it has a tenth of the documents."""
EVERY = 100
"""Documents, of which one has another word in the new folder."""
CASES = {
    "colour": "another colour of the headings: every word is where it was",
    "places": "more space above the headings: the words of a line and of a page are the same, a little lower",
    "wrapped": "wider lines: in every file lines and pages are broken elsewhere",
}
_FIVE = "page: {margins: {top: 25mm, bottom: 40mm, left: 36mm, right: 36mm}}\n"
_LOOKS = {
    "old": _FIVE,
    "colour": _FIVE + 'styles: {heading1: {color: "#5a1a4b"}, heading2: {color: "#5a1a4b"}}\n',
    "places": _FIVE + "styles: {heading1: {space-before: 21pt}}\n",
    "wrapped": "page: {margins: {top: 25mm, bottom: 40mm, left: 30mm, right: 30mm}}\n",
}


class Took(NamedTuple):
    """One run, for each pair of files."""

    wall: float
    """Milliseconds."""
    cpu: float
    """Milliseconds of the processor."""


def documents(folder: Path, count: int) -> None:
    """The folders: old, and for each case a new one."""
    source = workspace(folder / "workspace")
    for case, look in _LOOKS.items():
        said = names(number_of(case, count))
        layout = f"extends: patient\naudience: [patient]\n{look}"
        (source / "layouts" / f"{case}.yaml").write_text(layout, encoding="utf-8")
        rows = [
            f"A-{number:06},{name}{'' if case == 'old' or number % EVERY else ' Otherwise'}\n"
            for number, name in enumerate(said, 1)
        ]
        patients = folder / f"{case}.csv"
        patients.write_text("id,name\n" + "".join(rows), encoding="utf-8")
        asked = ["--patients", patients, "-o", folder / "made", "--layout", case]
        command = [sys.executable, "-m", "handout", "-C", source, "batch", TOPIC, "--audience", AUDIENCE, *asked]
        subprocess.run([*map(str, command)], check=True, capture_output=True)
        (folder / case).mkdir()
        for path in (folder / "made").rglob("*.pdf"):
            path.rename(folder / case / f"{path.stem.rpartition('.')[2]}.pdf")
        shutil.rmtree(folder / "made")
    (folder / f"old-{OTHER_WORK}").mkdir()
    for path in (folder / OTHER_WORK).iterdir():
        (folder / f"old-{OTHER_WORK}" / path.name).hardlink_to(folder / "old" / path.name)


def number_of(case: str, count: int) -> int:
    """How many documents a case has."""
    return min(max(count // 10, EVERY), count) if case == OTHER_WORK else count


def _old(folder: Path, case: str) -> str:
    return str(folder / (f"old-{case}" if case == OTHER_WORK else "old"))


def own(folder: Path, case: str, count: int, workers: int) -> Took:
    """The whole command, from the start of its process to its end."""
    count = number_of(case, count)
    command = [sys.executable, "-m", "handout", "compare", _old(folder, case), str(folder / case)]
    took, said = _timed([*command, "--workers", str(workers)], count, 7)
    wanted = f"{count} files: {count - count // EVERY} equal, {count // EVERY} different"
    if said.splitlines()[-1] != wanted:
        raise SystemExit(f"handout compare says\n{said[-300:]}\nand should say\n{wanted}")
    return took


def other(name: str, folder: Path, case: str, ask: tuple[int, int]) -> Took:
    """A script with another library, over so many pairs, by so many processes; its start isn't counted."""
    count, workers = ask
    script = HERE / "compare_rivals" / f"with_{name}.py"
    command = [sys.executable, str(script), _old(folder, case), str(folder / case)]
    start, _ = _timed([*command, "0", str(workers)], 1, 0)
    took, _ = _timed([*command, str(count), str(workers)], 1, 0)
    return Took((took.wall - start.wall) / count, (took.cpu - start.cpu) / count)


def _timed(command: Sequence[str], count: int, code: int) -> tuple[Took, str]:
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != code:
        raise SystemExit(f"failed with {child.returncode}: {' '.join(command)}")
    return Took(1000 * wall / count, 1000 * (usage.ru_utime + usage.ru_stime) / count), said


class Bench:
    """One measuring of everything."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder, self.options = folder, options
        documents(folder, options.documents)
        first = min((folder / "old").glob("*.pdf"))
        self.pages, self.size = len(pages(first)), first.stat().st_size
        self.runs: dict[tuple[str, str], list[Took]] = {}

    def measure(self) -> Iterator[int]:
        """All rounds, in each everything once; gives how many are done."""
        count, workers = self.options.documents, self.options.workers
        for number in range(self.options.rounds):
            for case in CASES:
                self._note(OWN, case, own(self.folder, case, count, workers))
                for name in SAMPLES:
                    self._note(name, case, other(name, self.folder, case, (self.sample(name), workers)))
            yield number + 1

    def sample(self, name: str) -> int:
        """How many pairs another library compares."""
        pairs: int = self.options.sample
        return max(round(SAMPLES[name] * pairs), 1)

    def _note(self, name: str, case: str, took: Took) -> None:
        self.runs.setdefault((name, case), []).append(took)

    def ratios(self, name: str, case: str, which: int) -> list[float]:
        """How many times as long another takes, round by round."""
        mine, theirs = self.runs[OWN, case], self.runs[name, case]
        return [other[which] / own[which] for own, other in zip(mine, theirs, strict=True)]


def report(bench: Bench, rounds: int) -> str:
    """The page."""
    given = f"python benchmarks/compare.py {bench.options.documents} --sample {bench.options.sample}"
    packages = ("pypdfium2", "pypdf", "pdfplumber")
    libraries = ", ".join(f"{name} {version(name)}" for name in packages)
    sampled = ", ".join(f"{name} {bench.sample(name):,} of them" for name in SAMPLES)
    cases = "\n".join(f"- **{case}**: {what}" for case, what in CASES.items())
    return f"""# Benchmarks of comparing

Written by `{given}` on {datetime.now(UTC).date()}.

{machine()}; Python {platform.python_version()}; {libraries}.

Two folders of {bench.options.documents:,} documents each, the seed topic's patient handout with {bench.pages} pages and
{bench.size:,} bytes, paired by name. No two files are the same byte by byte; in one of {EVERY} pairs there is another
word. The new folder has

{cases}

`handout compare` is the whole command, from the start of its process to its end; it must find exactly the files that
differ, or the run fails. The others extract the text of each page, and compare pages with difflib; they are slow, so
they compare a sample of the same pairs, spread over the folder: {sampled}; their start isn't counted.
Where lines and pages are broken elsewhere they find every file different, which is other work and has no target:
`handout compare` reads the tags of both files there, finds that the words are equal, and has a tenth of the files.
Everything has {bench.options.workers} processes. Medians of {rounds} interleaved rounds, the smallest
and the largest in brackets.

## How many times as fast

| case | against | by the clock | by the processor | target | reached |
|---|---|---|---|---|---|
{chr(10).join(_ratios(bench))}

## Milliseconds for a pair of files

| case | | by the clock | by the processor |
|---|---|---|---|
{chr(10).join(_times(bench))}
"""


def _ratios(bench: Bench) -> Iterator[str]:
    for case in CASES:
        for name in SAMPLES:
            wall, cpu = (bench.ratios(name, case, which) for which in (0, 1))
            reached = "yes" if min(median(wall), median(cpu)) >= TARGET else "**no**"
            verdict = "| |" if case == OTHER_WORK else f"≥ {TARGET} | {reached} |"
            yield f"| {case} | {name} | {_spread(wall)} | {_spread(cpu)} | {verdict}"


def _times(bench: Bench) -> Iterator[str]:
    for case in CASES:
        for name in (OWN, *SAMPLES):
            runs = bench.runs[name, case]
            wall, cpu = ([took[which] for took in runs] for which in (0, 1))
            yield f"| {case} | {name} | {_spread(wall)} | {_spread(cpu)} |"


def _spread(found: Sequence[float]) -> str:
    return f"{median(found):,.1f} ({min(found):,.1f}–{max(found):,.1f})"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure comparing beside other libraries.")
    parser.add_argument("documents", nargs="?", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, default=60, help="pairs that the others compare")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), parser.parse_args())
        for done in bench.measure():
            # A round takes minutes; what is known already is kept.
            (ROOT / "docs/benchmarks-compare.md").write_text(report(bench, done), encoding="utf-8")
            print(f"round {done} of {bench.options.rounds}: done", file=sys.stderr)
    print(report(bench, done))


if __name__ == "__main__":
    main()
