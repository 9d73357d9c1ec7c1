"""What the commands share: how diagnostics look, JSON, and the document's date."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from msgspec.structs import replace

from handout.diagnostics import Diagnostic, counted, on_command_line


def say(diagnostics: Iterable[Diagnostic]) -> None:
    """Diagnostics on standard error, in colour on a terminal, and how many there are."""
    found = [*map(_with_options, diagnostics)]
    for diagnostic in found:
        warning = diagnostic.severity == "warning"
        place = click.style(str(diagnostic.span), bold=True)
        kind = click.style("warning" if warning else "error", fg="yellow" if warning else "red", bold=True)
        click.echo(f"{place}: {kind}: {diagnostic.message}", err=True)
        if diagnostic.hint:
            click.echo(click.style(f"  hint: {diagnostic.hint}", dim=True), err=True)
    errors = sum(diagnostic.severity == "error" for diagnostic in found)
    if errors > 1:
        click.echo(f"{errors} errors", err=True)


def _with_options(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic that names options as the command line has them."""
    span = replace(diagnostic.span, file=on_command_line(diagnostic.span.file))
    return replace(diagnostic, span=span, hint=on_command_line(diagnostic.hint))


def as_json(value: Any) -> None:
    """A value as JSON on standard output."""
    click.echo(json_text(value, indent=2))


def json_text(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON, with letters as escapes if standard output can't write all letters."""
    import json

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return json.dumps(value, ensure_ascii=not encoding.lower().startswith("utf"), indent=indent)


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as programs read it."""
    diagnostic = _with_options(diagnostic)
    span = diagnostic.span
    return {
        "file": span.file, "line": span.line, "column": span.column, "severity": diagnostic.severity,
        "code": diagnostic.code, "message": diagnostic.message, "hint": diagnostic.hint,
    }  # fmt: skip


def in_columns(rows: Sequence[Sequence[str]]) -> None:
    """Rows of cells on standard output, the cells of a column under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(map(str.ljust, row, widths)).rstrip())


def today() -> datetime.date:
    """Today by the clock; only the command line may ask for it."""
    return datetime.datetime.now().astimezone().date()


def document_date(text: str | None) -> datetime.date | None:
    """The date of `--date`, else of SOURCE_DATE_EPOCH, else None; a usage error for what is no date."""
    from handout.source.scalars import iso_date

    if text == "today":
        return today()
    if text is not None:
        try:
            return iso_date(text)
        except ValueError as error:
            raise click.BadParameter(f"{error}; it may be today, too", param_hint="'--date'") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is no number of seconds") from None


def documents_made(done: int, unchanged: int, folder: str | None) -> str:
    """How many documents a batch has made, and where they are."""
    if folder is None:
        return f"{counted(done, 'document')} can be made"
    there = f", {unchanged} of them already there" if unchanged else ""
    return f"{counted(done, 'document')} made in {folder}{there}"


def interactive() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr.isatty()
