"""`handout snapshot`: the words of every document of a workspace, kept as text, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from handout.cli import snapshot_report as says
from handout.cli.diagnostics import say
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import PAPER, WORKERS, WordChoice
from handout.cli.progress import progress
from handout.exit_codes import ExitCode
from handout.system import signals

if TYPE_CHECKING:
    import datetime

    from handout.compare.masks import Mask
    from handout.regression.snapshot import Inspection, SnapshotEntry, SnapshotState
    from handout.workspace.load import Workspace

EPILOG = """\b
Examples:
  handout snapshot update                      write the words of every document down, to be read and committed
  handout snapshot check                       has any word changed since? for every change, and for CI
  handout snapshot check --pixels              after an upgrade: does everything look the same, too?
  handout snapshot check milia-like-calcinosis --page A4
"""


class CheckOptions(Struct, frozen=True, kw_only=True):
    """What may differ, and how differences are reported; but for `json_`, an update has none of it."""

    masks: tuple[str, ...]
    moved: bool
    """Whether words that only moved to another page count."""
    pixels: bool
    """Whether pages that only look different count."""
    evidence: Path | None
    """The folder of the documents that differ."""
    json_: bool

    def must_be_none(self) -> None:
        """A usage error for the first that is given."""
        given = {"--mask": self.masks, "--moved": self.moved, "--pixels": self.pixels, "--evidence": self.evidence}
        for name, value in given.items():
            if value:
                raise click.UsageError(f"{name} is for check; update writes what is printed")


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("action", type=WordChoice(["check", "update"]))
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option(
    "--patients", type=click.Path(path_type=Path), metavar="FILE",
    help="Made-up patients; snapshots/patients.csv, if it is there.",
)  # fmt: skip
@click.option("--page", "papers", multiple=True, type=PAPER, help="Only on this paper.")
@click.option("--date", metavar="DATE", help="The documents' date, YYYY-MM-DD; none, if left out.")
@click.option(
    "--mask", "masks", multiple=True, metavar="MASK", help="With check: what may differ: date, mrn or NAME=REGEX."
)
@click.option("--moved", is_flag=True, help="With check: count words that only moved to another page, too.")
@click.option("--pixels", is_flag=True, help="With check: count pages that only look different, too.")
@click.option(
    "--evidence", type=click.Path(path_type=Path), metavar="DIR",
    help="With check: keep the new PDFs and pictures there.",
)  # fmt: skip
@WORKERS
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.pass_obj
def command(
    folder: Path, /, action: str, topics: tuple[str, ...], *, patients: Path | None, papers: tuple[str, ...],
    date: str | None, workers: int | None, **given: Any,
) -> int:  # fmt: skip
    """Compare the words and tags of every document with those in the folder snapshots, or write these anew.

    Every document is that of each topic, audience, layout and paper, for anybody; and that of each made-up patient.
    """
    from handout.diagnostics import InputError
    from handout.regression.snapshot import RenderJob, Scope, documents, inspect
    from handout.workspace.load import load

    options = CheckOptions(**given)
    if action == "update":
        options.must_be_none()
    day, masks = _date(date), _masks(options.masks)
    workspace = load(folder, topics or None, languages=None)
    if workspace.left_out:
        # If a layout is left out, the workspace has other documents than those that the goldens are for.
        raise InputError(problem for found in workspace.left_out.values() for problem in found)
    chosen = {"papers": tuple(dict.fromkeys(papers))} if papers else {}
    named = tuple(workspace.topics) if topics else ()
    scope = Scope(topics=named, date=day, patients=patients, **chosen)
    job = RenderJob(workspace=workspace, masks=masks, replacing=action == "update")
    wanted = documents(workspace, scope)
    with progress(len(wanted)) as done:
        found = inspect(job, scope, wanted, workers or 0, done)
    if action == "update":
        return _updated(workspace, found, json=options.json_)
    return _checked(workspace, found, options)


def _updated(workspace: Workspace, found: Inspection, *, json: bool) -> int:
    from handout.cli import Signalled
    from handout.regression.snapshot import update

    try:
        changed = update(workspace.root, found)
    except (KeyboardInterrupt, Signalled) as stop:
        says.stopped()
        return signals.exit_code(stop.args[0] if isinstance(stop, Signalled) else signals.INTERRUPT)
    says.updated(changed, found, json=json)
    return 0


def _checked(workspace: Workspace, found: Inspection, options: CheckOptions) -> int:
    failing: set[SnapshotState] = {"words", "tags", "older", "missing", "gone", "broken"}
    if options.moved:
        failing.add("moved")
    if options.pixels:
        failing.add("picture")
    says.checked(found, failing, json=options.json_)
    if options.evidence is not None:
        _keep(workspace, found.entries, failing, options.evidence)
    if found.problems:
        say(found.problems)
        return ExitCode.INPUT
    different = any(entry.kind in failing for entry in found.entries)
    if different and not options.json_:
        says.what_to_do()
    return ExitCode.DIFFERENCES if different else 0


def _keep(workspace: Workspace, entries: Sequence[SnapshotEntry], failing: set[SnapshotState], folder: Path) -> None:
    """Keeps the documents that differ, with pictures of the changed pages; removes what an earlier check kept."""
    from handout.regression.golden.failure_files import clear, keep
    from handout.regression.snapshot import pdfs

    for entry in entries:
        clear(folder / entry.name.replace("/", "."))
    kept = [entry for entry in entries if entry.kind in failing and entry.wanted is not None]
    for entry, pdf in zip(kept, pdfs(workspace, [e.wanted for e in kept if e.wanted is not None]), strict=True):
        pages = entry.verdict.pages if entry.verdict is not None and entry.kind != "picture" else entry.pages
        keep(folder / entry.name.replace("/", "."), pdf, entry.text, pages)


def _masks(texts: tuple[str, ...]) -> tuple[Mask, ...]:
    from handout.compare.masks import mask

    return tuple(map(mask, texts))


def _date(text: str | None) -> datetime.date | None:
    """A fixed date: neither the clock nor the environment may change a snapshot."""
    from handout.source.scalars import iso_date

    try:
        return None if text is None else iso_date(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}; snapshots need a fixed date", param_hint="'--date'") from None
