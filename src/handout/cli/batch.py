"""`handout batch`: a document for each patient of a file, as PDF."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from handout.cli import started
from handout.cli.arguments import audience_named, languages, warned
from handout.cli.batch_options import BatchOptions
from handout.cli.diagnostics import document_date, documents_made, today
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import LANGUAGE, LAYOUT, PAGE, STANDARD, STRICT, TEXT, WORKERS, Audience
from handout.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from handout.batch.finished import FinishedRun
    from handout.batch.options import Options
    from handout.batch.order import Order
    from handout.batch.workers.dask_executor import Cluster
    from handout.cli.batch_report import BatchReport
    from handout.patients.lists import Records
    from handout.workspace.load import Workspace

_FURTHER = ("verify", "scheduler", "combine", "dry_run", "limit", "only", "json_")
"""Options with which a run isn't over when all documents are there, or isn't about all of them."""
_ALIKE = frozenset((*_FURTHER, "topics", "output", "resume", "overwrite", "workers", "deadline"))
"""Options that change no document and no message of a run in which nothing is to be made."""
EPILOG = """\b
Examples:
  handout batch preparing-for-your-visit --audience patient --patients list.csv -o visits
  handout batch preparing-for-your-visit --audience patient --patients list.csv -o visits --resume
  handout batch preparing-for-your-visit --audience patient --patients list.csv --dry-run
  handout batch preparing-for-your-visit --audience patient --patients list.csv -o visits --combine print.pdf --duplex
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("topics", nargs=-1, metavar="TOPIC...")
@click.option(
    "--audience", "audiences", multiple=True, required=True, type=Audience(every=False), metavar="AUDIENCE",
    help="For whom; several only with --audience-column.",
)  # fmt: skip
@click.option(
    "--patients", required=True, metavar="FILE", help="CSV, JSON, JSON Lines or YAML; or a URL; - for standard input."
)
@click.option("--encoding", default="utf-8", metavar="NAME", help="The list's, as windows-1252; UTF-8 if left out.")
@click.option("-o", "--output", metavar="DIR", help="The folder of the documents, or s3://bucket/path.")
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped, or do what has changed.")
@click.option("--verify", is_flag=True, help="With --resume: make every document again, and compare it.")
@click.option("--overwrite", is_flag=True, help="Delete what an earlier run made, and begin again.")
@click.option("--one-file", is_flag=True, help="A patient's topics together, each beginning on a page of its own.")
@WORKERS
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, whose workers do the work.")
@LAYOUT
@LANGUAGE
@PAGE
@TEXT
@STANDARD
@click.option("--date", metavar="DATE", help="The documents' date: YYYY-MM-DD or today.")
@STRICT
@click.option("--topics-column", metavar="COLUMN", help="Says which of the topics a patient gets.")
@click.option("--audience-column", metavar="COLUMN", help="Says which of the audiences a document is for.")
@click.option("--layout-column", metavar="COLUMN", help="Names the layout.")
@click.option("--language-column", metavar="COLUMN", help="Names the language.")
@click.option(
    "--combine",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="All documents once more, as one PDF for the printer.",
)
@click.option("--duplex", is_flag=True, help="With --combine: each document begins on a right-hand page.")
@click.option(
    "--split-every", type=click.IntRange(1), metavar="N",
    help="With --combine: N patients a file, FILE-001.pdf and so on.",
)  # fmt: skip
@click.option(
    "--deadline", type=click.FloatRange(min=1, max=86_400), metavar="SECONDS",
    help="How long one document may take; 60 if left out.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Make and verify everything, and write nothing.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N records.")
