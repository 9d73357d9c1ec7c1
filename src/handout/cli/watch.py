"""`handout preview --watch`: the page in the browser, until Ctrl-C."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import click

from handout.cli import started
from handout.cli.arguments import DocumentOptions, audience_named
from handout.cli.diagnostics import document_date, today


def watched(folder: Path, topic: str, options: DocumentOptions, *, dpi: int | None, port: int | None) -> None:
    """Serve the pages of a topic, and make them again whenever a file changes; never returns by itself."""
    from handout.preview.board import Board
    from handout.preview.making import DPI, PreviewOptions, made
    from handout.preview.server import serving
    from handout.preview.state import PreviewState
    from handout.preview.watching import Watcher, look

    shown = PreviewOptions(
        root=folder, topic=topic, audience=_audience(folder, topic, options.audience), layout=options.layout,
        paper=options.page, scale=options.scale, record=options.record, settings=options.settings,
        language=options.language, date=document_date(options.date), today=today(), dpi=dpi or DPI,
    )  # fmt: skip
    board, secret = Board(PreviewState(topic=topic)), secrets.token_bytes(32)
    watch = Watcher(board, lambda: look(folder, shown.record), lambda before: made(shown, before, secret))
    with serving(board, port or 0) as server:
        click.echo(server.site.address)
        click.echo("open this address in your browser; Ctrl-C ends the preview", err=True)
        started()
        while True:
            time.sleep(watch.turn())


def _audience(folder: Path, topic: str, name: str) -> str | None:
    """The audience that was named; None for all.  A problem that no change of a file can mend is refused at once."""
    from handout.diagnostics import InputError
    from handout.workspace.load import load_partly

    workspace, problems = load_partly(folder, [topic])
    hopeless = [problem for problem in problems if problem.code in ("no-workspace", "unknown-topic")]
    InputError.raise_for(hopeless)
    if name == "all":
        return None
    return audience_named(name, workspace.clinic) if workspace is not None else name
