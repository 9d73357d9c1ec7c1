"""The arguments of a command line as values; what is wrong with them is a usage error or a Diagnostic."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from handout.cli.diagnostics import say, today
from handout.diagnostics import InputError, UsageError
from handout.source.values import suggestion

if TYPE_CHECKING:
    from handout.content.clinic import Clinic
    from handout.diagnostics import Diagnostic
    from handout.document import Standard
    from handout.patients import Patient
    from handout.pipeline import Request
    from handout.workspace.load import Workspace


class DocumentOptions(Struct, frozen=True, kw_only=True):
    """Which documents of a topic are asked for, for whom, and where they go."""

    audience: str
    """Its name, or `all`."""
    layout: str | None
    page: str | None
    scale: str | None
    language: str | None
    record: Path | None
    """The patient's."""
    settings: tuple[str, ...]
    """Fields of the record, as `name=value`."""
    date: str | None
    output: Path | None
    one_file: bool = False
    """All topics are one document."""
    standard: Standard = "ua1"


def audience_named(name: str, clinic: Clinic) -> str:
    """An audience by its exact name; a usage error lists the names."""
    if name not in clinic.audiences:
        known = f"'{name}' is no audience; there are {', '.join(clinic.audiences)}"
        hint = suggestion(name.lower(), clinic.audiences)
        raise click.BadParameter(f"{known}; {hint}" if hint else known, param_hint="'--audience'")
    return name


def audiences_in(folder: Path) -> tuple[str, ...]:
    """The audiences of a workspace; none where they can't be read; loading the workspace then reports why."""
    from handout.workspace.load import load_partly

    workspace, _ = load_partly(folder, ())
    return () if workspace is None else tuple(map(str, workspace.clinic.audiences))


def language_tag(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A language as BCP 47 writes it; a usage error for anything else."""
    from handout.source.scalars import language

    try:
        return value if value is None else language(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None


def one_patient(path: Path | None, settings: tuple[str, ...], clinic: Clinic, *, printed: bool = True) -> Patient:
    """The patient of a file and of `--set`; notes about unused fields go to standard error.

    Where nothing is printed, a record needs no identifiers.
    """
    from handout.patients import read_patient

    patient, notes = read_patient(path, settings, clinic, printed=printed)
    say(notes)
    return patient


def languages(asked: str | None) -> tuple[str, ...]:
    """The languages whose translations are to be read."""
    return () if asked is None else (asked,)


def check_topics(workspace: Workspace, audience: str) -> None:
    """HandoutError for topics that break a rule, or have nothing for an audience that they name.

    Warnings of the rules are what `check` tells.
    """
    from handout.check.checked_topic import unwritten
    from handout.check.topic import check_topic

    clinic, files, topics = workspace.clinic, workspace.sources, workspace.topics.values()
    problems = [d for topic in topics for d in check_topic(topic, clinic, files)]
    problems += [unwritten(topic)[audience] for topic in topics if audience in unwritten(topic)]
    InputError.raise_for(problem for problem in problems if problem.severity == "error")


@contextlib.contextmanager
def as_usage(hint: str = "") -> Iterator[None]:
    """UsageError as click shows it; where a document has no file name of its own, the hint says what to write."""
    try:
        yield
    except UsageError as error:
        [problem] = error.diagnostics
        more = f": {hint}" if problem.code == "no-id" else ""
        raise click.UsageError(problem.message + more) from None
    except InputError as error:
        found = [
            replace(problem, hint=hint) if problem.code == "file-name" else problem for problem in error.diagnostics
        ]
        raise InputError(found) from None


def requests_for(
    workspace: Workspace, patient: Patient, date: datetime.date | None, options: DocumentOptions
) -> list[Request]:
    """What is to be made of the topics; where an audience is left out, a warning goes to standard error."""
    from handout.requests import build

    choices = build.Choices(
        layout=options.layout, paper=options.page, scale=options.scale, language=options.language,
        patient=patient, date=date, one_file=options.one_file, standard=options.standard,
    )  # fmt: skip
    one = None if options.audience == "all" else audience_named(options.audience, workspace.clinic)
    with as_usage():
        requests, warnings = build.requests_for(workspace, one, choices)
    say(warnings)
    return requests


def warned(
    workspace: Workspace,
    date: datetime.date | None,
    *,
    strict: bool = False,
    say: Callable[[list[Diagnostic]], None] = say,
) -> None:
    """Warn of texts that their author probably didn't mean as they print, and of late reviews, or refuse these."""
    from handout.requests.warnings import overdue_reviews, text_warnings

    say(text_warnings(workspace))
    say(overdue_reviews(workspace, date or today(), strict=strict))
