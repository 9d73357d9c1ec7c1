"""Old files that could be mistaken for the requested ones: those of the same record are removed when a run fails.

Nothing else is: whatever handout didn't make for that very record may be the only copy of something, and stays.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from handout.diagnostics import Diagnostic, HandoutError, Span
from handout.files.publish import withdraw
from handout.patients.values import FieldValue
from handout.pipeline import Request
from handout.requests.older_files import ExpectedDocument, Older, asked, belongs, wanted
from handout.workspace.load import Workspace

Stale = dict[Path, ExpectedDocument | None]
"""Files that may be there from before, with what was asked for under their names; None where that isn't known."""
_LEFT = "the older file is still there, and is not of this run"


def of(
    workspace: Workspace, requests: Sequence[Request], paths: Sequence[Path], values: Mapping[str, FieldValue], *,
    named: bool,
) -> Stale:  # fmt: skip
    """The files of requests for one record; they are `named` where somebody gave their names."""
    return {
        path: wanted(workspace, request, values, named=named) for path, request in zip(paths, requests, strict=True)
    }


def cleared(stale: Stale) -> list[Diagnostic]:
    """Takes the older documents of the same record away; a warning for each file that was there."""
    return [problem for path, expected in stale.items() if (problem := _cleared(path, expected))]


def _cleared(path: Path, expected: ExpectedDocument | None) -> Diagnostic | None:
    if not os.path.lexists(path):
        return None
    if belongs(path, expected):
        withdraw(path)
    if not os.path.lexists(path):
        message, hint = "the older document of the same record was removed, because this run failed", ""
    else:
        message, hint = _LEFT, "check whose document it is before you give it to anybody"
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
                    expected = wanted(workspace, request, request.patient.values, named=named)
                    stale.update((path, expected) for path in paths if not stale.get(path))
        raise


def of_somebody_else(stale: Stale) -> list[Diagnostic]:
    """An error for a document of somebody else with the same id that would be replaced; a warning where it may be."""
    return [problem for path, expected in stale.items() if expected and (problem := _other(path, expected))]


def _other(path: Path, expected: ExpectedDocument) -> Diagnostic | None:
    if expected.named:
        return None
    return asked(path, lambda there: _whose(Span(str(path)), there, expected))


def _whose(where: Span, there: Older, expected: ExpectedDocument) -> Diagnostic | None:
    name, born = there.names(expected.values), there.tells("birth_date", expected)
    if not name and not born:
        message = "a document of somebody else with the same id is there"
        return Diagnostic(where, message, "find out whose id it is, or name the file yourself", "same-id")
    if name and (born or "birth_date" not in expected.values):
        return None
    # A layout may show the id instead of the birth date.
    what = "another birth date, or none" if name else "another name"
    message = f"the document that is replaced has the same id and {what}"
    hint = "check whether it was the same person's; if not, print that person's again"
    return Diagnostic(where, message, hint, "same-id", "warning")
