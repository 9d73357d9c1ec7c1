"""The outcome of a document: its line of the manifest, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from handout.batch.output.entries import Entry, Fault, encoded
from handout.batch.output.folder_writer import Existing
from handout.batch.requests import Task
from handout.batch.workers.jobs import Outcome
from handout.diagnostics import Diagnostic, HandoutError

if TYPE_CHECKING:
    from handout.variable_data.made import Made


def finished(task: Task, made: Made, found: Existing) -> Outcome:
    """The outcome of a document that was made; `found` is what was there under its name."""
    entry = Entry(
        record=task.record, id=task.id, topics=task.kind.topics, audience=task.kind.audience,
        language=task.language, edition=made.form, file=task.file, sha256=made.sha256, pages=made.pages, way=made.way,
    )  # fmt: skip
    return Outcome(
        task.place, task.record, task.line, encoded(entry), False, (), made.warnings, found,
        edition=made.form, first=made.first, painted=made.why,
    )  # fmt: skip


def failed(task: Task, faults: Iterable[Fault]) -> Outcome:
    """The outcome of a document that could not be made."""
    entry = Entry(
        record=task.record, id=task.id, topics=task.kind.topics, audience=task.kind.audience,
        language=task.language, status="failed", error=tuple(faults),
    )  # fmt: skip
    return Outcome(task.place, task.record, task.line, encoded(entry), True, tuple(faults), missing=task.file)


def reported(error: HandoutError) -> list[Diagnostic]:
    """The problems for which a document is refused.  A value is used in many places; the first is reported."""
    first = {problem.message: problem for problem in reversed(error.diagnostics)}
    return [*reversed(first.values())]


def fault(problem: Diagnostic) -> Fault:
    """A problem as it is in the manifest."""
    place = f" ({problem.span})" if problem.span.file else ""
    return Fault(problem.code or "refused", f"{problem.message}{place}")


def bug(error: Exception) -> str:
    """What is said of a fault of the program: the type and the place of an error, without the values of variables."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"a bug of handout ({type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}); please report it"
