"""The progress of a run of several documents: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from handout.cli.diagnostics import interactive

SHOW_FROM = 3
"""Documents; fewer are made before a person could read a bar."""


@contextlib.contextmanager
def progress(total: int, doing: str = "rendering", done: str = "rendered") -> Iterator[Callable[[int], None]]:
    """A function to call with the number of documents that are made so far."""
    if total < SHOW_FROM:
        yield lambda number: None
    elif interactive():
        bar: Any = click.progressbar(length=total, label=doing, file=sys.stderr)
        with bar:
            yield lambda number: bar.update(1)
    else:
        yield lambda number: _line(f"{done} {number} of {total}", number, total)


def _line(text: str, number: int, total: int) -> None:
    if number == total or number % 25 == 0:
        click.echo(text, err=True)
