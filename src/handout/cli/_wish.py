"""What a command line asks for, as values; every doubt is a usage error or a Diagnostic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handout.cli._say import say

if TYPE_CHECKING:
    from handout.decode import Workspace
    from handout.model.clinic import Clinic
    from handout.patients import Patient


def audience_named(name: str, clinic: Clinic) -> str:
    """An audience as it was named, to the letter; a usage error lists the names there are."""
    if name not in clinic.audiences:
        known = ", ".join(clinic.audiences)
        raise click.BadParameter(f"{name!r} is no audience; there are {known}", param_hint="'--audience'")
    return name


def language_tag(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A language as BCP 47 writes it; a usage error for anything else."""
    from handout.reading import language

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


def check_topics(workspace: Workspace) -> None:
    """HandoutError for topics that break a rule."""
    from handout.rules import check_topic
    from handout.source import HandoutError

    problems = [d for topic in workspace.topics.values() for d in check_topic(topic, workspace.clinic)]
    if problems:
        raise HandoutError(problems)
