"""Documents of other people with the same id, which no run into this folder made: they are never replaced."""

from __future__ import annotations

from pathlib import Path

from handout.batch.output.earlier import EarlierLines
from handout.batch.requests import Task
from handout.diagnostics import Diagnostic
from handout.requests.older_files import wanted
from handout.requests.stale_files import of_somebody_else
from handout.workspace.load import Workspace


class OtherPeople:
    """Looks whose the documents in a folder are that its manifest doesn't name, as `render` may have made them."""

    def __init__(self, folder: Path, lines: EarlierLines, workspace: Workspace) -> None:
        self._folder, self._lines, self._workspace = folder, lines, workspace

    def problem(self, task: Task) -> Diagnostic | None:
        """An error where a document would replace that of somebody else, a warning where it may do so."""
        path = self._folder / task.file
        if not path.is_file() or self._lines.entry(task.file) is not None:
            return None
        request = task.request
        expected = wanted(self._workspace, request, request.patient.values, named=False)
        return next(iter(of_somebody_else({path: expected})), None)
