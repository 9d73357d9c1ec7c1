"""`handout batch`: a document for each patient of a file, as PDF."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli import started
from handout.cli.arguments import audience_named, languages, warned
from handout.cli.diagnostics import document_date, documents_made, say, today
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import LANGUAGE, LAYOUT, PAGE, STANDARD, STRICT, TEXT, WORKERS, Audience
from handout.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from handout.batch.finished import FinishedRun
    from handout.batch.options import Options
    from handout.batch.order import Order
    from handout.batch.output.s3 import Store
    from handout.batch.workers.dask_executor import Cluster
    from handout.patients.lists import Records
    from handout.workspace.load import Workspace

_FURTHER = ("verify", "scheduler", "combine", "dry_run", "limit", "only", "json_")
"""Options with which a run isn't over when all documents are there, or isn't about all of them."""
_ALIKE = frozenset((*_FURTHER, "output", "resume", "overwrite", "workers", "deadline"))
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
def command(folder: Path, /, topics: tuple[str, ...], patients: str, **options: Any) -> int:
    """Print TOPICS as PDF for each patient of a file, and a manifest of what was made.

    A record that fails stops no other. Without TOPICS, --topics-column may name any topic.
    """
    _together(topics, options)
    date = document_date(options["date"])
    finished = _finished(folder, topics, patients, date, options)
    if finished is not None and options["resume"] and (there := finished.documents()) is not None:
        click.echo(documents_made(there, there, options["output"]))
        return 0
    from handout.batch.run import run
    from handout.batch.workers.workspace_files import referred
    from handout.cli.batch_report import listener_for
    from handout.workspace.load import load

    if finished is not None:
        finished.begin()
    listener = listener_for(json=options["json_"])
    every = options["language_column"] is not None
    workspace = load(folder, topics or None, languages=None if every else languages(options["language"]))
    order = _order(workspace, date, options)
    warned(workspace, date, strict=options["strict"], say=listener.say)
    with (
        _records(patients, workspace, order, options) as records,
        _workers(options["scheduler"]) as workers,
    ):

        def leave() -> None:
            # A message must be said each time.
            if finished is not None and listener.silent:
                finished.leave()

        if finished is not None:
            finished.uses(referred(workspace))
        started()
        summary = run(workspace, records, order, _options(options, workers, leave), listener)
        listener.ended(summary, options["output"])
    return summary.exit_code


def _together(topics: tuple[str, ...], options: dict[str, Any]) -> None:
    """A usage error for options that don't go together."""
    if not topics and not options["topics_column"]:
        raise click.UsageError("name a topic, or give --topics-column, the column that names each patient's topics")
    if "all" in options["audiences"]:
        raise click.UsageError("a batch takes no 'all': name the audience, so that nobody gets another's document")
    if len(options["audiences"]) > 1 and not options["audience_column"]:
        raise click.UsageError("several audiences need --audience-column, which says for whom each document is")
    if options["resume"] and options["overwrite"]:
        raise click.UsageError("--resume continues a run, --overwrite begins again: use one of them")
    if options["verify"] and not options["resume"]:
        raise click.UsageError("--verify is only for --resume")
    if options["output"] is None and not options["dry_run"]:
        raise click.UsageError("give -o DIR, where the documents go, or --dry-run")
    if options["output"] is not None and options["dry_run"]:
        raise click.UsageError("--dry-run writes nothing: leave -o out")
    if options["workers"] and options["scheduler"]:
        raise click.UsageError("--workers are processes of this machine, --scheduler has its own: use one of them")
    if options["limit"] and options["only"]:
        raise click.UsageError("--limit and --only don't go together")
    if options["combine"] is None and (options["duplex"] or options["split_every"]):
        raise click.UsageError("--duplex and --split-every are only for --combine FILE")
    if options["combine"] is not None and (options["dry_run"] or options["only"]):
        raise click.UsageError("--combine is for a run that makes everybody's documents")
    if options["combine"] is not None and options["standard"] != "ua1":
        raise click.UsageError("--combine makes a file for the printer, which is PDF/UA-1: leave --standard out")
    if options["combine"] is not None and options["combine"].suffix.lower() != ".pdf":
        # The run begins by removing an older file of that name, which must not be the list of patients.
        raise click.UsageError(f"--combine {options['combine']}: the name of a print run ends in .pdf")
    if options["combine"] is not None and not isinstance(_output(options["output"]), Path):
        raise click.UsageError("--combine reads the documents again: make them in a folder, and copy them afterwards")


