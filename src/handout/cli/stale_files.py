"""Old files that must not pass for what was asked for: those of the same record are taken away when a run fails.

Nothing else is: whatever handout didn't make for that very record may be the only copy of something, and stays.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.arguments import requests_for
from handout.cli.diagnostics import say
from handout.cli.older_files import ExpectedDocument, belongs, older, wanted
from handout.cli.output_paths import is_file_name, targets
from handout.diagnostics import Diagnostic, HandoutError, OutputError, Span

if TYPE_CHECKING:
    from handout.patients import RecordRefused
    from handout.patients.values import FieldValue
    from handout.pipeline import Request
    from handout.workspace.load import Workspace

Stale = dict[Path, ExpectedDocument | None]
"""Files that may be there from before, with what was asked for under their names; None where that isn't known."""
_LEFT = "what was there before is still there, and is not of this run"


@contextlib.contextmanager
def no_old_paper(*, clobber: bool) -> Iterator[Stale]:
    """The files to look at if what follows doesn't come to its end, unless replacing was refused."""
    stale: Stale = {}
    try:
        yield stale
    except BaseException:
        if clobber:
            say(filter(None, (_cleared(path, wished) for path, wished in stale.items())))
        raise


def _cleared(path: Path, wished: ExpectedDocument | None) -> Diagnostic | None:
    """Takes an older document of the same record away; what is told of it, if something is there."""
    from handout.files.publish import withdraw

    if not os.path.lexists(path):
        return None
    if belongs(path, wished):
        withdraw(path)
    if not os.path.lexists(path):
        message, hint = "the older document of the same record was taken away, as this run failed", ""
    else:
        message, hint = _LEFT, "look whose it is before anybody gets it"
    return Diagnostic(Span(str(path)), message, hint, "older-file", "warning")


@contextlib.contextmanager
def leaks(
    stale: Stale, files: Sequence[Sequence[Path]], requests: Sequence[Request], workspace: Workspace, *, named: bool
) -> Iterator[None]:
    """Where the scan finds another audience's text, what was printed before may have it too: old files go as well.

    The files are those of each request.
    """
    try:
        yield
    except HandoutError as error:
        if any(problem.code == "restricted-text" for problem in error.diagnostics):
            for paths, request in zip(files, requests, strict=True):
                if workspace.clinic.audience(request.audience).for_patients:
                    wished = wanted(workspace, request, request.patient.values, named=named)
                    stale.update((path, wished) for path in paths if not stale.get(path))
        raise


def expected(
    base: Path, workspace: Workspace, audience: str, refused: RecordRefused, options: Mapping[str, Any],
    ending: str = ".pdf",
) -> Stale:  # fmt: skip
    """The files that a refused record would have had, as far as that is known."""
    from handout.patients import Patient

    named = is_file_name(options["output"], ending)
    if not named and not refused.id:
        return {}
    try:
        patient = Patient(values={"id": refused.id or "-"}, personal=True)
        requests = requests_for(workspace, audience, patient, None, dict(options))
        paths = targets(base, workspace, requests, options["output"], ending)
    except (HandoutError, click.UsageError):
        return {}
    return of(workspace, requests, paths, refused.values, named=named)


def of(
    workspace: Workspace, requests: Sequence[Request], paths: Sequence[Path], values: Mapping[str, FieldValue], *,
    named: bool,
) -> Stale:  # fmt: skip
    """The files of requests for one record."""
    return {
        path: wanted(workspace, request, values, named=named) for path, request in zip(paths, requests, strict=True)
    }


def of_one_person(stale: Stale) -> None:
    """HandoutError where a document of somebody else with the same id would be replaced; a warning where it may be."""
    found = [(path, problem) for path, wished in stale.items() if wished and (problem := _other(path, wished))]
    refused = [problem for _, problem in found if problem.severity == "error"]
    say(problem for _, problem in found if problem.severity != "error")
    if refused:
        stale.clear()  # what it is is told already
        raise OutputError(refused)


def _other(path: Path, wished: ExpectedDocument) -> Diagnostic | None:
    there = older(path) if not wished.named else None
    if there is None:
        return None
    name, born = there.names(wished.values), there.tells("birth_date", wished)
    where = Span(str(path))
    if not name and not born:
        message = "a document of somebody else with the same id is there"
        return Diagnostic(where, message, "find out whose id it is; -o FILE.pdf names another file", "same-id")
    if name and (born or "birth_date" not in wished.values):
        return None
    what = "another birth date" if name else "another name"
    message = f"the document that is replaced has the same id and {what}"
    return Diagnostic(where, message, "look whether it is the same person's", "same-id", "warning")
