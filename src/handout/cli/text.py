"""`handout text`: the extracted text of a PDF, page by page, or its tags in the order of a screen reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from handout.cli.diagnostics import as_json
from handout.cli.given_once import SingleValueCommand

if TYPE_CHECKING:
    from handout.extract import PageReading, PdfReading

EPILOG = """\b
Examples:
  handout text output/milia-like-calcinosis.patient.pdf
  handout text --no-bands output/milia-like-calcinosis.patient.pdf
  handout text --tags output/milia-like-calcinosis.patient.pdf
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--tags", is_flag=True, help="The structure: roles, texts, alternative texts, languages.")
@click.option("--no-bands", is_flag=True, help="Without headers and footers; a paragraph, an item or a cell a line.")
@click.option("--json", "json_", is_flag=True, help="For programs: every passage with its section, role and place.")
def command(file: Path, tags: bool, no_bands: bool, json_: bool) -> None:
    """Print the text of FILE, any PDF, page by page."""
    from handout import extract
    from handout.extract.tags import show
    from handout.extract.tags import tags as tags_of

    if tags:
        if json_ or no_bands:
            raise click.UsageError("--tags goes with no other option")
        click.echo(show(tags_of(file)))
    elif json_:
        as_json(_json(extract.reading(file, bands=not no_bands)))
    elif no_bands:
        found = extract.reading(file, bands=False)
        _print(["\n".join(_words(page)) for page in found.pages])
    else:
        _print(extract.pages(file))


def _print(pages: list[str]) -> None:
    for number, text in enumerate(pages, 1):
        click.echo(f"--- page {number} of {len(pages)} ---")
        click.echo(text)


def _words(page: PageReading) -> list[str]:
    """The words of each passage; a cell without words is an empty line, a picture is no line."""
    return [passage.text for passage in page.passages if not passage.alt]


def _json(found: PdfReading) -> dict[str, Any]:
    return {
        "rules": found.rules,
        "tagged": found.tagged,
        "pages": [
            {
                "page": page.number,
                "width": round(page.width, 1),
                "height": round(page.height, 1),
                "passages": [
                    {
                        "section": list(passage.section),
                        "role": passage.role,
                        "text": passage.text,
                        "box": [round(edge, 1) for edge in passage.box],
                        "continued": passage.continued,
                        "cell": passage.cell and msgspec.structs.asdict(passage.cell),
                        "alt": passage.alt,
                        "aside": passage.aside,
                    }
                    for passage in page.passages
                ],
            }
            for page in found.pages
        ],
    }
