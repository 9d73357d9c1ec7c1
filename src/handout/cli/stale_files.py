"""Old files that must not be taken for the documents that were asked for, as the command line handles them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from handout.cli.arguments import requests_for
from handout.cli.diagnostics import say
from handout.cli.output_paths import is_file_name, targets
from handout.diagnostics import HandoutError, OutputError

if TYPE_CHECKING:
    from handout.cli.arguments import DocumentOptions
    from handout.patients import RecordRefused
    from handout.requests.stale_files import Stale
    from handout.workspace.load import Workspace


@contextlib.contextmanager
def no_old_paper(*, clobber: bool) -> Iterator[Stale]:
    """The files to remove if the block fails, unless it was refused to replace them."""
    stale: Stale = {}
    try:
        yield stale
    except BaseException:
        if clobber and stale:
            from handout.requests.stale_files import cleared

            say(cleared(stale))
        raise


def expected(
    base: Path, workspace: Workspace, refused: RecordRefused, options: DocumentOptions, ending: str = ".pdf"
) -> Stale:
    """The files that the documents of a refused record would have, as far as they are known."""
    from handout.patients import Patient
    from handout.requests.stale_files import of

    named = is_file_name(options.output, ending)
    if not named and not refused.id:
        return {}
    try:
        patient = Patient(values={"id": refused.id or "-"}, personal=True)
        requests = requests_for(workspace, patient, None, options)
        paths = targets(base, workspace, requests, options.output, ending)
    except (HandoutError, click.UsageError):
        return {}
    return of(workspace, requests, paths, refused.values, named=named)


def of_one_person(stale: Stale) -> None:
    """HandoutError if the document of another person with the same id would be replaced; a warning if it could be."""
    from handout.requests.stale_files import of_somebody_else

    found = of_somebody_else(stale)
    say(problem for problem in found if problem.severity != "error")
    hint = "find out whose id it is; -o FILE.pdf names another file"
    if refused := [replace(problem, hint=hint) for problem in found if problem.severity == "error"]:
        stale.clear()  # the error says enough about these files
        raise OutputError(refused)
