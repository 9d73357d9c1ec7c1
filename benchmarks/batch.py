"""What a batch costs beside other programs, measured in the same run; writes docs/benchmarks-batch.md.

    python benchmarks/batch.py [DOCUMENTS] [--rounds N] [--seconds N] [--rivals PYTHON]
                                [--records N...] [--no-page]

Rivals are what `pip install -e '.[bench]'` installs, into this Python or the one that --rivals names; what isn't there
is left out, and the page says so.  --records says over how many records memory is measured.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pypdfium2
from batch_material import AUDIENCE, ROOT, TOPIC, material, patients, workspace
from batch_runs import Absent, Ran, handout, memory, rival, scratch
from batch_stages import stages, table
from measure import machine
from pypdfium2.raw import FPDFCatalog_IsTagged  # type: ignore[attr-defined] # it is read from the library

from handout.batch.order import Order

OWN = "handout batch"
FLOOR, LASTING = "the floor: temporary file, rename", "the floor, every 64 files made to last"
WORKERS = (1, 2)


class Rival(NamedTuple):
    """A program, and what it should be left behind by."""

    script: str
    target: float | None = None
    package: str = ""
    more: tuple[str, ...] = ()


RIVALS = {
    "Typst, PDF/UA-1": Rival("with_typst", 25, "typst"),
    "pikepdf, names over a finished PDF": Rival("with_pikepdf", 1, "pikepdf"),
    "ReportLab's Platypus, no tags": Rival("with_reportlab", None, "reportlab"),
    "fpdf2, no tags": Rival("with_fpdf2", None, "fpdf2"),
    "WeasyPrint, PDF/UA-1": Rival("with_weasyprint", None, "weasyprint"),
    FLOOR: Rival("floor", 1 / 3),
    LASTING: Rival("floor", None, "", ("lasting",)),
}


class Bench:
    """One measuring of everything."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder, self.options = folder, options
        self.workspace = workspace(folder / "workspace")
        self.material = folder / "material"
        self.material.mkdir()
        self.words = material(self.material, self.workspace)
        self.runs: dict[tuple[str, int], list[Ran]] = {}
        self.looks: dict[str, tuple[int, int, bool, int]] = {}
        self.absent: dict[str, str] = {}

    def arguments(self, count: int, workers: int, out: Path) -> list[str]:
        """Of a batch."""
        path = self.folder / f"{count}.csv"
        if not path.exists():
            patients(path, count)
        asked = ["--audience", AUDIENCE, "--patients", str(path), "-o", str(out / "out"), "--workers", str(workers)]
        return ["-C", str(self.workspace), "batch", TOPIC, *asked]

    def measure(self) -> None:
        """All rounds; in each, everything once."""
        self._own(100, 1)  # warms the disk, and leaves a document of the size that the floor writes
        self.runs.clear()
        for number in range(self.options.rounds):
            for workers in WORKERS:
                self._own(self.options.documents, workers)
                for name in RIVALS:
                    if name not in self.absent and not (name in (FLOOR, LASTING) and workers > 1):
                        self._rival(name, workers)
                print(f"round {number + 1} of {self.options.rounds}, {workers} at work: done", file=sys.stderr)

    def _own(self, count: int, workers: int) -> None:
        with scratch(self.folder) as out:
            ran = handout(sys.executable, self.arguments(count, workers, out), count)
            first = min((out / "out").glob("*.pdf"))
            self.looks[OWN] = look(first)
            (self.material / "own.pdf").write_bytes(first.read_bytes())
        self.runs.setdefault((OWN, workers), []).append(ran)

    def _rival(self, name: str, workers: int) -> None:
        found = RIVALS[name]
        own = found.script in ("floor", "with_reportlab")
        python = sys.executable if own else self.options.rivals
        with scratch(self.folder) as out:
            try:
                most = [str(self.options.documents)] if found.script == "floor" else []
                asked = (python, self.options.seconds, workers, [*most, *found.more])
                self.runs.setdefault((name, workers), []).append(rival(found.script, self.material, out, asked))
            except Absent as why:
                self.absent[name] = str(why)
                del self.runs[name, workers]
                return
            if found.package:
                self.looks[name] = look(min(out.glob("*.pdf")))

    def ratios(self, name: str, workers: int) -> list[float]:
        """How many times as fast the batch is, by round."""
        pairs = zip(self.runs[OWN, workers], self.runs[name, workers], strict=True)
        return [own.rate / other.rate for own, other in pairs]

    def memories(self) -> Iterator[tuple[int, int, int]]:
        """Records, and the peaks of the run's process and of its worker."""
        for count in self.options.records:
            with scratch(self.folder) as out:
                yield count, *memory(self.arguments(count, 1, out))

    def stages(self) -> str:
        """Where the time goes."""
        with scratch(self.folder) as out:
            self.arguments(self.options.documents, 1, out)
            order = Order(topics=(TOPIC,), audiences=(AUDIENCE,))
            return table(*stages(self.workspace, self.folder / f"{self.options.documents}.csv", out / "out", order))


