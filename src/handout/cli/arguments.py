"""What a command line asks for, as values; every doubt is a usage error or a Diagnostic."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from handout.cli.diagnostics import say, today
from handout.diagnostics import Diagnostic, InputError
from handout.source.values import suggestion

if TYPE_CHECKING:
    from handout.content.clinic import Clinic
    from handout.content.topic import Topic
    from handout.patients import Patient
    from handout.pipeline import Request
    from handout.workspace.load import Workspace


def audience_named(name: str, clinic: Clinic) -> str:
    """An audience as it was named, to the letter; a usage error lists the names there are."""
    if name not in clinic.audiences:
        known = f"'{name}' is no audience; there are {', '.join(clinic.audiences)}"
        hint = suggestion(name.lower(), clinic.audiences)
        raise click.BadParameter(f"{known}; {hint}" if hint else known, param_hint="'--audience'")
    return name


def audiences_in(folder: Path) -> tuple[str, ...]:
    """The audiences of a workspace; none where they can't be read, which is told when it is loaded."""
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


def check_topics(workspace: Workspace, audience: str) -> None:
    """HandoutError for topics that break a rule, or have nothing for an audience that they name."""
    from handout.check.topic import check_topic, unwritten

    clinic, files, topics = workspace.clinic, workspace.sources, workspace.topics.values()
    problems = [d for topic in topics for d in check_topic(topic, clinic, files)]
    problems += [unwritten(topic)[audience] for topic in topics if audience in unwritten(topic)]
    InputError.raise_for(problems)


def requests_for(
    workspace: Workspace, audience: str, patient: Patient, date: datetime.date | None, options: dict[str, Any]
) -> list[Request]:
    """What is to be made of the topics: for one audience, or for all that each may have and something is written for.

    Where one is left out, a warning goes to standard error.
    """
    from handout.pipeline import Request, by_document

    clinic = workspace.clinic
    requests = []
    for names in by_document(workspace.topics, one_file=options["one_file"]):
        topics = [workspace.topics[name] for name in names]
        everybody = [name for name in topics[0].audience if all(name in topic.audience for topic in topics)]
        if not everybody:
            raise click.UsageError("no audience may have all of these topics, so they can't be one file")
        audiences = _written(everybody, topics) if audience == "all" else [audience_named(audience, clinic)]
        requests += [
            Request(
                topics=names, audience=name, layout=options["layout"], paper=options["page"],
                scale=options["scale"], language=options["language"], patient=patient, date=date,
            )
            for name in audiences
        ]  # fmt: skip
    return requests


def warned(workspace: Workspace) -> None:
    """Tell of what in the topics' texts, fragments among them, probably isn't meant as it prints."""
    from handout.check.foreign_markup import check_pasted
    from handout.check.visibility import places

    files = {topic.file: None for topic in workspace.topics.values()}
    files |= {place.node.span.file: None for topic in workspace.topics.values() for place in places(topic)}
    changed = [problem for problem in workspace.warnings if problem.code in ("soft-hyphen", "escape")]
    pasted = (check_pasted(workspace.sources[file]) for file in files if file in workspace.sources)
    say([*changed, *(problem for found in pasted for problem in found)])


def _written(names: list[str], topics: list[Topic]) -> list[str]:
    """Those of some audiences that every topic has a section for; all of them where there would be none."""
    from handout.check.topic import unwritten

    absent = {name: problem for topic in topics for name, problem in unwritten(topic).items() if name in names}
    if len(absent) == len(names):
        return names
    say(replace(problem, severity="warning") for problem in absent.values())
    return [name for name in names if name not in absent]


def reviewed(workspace: Workspace, date: datetime.date | None, *, strict: bool = False) -> None:
    """Tell of reviews that are past their date, or refuse them."""
    from handout.check.workspace import overdue

    found = [warning for topic in workspace.topics.values() for warning in overdue(topic, date or today())]
    if found and strict:
        raise InputError([Diagnostic(d.span, d.message, d.hint, d.code) for d in found])
    say(found)
