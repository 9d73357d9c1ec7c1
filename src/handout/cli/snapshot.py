"""`handout snapshot`: the words of every document of a workspace, kept as text, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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
def command(folder: Path, /, action: str, topics: tuple[str, ...], json_: bool, **options: Any) -> int:
    """Compare the words and tags of every document with those in the folder snapshots, or write these anew.

    Every document is that of each topic, audience, layout and paper, for anybody; and that of each made-up patient.
    """
    from handout.diagnostics import InputError
    from handout.regression.snapshot import RenderJob, Scope, documents, inspect
    from handout.workspace.load import load

    _only_for_check(action, options)
    date, masks = _date(options["date"]), _masks(options["masks"])
    workspace = load(folder, topics or None, languages=None)
    if workspace.left_out:
        # If a layout is left out, the workspace has other documents than those that the goldens are for.
        raise InputError(problem for found in workspace.left_out.values() for problem in found)
    papers = {"papers": tuple(dict.fromkeys(options["papers"]))} if options["papers"] else {}
    named = tuple(workspace.topics) if topics else ()
    scope = Scope(topics=named, date=date, patients=options["patients"], **papers)
    job = RenderJob(workspace=workspace, masks=masks, replacing=action == "update")
    wanted = documents(workspace, scope)
    with progress(len(wanted)) as done:
        found = inspect(job, scope, wanted, options["workers"] or 0, done)
    if action == "update":
        return _updated(workspace, found, json=json_)
    return _checked(workspace, found, json=json_, options=options)


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


def _checked(workspace: Workspace, found: Inspection, *, json: bool, options: dict[str, Any]) -> int:
    moved, pixels, evidence = options["moved"], options["pixels"], options["evidence"]
    failing: set[SnapshotState] = {"words", "tags", "older", "missing", "gone", "broken"}
    if moved:
        failing.add("moved")
    if pixels:
        failing.add("picture")
    says.checked(found, failing, json=json)
    if evidence is not None:
        _keep(workspace, found.entries, failing, evidence)
    if found.problems:
        say(found.problems)
        return ExitCode.INPUT
    different = any(entry.kind in failing for entry in found.entries)
    if different and not json:
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


def _only_for_check(action: str, options: dict[str, Any]) -> None:
    """A usage error for options that have no effect with this action."""
    names = {"masks": "--mask", "moved": "--moved", "pixels": "--pixels", "evidence": "--evidence"}
    for name, option in names.items():
        if action == "update" and options[name]:
            raise click.UsageError(f"{option} is for check; update writes what is printed")


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
