"""`handout render`: documents for one patient, or for anybody, as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.arguments import DocumentOptions, languages, one_patient, requests_for, warned
from handout.cli.diagnostics import as_json, document_date, say
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import DATE, LANGUAGE, LAYOUT, PAGE, PATIENT, SETTINGS, STANDARD, STRICT, TEXT, Audience
from handout.cli.output_paths import is_file_name, prepare, targets
from handout.cli.progress import progress
from handout.cli.stale_files import expected, no_old_paper, of_one_person

if TYPE_CHECKING:
    from handout.diagnostics import Span
    from handout.pipeline import Rendered
    from handout.workspace.loaded import Workspace

EPILOG = """\b
Examples:
  handout render milia-like-calcinosis --audience patient
  handout render milia-like-calcinosis --audience all --page Letter --text large
  handout render preparing-for-your-visit --audience patient --patient anna.yaml -o anna.pdf
  handout render preparing-for-your-visit --audience patient --set age_group=child
  handout render milia-like-calcinosis preparing-for-your-visit --audience patient --one-file -o both.pdf
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@click.option(
    "--audience",
    required=True,
    type=Audience(every=True),
    metavar="AUDIENCE",
    help="For whom; all makes a document for each.",
)
@LAYOUT
@PATIENT
@SETTINGS
@LANGUAGE
@click.option("--one-file", is_flag=True, help="All topics in one PDF, each beginning on a page of its own.")
@PAGE
@TEXT
@DATE
@STANDARD
@STRICT
@click.option("--no-clobber", is_flag=True, help="Refuse to replace a file.")
@click.option(
    "-o",
    "--output",
    type=click.Path(readable=False, path_type=Path),
    metavar="PATH",
    help="A folder, or a file for one document.",
)
@click.option("--json", "json_", is_flag=True, help="For programs: what was written.")
@click.pass_obj
def command(
    folder: Path, /, topics: tuple[str, ...], *, strict: bool, no_clobber: bool, json_: bool, **given: Any
) -> None:
    """Print TOPICS as PDF, for one audience or for all.

    All documents are made and verified before any is written; one that is refused refuses all.
    """
    from handout.files.publish import publish
    from handout.patients import RecordRefused
    from handout.pipeline import render
    from handout.requests.stale_files import leaks, of
    from handout.workspace.load import load

    options = DocumentOptions(**given)
    date = document_date(options.date)
    clobber, named = not no_clobber, is_file_name(options.output)
    with no_old_paper(clobber=clobber) as stale:
        if options.record is not None or options.settings:
            # If anything fails from here on, no older file may be taken for this patient's document.
            stale.update({options.output: None} if named and options.output else {})
        workspace = load(folder, topics, others=True, languages=languages(options.language))
        refused_below = _broken_layout(workspace, options)
        say(warning for warning in workspace.broken if warning.span not in refused_below)
        try:
            patient = one_patient(options.record, options.settings, workspace.clinic)
        except RecordRefused as refused:
            stale.update(expected(folder / "output", workspace, refused, options))
            raise
        requests = requests_for(workspace, patient, date, options)
        files = targets(folder / "output", workspace, requests, options.output)
        stale.update(of(workspace, requests, files, patient.values, named=named) if patient.personal else {})
        warned(workspace, date, strict=strict)
        paths = [[path] for path in files]
        with progress(len(requests)) as done, leaks(stale, paths, requests, workspace, named=named):
            rendered = render(workspace, requests, done)
        say(warning for document in rendered for warning in document.warnings)
        if not named:
            prepare(files, folder / "output")
            of_one_person(stale)
        publish({path: document.pdf for path, document in zip(files, rendered, strict=True)}, clobber=clobber)
    if json_:
        as_json([_described(path, document) for path, document in zip(files, rendered, strict=True)])
    else:
        for path in files:
            click.echo(str(path))


def _broken_layout(workspace: Workspace, options: DocumentOptions) -> set[Span]:
    """The places of what is wrong with the layout that is asked for: the refusal reports all of it."""
    from handout.content.layout import Layouts
    from handout.source.scalars import Identifier

    spec = workspace.clinic.audiences.get(Identifier(options.audience))
    broken = workspace.layouts.broken if isinstance(workspace.layouts, Layouts) else {}
    return {problem.span for problem in broken.get(options.layout or (spec.layout if spec else ""), ())}


def _described(path: Path, document: Rendered) -> dict[str, Any]:
    request = document.request
    return {
        "file": str(path), "topic": request.topics[0], "audience": request.audience, "pages": document.pages,
        "bytes": len(document.pdf), **({"more": request.topics[1:]} if request.topics[1:] else {}),
    }  # fmt: skip
