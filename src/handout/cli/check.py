"""`handout check`: every diagnostic of every file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from handout.cli.diagnostics import as_json, diagnostic_json, document_date, say, today
from handout.cli.given_once import SingleValueCommand
from handout.exit_codes import ExitCode

if TYPE_CHECKING:
    from handout.check.known_rules import KnownRules
    from handout.compose.render_context import RenderContext
    from handout.diagnostics import Diagnostic
    from handout.document import Document
    from handout.verify.privacy.preflight import Compose, Unfit
    from handout.workspace.load import Workspace

EPILOG = """\b
Examples:
  handout check                            every topic, layout and the clinic
  handout check milia-like-calcinosis      one topic
  handout check --json                     for programs
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.option("--strict", is_flag=True, help="Refuse a review that is past its date, too.")
@click.pass_obj
def command(folder: Path, topics: tuple[str, ...], json_: bool, strict: bool) -> int:
    """Check content, layouts and clinic, for every audience and every value of the facets.

    TOPIC is an id or a path; without any, everything is checked.
    """
    from handout.check.workspace import checked
    from handout.verify.privacy.preflight import preflight

    result = checked(folder, topics or None, document_date(None) or today())
    found = result.found
    if strict:
        found = [replace(d, severity="error") if d.code == "overdue" else d for d in found]
    if result.workspace is not None and not any(diagnostic.severity == "error" for diagnostic in found):
        found = [*found, *preflight(result.workspace, *_composing(result.workspace, result.rules))]
    errors = [diagnostic for diagnostic in found if diagnostic.severity == "error"]
    if json_:
        as_json([diagnostic_json(diagnostic) for diagnostic in found])
    else:
        say(found)
        if not result.whole:
            click.echo("there may be more problems once these are corrected", err=True)
        if not errors:
            nothing = any(diagnostic.code == "no-topics" for diagnostic in found)
            click.echo("no errors, but no topic was checked" if nothing else "no errors")
    return ExitCode.INPUT if errors else ExitCode.DONE


def _composing(workspace: Workspace, rules: KnownRules | None) -> tuple[Compose, Unfit]:
    """What composes a topic's document for an audience, in a language; and what says why one can't be laid out."""
    from handout.check.printings import Printing, printings
    from handout.check.room import without_room
    from handout.pipeline import Renderer, Request

    renderer = Renderer(workspace, rules=rules)
    ways = {str(audience): printings(workspace, audience) for audience in workspace.clinic.audiences}

    def compose(topic: str, audience: str, language: str | None, way: Printing) -> tuple[RenderContext, Document]:
        request = Request(
            topics=(topic,), audience=audience, language=language, layout=way.layout, paper=way.paper, scale=way.scale
        )
        composed = renderer.composed(request)
        return composed.context, composed.document

    def unfit(audience: str, composed: Callable[[Printing], Document | None]) -> list[Diagnostic]:
        return without_room(ways[audience], composed, renderer.fonts)

    return compose, unfit
