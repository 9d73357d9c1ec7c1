"""How comparisons look: a diff for two files, a line a file for two folders, and both for programs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import msgspec

from handout.cli.diagnostics import diagnostic_json
from handout.compare.folders import PairOutcome, PairResult
from handout.compare.report import ReportLine, ReportStyle, lines, summary
from handout.diagnostics import counted

_STYLES: dict[ReportStyle, dict[str, Any]] = {
    "plain": {},
    "place": {"bold": True},
    "old": {"fg": "red"},
    "new": {"fg": "green"},
    "context": {"dim": True},
}
_OUTCOMES: dict[PairOutcome, str] = {
    "equal": "equal",
    "different": "different",
    "only-old": "only in the old folder",
    "only-new": "only in the new folder",
    "unreadable": "can't be compared",
}


def show_pair(result: PairResult, written: Mapping[int, str]) -> None:
    """Every change, then a summary."""
    show_changes(result, "")
    for page in result.pictures:
        echo([(f"page {page.page} looks different", "place"), (_where(written, page.page), "plain")])
    click.echo(_summary(result))


def show_changes(result: PairResult, indent: str) -> None:
    """The diff of one pair of files."""
    if result.comparison is not None:
        for line in lines(result.comparison, moved=True):
            echo([(indent, "plain"), *line])


def show_line(result: PairResult) -> None:
    """The result for one file of a folder, in one line."""
    look: ReportStyle = "plain" if result.outcome == "equal" else "old"
    said = _summary(result) if result.outcome in ("equal", "different") else _OUTCOMES[result.outcome]
    echo([(f"{result.name}: ", "plain"), (said, look)])


def show_total(results: Iterable[PairResult]) -> None:
    """How many files there are of each kind."""
    counts = Counter(result.outcome for result in results)
    said = [f"{counts[outcome]} {text}" for outcome, text in _OUTCOMES.items() if counts[outcome]]
    files = sum(counts.values())
    click.echo(f"{counted(files, 'file')}: {', '.join(said)}")


def pair_json(result: PairResult, written: Mapping[int, str]) -> dict[str, Any]:
    """A result as programs read it."""
    found = result.comparison
    return {
        "name": result.name,
        "outcome": result.outcome,
        "pages": None if found is None else {"old": found.pages_old, "new": found.pages_new},
        "changes": [] if found is None else [msgspec.to_builtins(change) for change in found.changes],
        "moved": [] if found is None else [msgspec.to_builtins(change) for change in found.moved],
        "pictures": [
            {"page": page.page, "share": round(page.share, 6), "file": written.get(page.page)}
            for page in result.pictures
        ],
        "problems": [diagnostic_json(problem) for problem in result.problems],
    }  # fmt: skip


def total_json(results: Sequence[PairResult], written: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    """All files of two folders as programs read them."""
    counts = Counter(result.outcome for result in results)
    return {
        "files": [pair_json(result, written.get(result.name, {})) for result in results],
        **{outcome: counts[outcome] for outcome in ("equal", "different", "only-old", "only-new", "unreadable")},
    }


def _summary(result: PairResult) -> str:
    words = "the words can't be compared" if result.comparison is None else summary(result.comparison)
    count = len(result.pictures)
    return f"{words}; {count} page{'s' * (count > 1)} look{'s' * (count == 1)} different" if count else words


def _where(written: Mapping[int, str], page: int) -> str:
    return f": {written[page]}" if page in written else ""


def echo(line: ReportLine | Sequence[tuple[str, ReportStyle]]) -> None:
    """A line on standard output, each piece in the colour of its meaning."""
    # Click leaves colours out by itself where the output isn't a terminal.
    color = False if os.environ.get("NO_COLOR") else None
    click.echo("".join(click.style(text, **_STYLES[look]) for text, look in line), color=color)
