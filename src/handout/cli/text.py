"""`handout text`: the extracted text of a PDF, page by page, or its tags as a screen reader walks them."""

from __future__ import annotations

from pathlib import Path

import click

from handout.cli._say import as_json

EPILOG = """\b
Examples:
  handout text output/milia-like-calcinosis.patient.pdf
  handout text --tags output/milia-like-calcinosis.patient.pdf
"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--tags", is_flag=True, help="The structure: roles, texts, alternative texts, languages.")
@click.option("--json", "json_", is_flag=True, help="For programs: a list of pages.")
def command(file: Path, tags: bool, json_: bool) -> None:
    """Print the text of FILE, any PDF, page by page."""
    from handout import extract
    from handout.extract.tags import show
    from handout.extract.tags import tags as tags_of

    if tags:
        click.echo(show(tags_of(file)))
        return
    found = extract.pages(file)
    if json_:
        as_json([{"page": number, "text": text} for number, text in enumerate(found, 1)])
        return
    for number, text in enumerate(found, 1):
        click.echo(f"--- page {number} of {len(found)} ---")
        click.echo(text)
