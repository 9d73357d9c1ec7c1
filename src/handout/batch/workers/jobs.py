"""What a worker gets, and what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from handout.batch.output.destination import Outlet
from handout.batch.output.entries import Fault
from handout.batch.output.folder_writer import Existing
from handout.batch.requests import Task
from handout.batch.workers.limits import Limits
from handout.diagnostics import Diagnostic
from handout.exit_codes import ExitCode
from handout.workspace.assets import Packed
from handout.workspace.load import Workspace

if TYPE_CHECKING:
    from handout.variable_data.made import PaintedFor


class Job(Struct, frozen=True, kw_only=True):
    """The values that all chunks of a run share."""

    workspace: Workspace
    files: Packed | None = None
    """The workspace's, for workers that may be on other machines."""
    outlet: Outlet | None
    """None for a dry run."""
    fresh: bool = False
    """Nothing was there before this run."""
    limits: Limits
    pid: int
    """The process of the run, which must not be limited; 0 if it is on another machine."""


Others = Literal["", "forked", "sent"]
"""How workers come to the forms of the one that began alone: they are forked from it, or its forms are a part of its
results and are sent to them; empty where there is no such, or where it makes all that is left.
"""


class Chunk(Struct, frozen=True):
    """Some documents, and the job that they belong to."""

    key: str
    job: bytes
    tasks: tuple[Task, ...]
    before_others: Others = ""
    """The others begin with what the worker that makes it then has."""
    left: int = 0
    """Where it is made before the others are there: how many documents of the run have no outcome yet, with its own."""


class Outcome(Struct, frozen=True):
    """The result for a document: its line of the manifest, and its messages."""

    place: int
    record: int
    line: int
    entry: bytes
    failed: bool
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    found: Existing = "nothing"
    """What was there under its name."""
    edition: str | None = None
    """The hash of what it shares with others, as in its line."""
    missing: str = ""
    """For a failed document, the name that its file would have."""
    first: bool = False
    """Whether a form was made from it."""
    painted: PaintedFor = ""
    """Why it was laid out without a form, if it was."""
    hints: tuple[str, ...] = ()
    """What to do about each of the faults, for which its line of the manifest has no place."""


class Fatal(Struct, frozen=True):
    """Why the whole run can't go on."""

    message: str
    code: ExitCode


class Carried(Struct, frozen=True):
    """A document to write, or an older one to remove."""

    name: str
    content: bytes | None


class Done(Struct, frozen=True):
    """The result of a chunk: the outcomes of its tasks, up to the task at which the run had to end."""

    outcomes: tuple[Outcome, ...]
    fatal: Fatal | None = None
    carried: tuple[Carried, ...] = ()
    """The documents that the run itself must write."""
    left: int = 0
    """Tasks at its end that were not begun, for they would have kept the others waiting."""
    alone: bool = False
    """The one worker makes all that is left."""
    forms: bytes = b""
    """All that the worker keeps, where they are to be sent to others and some are new."""