@click.option("--only", metavar="ID", help="Only the record with this id.")
@click.option("--json", "json_", is_flag=True, help="For programs: an event a line.")
@click.pass_obj
def command(folder: Path, /, **given: Any) -> int:
    """Print TOPICS as PDF for each patient of a file, and a manifest of what was made.

    A record that fails stops no other. Without TOPICS, --topics-column may name any topic.
    """
    options = BatchOptions(**given)
    options.check()
    date = document_date(options.date)
    finished = _finished(folder, options, date)
    if finished is not None and options.resume and (there := finished.documents()) is not None:
        click.echo(documents_made(there, there, options.output))
        return 0
    from handout.batch.run import run
    from handout.batch.workers.workspace_files import referred
    from handout.cli.batch_report import listener_for
    from handout.workspace.load import load

    if finished is not None:
        finished.begin()
    listener = listener_for(json=options.json_)
    every = options.language_column is not None
    workspace = load(folder, options.topics or None, languages=None if every else languages(options.language))
    order = _order(workspace, options, date)
    warned(workspace, date, strict=options.strict, say=listener.say)
    with (
        _records(workspace, order, options) as records,
        _workers(options.scheduler, listener) as workers,
    ):

        def leave() -> None:
            # A message must be said each time.
            if finished is not None and listener.silent:
                finished.leave()

        if finished is not None:
            finished.uses(referred(workspace))
        started()
        summary = run(workspace, records, order, _options(options, workers, leave), listener)
        listener.ended(summary, options.output)
    return summary.exit_code


def _finished(folder: Path, options: BatchOptions, date: datetime.date | None) -> FinishedRun | None:
    """The run of the same command that may have finished; None for a command that does more than make documents."""
    from handout.batch.finished import Command, FinishedRun

    patients, output, asked = options.patients, options.output, asdict(options)
    if any(asked[name] for name in _FURTHER) or output is None or patients == "-" or "://" in output + patients:
        return None
    alike = sorted((name, str(value)) for name, value in asked.items() if name not in _ALIKE)
    named = [str(Path(topic).resolve()) if topic.endswith(".yaml") else topic for topic in options.topics]
    words = repr((named, str(date), str(today()), alike))
    return FinishedRun(Command(folder, Path(patients), Path(output), words, options.workers))


def _order(workspace: Workspace, options: BatchOptions, date: datetime.date | None) -> Order:
    from handout.batch.order import Order, RequestColumns
    from handout.source.scalars import folded_label

    def column(label: str | None) -> str | None:
        return folded_label(label) if label else None

    return Order(
        topics=tuple(workspace.topics),
        audiences=tuple(dict.fromkeys(audience_named(name, workspace.clinic) for name in options.audiences)),
        layout=options.layout, paper=options.page, scale=options.scale, language=options.language, date=date,
        columns=RequestColumns(
            topics=column(options.topics_column), audience=column(options.audience_column),
            layout=column(options.layout_column), language=column(options.language_column),
        ),
        one_file=options.one_file, standard=options.standard,
    )  # fmt: skip


def _workers(address: str | None, listener: BatchReport) -> AbstractContextManager[Cluster | None]:
    """The cluster that was asked for."""
    if address is None:
        return nullcontext()
    from handout.batch.workers.dask_client import unprotected
    from handout.batch.workers.dask_executor import Cluster

    if unprotected(address):
        message = "patients' data goes to the workers without encryption"
        listener.say([Diagnostic(Span(address), message, "use tls://", "unencrypted", "warning")])
    return Cluster(address)


def _options(options: BatchOptions, cluster: Cluster | None, finished: Callable[[], None]) -> Options:
    from handout.batch.options import Options
    from handout.batch.print_run.target import PrintRun
    from handout.batch.workers.limits import Limits

    target = options.combine
    print_run = PrintRun(target=target, duplex=options.duplex, split=options.split_every) if target else None
    return Options(
        folder=options.place,
        mode="resume" if options.resume else "overwrite" if options.overwrite else "new",
        verify=options.verify, limit=options.limit, only=options.only,
        workers=cluster.slots if cluster else options.workers or 0, make_executor=cluster,
        remote=cluster is not None, print_run=print_run,
        limits=Limits(seconds=options.deadline) if options.deadline else Limits(), finished=finished,
    )  # fmt: skip


def _records(workspace: Workspace, order: Order, options: BatchOptions) -> Records:
    from handout.files import object_store
    from handout.patients.lists import open_records

    given = options.patients
    source = sys.stdin.buffer if given == "-" else given if object_store.is_url(given) else Path(given)
    return open_records(source, workspace.clinic, columns=order.columns.names, encoding=options.encoding)