def _finished(
    folder: Path, topics: tuple[str, ...], patients: str, date: datetime.date | None, options: dict[str, Any]
) -> FinishedRun | None:
    """The run of the same command that may have finished; None for a command that does more than make documents."""
    from handout.batch.finished import Command, FinishedRun

    output = options["output"]
    if any(options[name] for name in _FURTHER) or output is None or patients == "-" or "://" in output + patients:
        return None
    asked = sorted((name, str(value)) for name, value in options.items() if name not in _ALIKE)
    named = [str(Path(topic).resolve()) if topic.endswith(".yaml") else topic for topic in topics]
    words = repr((named, patients, str(date), str(today()), asked))
    return FinishedRun(Command(folder, Path(patients), Path(output), words))


def _order(workspace: Workspace, date: Any, options: dict[str, Any]) -> Order:
    from handout.batch.order import Order, RequestColumns
    from handout.source.scalars import folded_label

    columns = {
        key: folded_label(options[f"{key}_column"]) if options[f"{key}_column"] else None
        for key in ("topics", "audience", "layout", "language")
    }
    return Order(
        topics=tuple(workspace.topics),
        audiences=tuple(dict.fromkeys(audience_named(name, workspace.clinic) for name in options["audiences"])),
        layout=options["layout"], paper=options["page"], scale=options["scale"], language=options["language"],
        date=date, columns=RequestColumns(**columns), one_file=options["one_file"], standard=options["standard"],
    )  # fmt: skip


def _workers(address: str | None) -> AbstractContextManager[Cluster | None]:
    """The cluster that was asked for."""
    if address is None:
        return nullcontext()
    from handout.batch.workers.dask_executor import Cluster, unprotected

    if unprotected(address):
        message = "patients' data goes to the workers without encryption"
        say([Diagnostic(Span(address), message, "use tls://", "unencrypted", "warning")])
    return Cluster(address)


def _options(options: dict[str, Any], cluster: Cluster | None, finished: Callable[[], None]) -> Options:
    from handout.batch.options import Options
    from handout.batch.print_run.target import PrintRun
    from handout.batch.workers.limits import Limits

    target = options["combine"]
    print_run = PrintRun(target=target, duplex=options["duplex"], split=options["split_every"]) if target else None
    return Options(
        folder=_output(options["output"]),
        mode="resume" if options["resume"] else "overwrite" if options["overwrite"] else "new",
        verify=options["verify"], limit=options["limit"], only=options["only"],
        workers=cluster.slots if cluster else options["workers"] or 0, make_executor=cluster,
        remote=cluster is not None, print_run=print_run,
        limits=Limits(seconds=options["deadline"]) if options["deadline"] else Limits(), finished=finished,
    )  # fmt: skip


def _output(output: str | None) -> Path | Store | None:
    """Where documents go; a `file://` URL is a folder."""
    from handout.batch.output.s3 import store
    from handout.files import object_store

    if output is None or not object_store.is_url(output):
        return None if output is None else Path(output)
    return object_store.local(output) or store(output)


def _records(patients: str, workspace: Workspace, order: Order, options: dict[str, Any]) -> Records:
    from handout.files import object_store
    from handout.patients.lists import open_records

    source = sys.stdin.buffer if patients == "-" else patients if object_store.is_url(patients) else Path(patients)
    return open_records(source, workspace.clinic, columns=order.columns.names, encoding=options["encoding"])
