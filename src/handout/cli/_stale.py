"""Old files that must not pass for what was asked for: they are taken away when a run fails."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli._targets import targets
from handout.cli._wish import requests_for
from handout.source import HandoutError

if TYPE_CHECKING:
    from handout.decode import Workspace
    from handout.pipeline import Request


@contextlib.contextmanager
def no_old_paper(*, clobber: bool) -> Iterator[list[Path]]:
    """A list of files that are taken away if what follows doesn't come to its end, unless replacing was refused."""
    from handout.publish import withdraw

    stale: list[Path] = []
    try:
        yield stale
    except BaseException:
        for path in stale if clobber else []:
            withdraw(path)
        raise


@contextlib.contextmanager
def leaks(
    stale: list[Path], files: Sequence[Sequence[Path]], requests: Sequence[Request], workspace: Workspace
) -> Iterator[None]:
    """Where the scan finds another audience's text, what was printed before may have it too: old files go as well.

    The files are those of each request.
    """
    try:
        yield
    except HandoutError as error:
        if any(problem.code == "restricted-text" for problem in error.diagnostics):
            for paths, request in zip(files, requests, strict=True):
                stale.extend(paths if workspace.clinic.audience(request.audience).for_patients else ())
        raise


def expected(
    base: Path, workspace: Workspace, audience: str, name: str, options: dict[str, Any], ending: str = ".pdf"
) -> list[Path]:
    """The files that a refused record would have had, if its id is known."""
    from handout.patients import Patient

    if not name:
        return []
    try:
        patient = Patient(values={"id": name}, personal=True)
        requests = requests_for(workspace, audience, patient, None, options)
        return targets(base, workspace, requests, options["output"], ending)
    except (HandoutError, click.UsageError):
        return []
