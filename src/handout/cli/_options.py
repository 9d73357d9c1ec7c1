"""Options that several commands have: the same words for the same thing."""

from __future__ import annotations

from pathlib import Path

import click

from handout.cli._wish import language_tag

LAYOUT = click.option("--layout", metavar="LAYOUT", help="The layout, if not the audience's own.")
PATIENT = click.option(
    "--patient",
    "record",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="One patient's record, YAML or JSON.",
)
SETTINGS = click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A field of the record; wins over the file."
)
LANGUAGE = click.option(
    "--language", metavar="TAG", callback=language_tag, help="The language, if not the topic's own."
)
PAGE = click.option("--page", type=click.Choice(["A4", "Letter"]), help="The paper.")
TEXT = click.option(
    "--text", "scale", type=click.Choice(["standard", "clear", "large", "giant"]), help="The size of the text."
)
DATE = click.option("--date", metavar="DATE", help="The document's date: YYYY-MM-DD or today.")
STRICT = click.option("--strict", is_flag=True, help="Refuse a text whose review is past its date.")
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; one a core, if left out."
)
