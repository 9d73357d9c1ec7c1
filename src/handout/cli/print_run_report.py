"""The report of a print run: its files, and the records that aren't in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from handout.batch.print_run.combine import PrintRunResult
from handout.diagnostics import counted

MOST_LEFT_OUT = 200
"""Records that a print run lacks, or ranges of them, that are printed at the end."""


def say(printed: PrintRunResult) -> None:
    """What is in the print run, and which records aren't."""
    files = f"{printed.files[0]} to {printed.files[-1].name}" if len(printed.files) > 1 else f"{printed.files[0]}"
    click.echo(f"print run: {counted(printed.documents, 'document')}, {counted(printed.pages, 'page')} in {files}")
    if printed.left_out:
        ranges = _ranges(printed.left_out)
        further = len(ranges) - MOST_LEFT_OUT
        more = f" and {further} more; the manifest lists them" if further > 0 else ""
        who = "it failed: record" if len(printed.left_out) == 1 else "they failed: records"
        click.echo(f"not in the print run, because {who} {', '.join(ranges[:MOST_LEFT_OUT])}{more}", err=True)


def as_json(printed: PrintRunResult | None) -> dict[str, Any] | None:
    """The same as programs read it; None where no print run was made."""
    return None if printed is None else {
        "files": [str(path) for path in printed.files], "patients": printed.patients, "documents": printed.documents,
        "pages": printed.pages, "left_out": list(printed.left_out),
    }  # fmt: skip


def _ranges(numbers: Iterable[int]) -> list[str]:
    """Ascending numbers, neighbours as ranges: 3, 7-9."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return [str(first) if first == last else f"{first}-{last}" for first, last in found]
