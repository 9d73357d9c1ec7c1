"""How far a run of several documents is: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from handout.cli.diagnostics import interactive

SHOW_FROM = 3
"""Documents; fewer are done before a bar could be read."""


@contextlib.contextmanager
def progress(total: int, doing: str = "rendering", done: str = "rendered") -> Iterator[Callable[[int], None]]:
    """What is to be called with the number of documents done so far."""
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
