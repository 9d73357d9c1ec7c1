"""`handout schema`: JSON Schema for editors."""

from __future__ import annotations

from pathlib import Path

import click

from handout.cli.diagnostics import as_json
from handout.cli.given_once import SingleValueCommand
from handout.cli.options import WordChoice

EPILOG = """\b
Example:
  handout schema content > content.schema.json
  and at the head of a topic: # yaml-language-server: $schema=../content.schema.json
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("kind", type=WordChoice(["content", "fragment", "translation", "layout", "clinic"]))
@click.pass_obj
def command(folder: Path, kind: str) -> None:
    """Print the JSON Schema of topics (content), fragments, translations, layouts or the clinic."""
    from handout.workspace.schema import schema

    as_json(schema(kind))
