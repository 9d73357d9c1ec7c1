"""Options that several commands have, with the same names and help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.arguments import audiences_in, language_tag

if TYPE_CHECKING:
    _Choice = click.Choice[str]
    _Text = click.ParamType[str]
else:
    # Older versions know no generic types.
    _Choice, _Text = click.Choice, click.ParamType


class WordChoice(_Choice):
    """One of some words, in capitals or not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        written = {word.lower(): word for word in self.choices}
        return super().convert(written.get(str(value).lower(), value), param, ctx)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"Name one of {', '.join(self.choices)}."


class Audience(_Text):
    """The name of an audience; where none is named, the workspace's are listed."""

    name = "audience"

    def __init__(self, *, every: bool) -> None:
        self._every = every
        """Whether it can be `all`."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str | None:
        known = audiences_in(ctx.obj) if ctx is not None else ()
        return f"Name one of {', '.join(known)}{', or all' if self._every else ''}." if known else None


PAPER = WordChoice(["A4", "Letter"])
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
PAGE = click.option("--page", type=PAPER, help="The paper.")
TEXT = click.option(
    "--text", "scale", type=WordChoice(["standard", "clear", "large", "giant"]), help="The size of the text."
)
STANDARD = click.option(
    "--standard", type=WordChoice(["ua1", "ua2"]), default="ua1",
    help="ua1: PDF/UA-1 and PDF/A-2a. ua2: PDF/UA-2 and PDF/A-4, which few programs know yet.  [default: ua1]",
)  # fmt: skip
DATE = click.option("--date", metavar="DATE", help="The document's date: YYYY-MM-DD or today.")
STRICT = click.option("--strict", is_flag=True, help="Refuse a text whose review is past its date.")
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; one a core, if left out."
)
