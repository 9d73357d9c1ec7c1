"""`handout preview`: a document's pages as pictures, or on a page in the browser that follows the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.arguments import DocumentOptions, languages, one_patient, requests_for, warned
from handout.cli.diagnostics import document_date, say
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import DATE, LANGUAGE, LAYOUT, PAGE, PATIENT, SETTINGS, TEXT, Audience
from handout.cli.output_paths import is_file_name, prepare, targets
from handout.cli.progress import progress
from handout.cli.stale_files import expected, no_old_paper

if TYPE_CHECKING:
    from handout.pipeline import Rendered
    from handout.requests.stale_files import Stale

EPILOG = """\b
Examples:
  handout preview milia-like-calcinosis --audience patient
  handout preview milia-like-calcinosis --audience all --sheet
  handout preview milia-like-calcinosis --watch
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("topic")
@click.option(
    "--audience", type=Audience(every=True), metavar="AUDIENCE",
    help="For whom; all, or left out with --watch, shows every audience.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Show the pages in the browser, anew whenever a file changes.")
@LAYOUT
@PATIENT
@SETTINGS
@LANGUAGE
@PAGE
@TEXT
@DATE
@click.option("--dpi", type=click.IntRange(20, 600), metavar="N", help="Dots an inch.")
@click.option("--sheet", is_flag=True, help="All pages of a document on one picture.")
@click.option(
    "-o",
    "--output",
    type=click.Path(readable=False, path_type=Path),
    metavar="PATH",
    help="A folder, or a file name for one document.",
)
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="With --watch: the port to use.")
@click.pass_obj
def command(
    folder: Path, /, topic: str, *, audience: str | None, watch: bool, port: int | None, sheet: bool, dpi: int | None,
    **given: Any,
) -> None:  # fmt: skip
    """Show the pages of TOPIC as pictures: PNG files in output/preview, or a page in the browser.

    With --watch nothing is written, and only this machine can see the page.
    """
    options = DocumentOptions(audience="all" if audience is None else audience, **given)
    if watch:
        from handout.cli.watch import watched

        if sheet or options.output:
            raise click.UsageError("--watch writes no files, so it takes no --sheet and no -o")
        watched(folder, topic, options, dpi=dpi, port=port)
        return
    if port:
        raise click.UsageError("--port is for --watch")
    if not audience:
        context = click.get_current_context()
        missing = next(each for each in context.command.params if each.name == "audience")
        raise click.MissingParameter(ctx=context, param=missing)
    _written(folder, topic, options, sheet=sheet, dpi=dpi)


def _written(folder: Path, topic: str, options: DocumentOptions, *, sheet: bool, dpi: int | None) -> None:
    from handout.files.provenance import made_or_drawn_here
    from handout.files.publish import publish, withdraw
    from handout.patients import RecordRefused
    from handout.pipeline import render
    from handout.preview.files import pages_of, pictures_of
    from handout.requests.stale_files import leaks, of
    from handout.workspace.load import load

    date, output = document_date(options.date), options.output
    base, named = folder / "output" / "preview", is_file_name(output, ".png")

    def old(stale: Stale) -> Stale:
        return {path: wished for name, wished in stale.items() for path in pictures_of(name, named=named)}

    with no_old_paper(clobber=True) as stale:
        if options.record is not None or options.settings:
            stale.update(old({output: None} if named and output else {}))
        workspace = load(folder, [topic], languages=languages(options.language))
        try:
            patient = one_patient(options.record, options.settings, workspace.clinic)
        except RecordRefused as refused:
            stale.update(old(expected(base, workspace, refused, options, ".png")))
            raise
        requests = requests_for(workspace, patient, date, options)
        names = targets(base, workspace, requests, output, ".png")
        theirs = of(workspace, requests, names, patient.values, named=named)
        stale.update(old(theirs) if patient.personal else {})
        warned(workspace, date)
        pictures = [pictures_of(name, named=named) for name in names]
        with progress(len(requests)) as done, leaks(stale, pictures, requests, workspace, named=named):
            rendered = render(workspace, requests, done)
        say(warning for document in rendered for warning in document.warnings)
        if not named:
            prepare(names, folder / "output", base)
        files = _drawn(rendered, names, sheet=sheet, dpi=dpi, named=named)
        publish(files)
    for path in [] if sheet else [path for name in names for path in pages_of(name)]:
        if path not in files and made_or_drawn_here(path):
            # Pages of an earlier document that had more of them.
            withdraw(path)
    for path in files:
        click.echo(str(path))


def _drawn(
    rendered: Sequence[Rendered], names: Sequence[Path], *, sheet: bool, dpi: int | None, named: bool
) -> dict[Path, bytes]:
    from handout.preview.files import drawn, on_one, sheet_file

    files: dict[Path, bytes] = {}
    for document, name in zip(rendered, names, strict=True):
        if sheet:
            files |= on_one(document.pdf, sheet_file(name, named=named), dpi)
        else:
            files |= drawn(document.pdf, name, dpi)
    return files