def look(path: Path) -> tuple[int, int, bool, int]:
    """A file's pages, bytes, whether it is tagged, and its words."""
    with pypdfium2.PdfDocument(path) as document:
        count = sum(len(page.get_textpage().get_text_bounded().split()) for page in document)
        return len(document), path.stat().st_size, bool(FPDFCatalog_IsTagged(document)), count


def spread(values: list[float], form: str) -> str:
    """The median, and the smallest and the largest in brackets."""
    return f"{median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def report(bench: Bench) -> str:
    """The page of documentation."""
    asked = bench.options
    command = f"python benchmarks/batch.py {asked.documents} --records {' '.join(map(str, asked.records))}"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("reportlab", "pypdfium2", "msgspec"))
    absent = "".join(f"\n{name} was left out: {why}.\n" for name, why in bench.absent.items())
    memories = list(bench.memories())
    return f"""# Benchmarks of batches

Written by `{command}` on {datetime.now(tz=UTC).date().isoformat()}.

{machine()}; Python {platform.python_version()}; {libraries}.

The seed topic's patient handout with the patient's name in a paragraph and on every page; medians of {asked.rounds}
interleaved rounds (the smallest and the largest in brackets). `handout batch` is the whole command over
{asked.documents:,} records, from the start of its process to its end, with checks, manifest, the sample that is
painted again and verified, and files that last. The others make documents for {asked.seconds:g} s each, warm: their
imports, fonts and first document aren't counted, nothing they write is made to last, and nothing is checked. The
floor writes no more files than the batch. Processes share nothing.

## How many times as fast

| against | one process | two processes | target | reached |
|---|---|---|---|---|
{chr(10).join(_ratios(bench))}
{absent}
The targets are for as many processes on both sides, against the other's best round; for the floor, which is one
process that writes files of the same size, they are for all of this machine's cores.

## Documents a second

| | one process | two processes | ms of the processor each | pages | bytes | words | tagged |
|---|---|---|---|---|---|---|---|
{chr(10).join(_rates(bench))}

## Memory

The largest resident memory of the run's own process and of its one worker, in MiB.

| records | run | worker |
|---|---|---|
{chr(10).join(f"| {count:,} | {own / 1024:.1f} | {worker / 1024:.1f} |" for count, own, worker in memories)}

## Where the time goes

One process that does everything itself, {asked.documents:,} records, µs a document; what happens once is shared
out among all.

{bench.stages()}
"""


def _ratios(bench: Bench) -> Iterator[str]:
    for name, found in RIVALS.items():
        if name in bench.absent:
            continue
        cells = [spread(bench.ratios(name, n), ".2f") if (name, n) in bench.runs else "" for n in WORKERS]
        if found.script == "floor":
            others = [run.rate for run in bench.runs[name, 1]]
            mixed = [own.rate / other for own, other in zip(bench.runs[OWN, 2], others, strict=True)]
            cells[1], reached = spread(mixed, ".2f"), median(mixed)
        else:
            best = max(run.rate for run in bench.runs[name, 2])
            reached = median(run.rate for run in bench.runs[OWN, 2]) / best
        verdict = "" if found.target is None else f"≥ {found.target:.3g}"
        said = "" if found.target is None else "yes" if reached >= found.target else "**no**"
        yield f"| {name} | {cells[0]} | {cells[1]} | {verdict} | {said} |"


def _rates(bench: Bench) -> Iterator[str]:
    for name in (OWN, *RIVALS):
        if name in bench.absent:
            continue
        rates = [
            spread([r.rate for r in bench.runs[name, n]], ",.1f") if (name, n) in bench.runs else "" for n in WORKERS
        ]
        cpu = f"{1000 * median(run.cpu for run in bench.runs[name, 1]):,.2f}"
        pages, size, tagged, words = bench.looks.get(name) or bench.looks[OWN]
        shown = (
            f"{pages} | {size:,} | {words:,} | {'yes' if tagged else 'no'}"
            if name in bench.looks
            else f"| {size:,} | | |"
        )
        yield f"| {name} | {rates[0]} | {rates[1]} | {cpu} | {shown}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a batch beside other programs.")
    parser.add_argument("documents", nargs="?", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rivals", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--records", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--no-page", dest="page", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options)
        bench.measure()
        text = report(bench)
    if options.page:
        (ROOT / "docs/benchmarks-batch.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
