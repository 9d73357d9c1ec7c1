"""`handout explain`: why each node is in a document or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handout.cli.arguments import audience_named, check_topics, one_patient
from handout.cli.diagnostics import as_json, document_date
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import DATE, LAYOUT, Audience

if TYPE_CHECKING:
    from handout.select import Decision

EPILOG = """\b
Examples:
  handout explain preparing-for-your-visit --audience patient
  handout explain preparing-for-your-visit --audience patient --set age_group=child
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("topic")
@click.option("--audience", required=True, type=Audience(every=False), metavar="AUDIENCE", help="Whose document.")
@LAYOUT
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A field of the patient's record, or a facet."
)
@DATE
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.pass_obj
def command(
    folder: Path,
    topic: str,
    audience: str,
    layout: str | None,
    settings: tuple[str, ...],
    date: str | None,
    json_: bool,
) -> None:
    """Say for each part of TOPIC whether it is in, by which rule, and where it is."""
    from handout.select import Reader, select
    from handout.styles.resolve import resolve
    from handout.workspace.load import load

    workspace = load(folder, [topic])
    found = next(iter(workspace.topics.values()))
    audience = audience_named(audience, workspace.clinic)
    check_topics(workspace, audience)
    chosen = resolve(layout or workspace.clinic.audience(audience).layout, workspace.layouts)
    patient = one_patient(None, settings, workspace.clinic, printed=False)
    trace: list[Decision] = []
    reader = Reader(
        audience=audience,
        facets=patient.facets(workspace.clinic, document_date(date)),
        omit=tuple(map(str, chosen.sections.omit)),
    )
    try:
        select(found, workspace.clinic, reader, trace)
    finally:
        # Where the document is refused, the parts up to there say why.
        _report(trace, json=json_)


def _report(decisions: Sequence[Decision], *, json: bool) -> None:
    """Why each part is in or out, a line for each."""
    if json:
        as_json(
            [
                {
                    "file": item.span.file, "line": item.span.line, "column": item.span.column, "node": item.name,
                    "depth": item.depth, "kept": item.kept, "reason": item.reason,
                }
                for item in decisions
            ]
        )  # fmt: skip
        return
    for item in decisions:
        mark = click.style("in ", fg="green") if item.kept else click.style("out", fg="red")
        name = "  " * item.depth + item.name
        click.echo(f"{mark}  {name:<40} {item.reason:<44} {item.span}")
