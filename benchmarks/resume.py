"""What `--resume` of a finished run costs beside the run, in the same rounds; writes docs/benchmarks-resume.md.

    python benchmarks/resume.py [DOCUMENTS] [--rounds N] [--no-page]

Each is a whole process, with its start.  A round makes the documents, resumes the finished run, and resumes it with
`--verify`, which makes every document again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from batch_material import ROOT
from batch_runs import Ran, handout, scratch
from list_kinds import PLAIN, asked, made
from measure import machine

RUNS = {"the run": (), "`--resume`": ("--resume",), "`--resume --verify`": ("--resume", "--verify")}


def measure(folder: Path, options: argparse.Namespace) -> dict[str, list[Ran]]:
    """The runs of each kind, a round after another."""
    call = made(folder / "list", PLAIN, options.documents)
    found: dict[str, list[Ran]] = {name: [] for name in RUNS}
    for number in range(options.rounds):
        with scratch(folder) as out:
            for name, more in RUNS.items():
                ran = handout(sys.executable, [*asked(call, out), *more], options.documents)
                found[name].append(ran)
                seconds, cpu = options.documents / ran.rate, options.documents * ran.cpu
                print(f"round {number + 1}: {seconds:6.2f} s, processor {cpu:6.2f} s {name}", file=sys.stderr)
    return found


def page(found: dict[str, list[Ran]], options: argparse.Namespace) -> str:
    """The page of documentation."""

    def ratio(name: str, value: Callable[[Ran], float]) -> float:
        return median(value(ran) / value(whole) for ran, whole in zip(found[name], found["the run"], strict=True))

    lines = [
        "# What `--resume` costs",
        "",
        f"Written by `python benchmarks/resume.py {options.documents} --rounds {options.rounds}` on"
        f" {datetime.now(UTC):%Y-%m-%d}, {machine()}.",
        "",
        f"A list of {options.documents} records, two workers, nothing changed since. Each is a whole process with its",
        "start; the ratio is to the run of the same round, the median of the rounds.",
        "",
        "| | Time | Processor's time |",
        "|---|---:|---:|",
    ]
    for name in RUNS:
        wall, cpu = ratio(name, lambda ran: 1 / ran.rate), ratio(name, lambda ran: ran.cpu)
        lines.append(f"| {name} | {wall:.2f} | {cpu:.2f} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="?", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-page", dest="page", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = page(measure(Path(folder), options), options)
    print(text)
    if options.page:
        (ROOT / "docs" / "benchmarks-resume.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
