"""What a language is called, in itself and in others (CLDR)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("language_names.tsv")
"""The names of the languages for which the program has words: a row for each language that they are in.

The tests hold each name to Babel's.  To load Babel with its data for two names is a twentieth of the work of printing
a translation.
"""


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one, or in itself, with a capital; the tag itself where CLDR has no name."""
    return _names(language).get(tag) or by_cldr(tag, language)


@cache
def _names(language: str) -> dict[str, str]:
    """The names in a language, by tag; empty if the table has none in it."""
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    row = next((row for row in rows if row.startswith(f"{language}\t")), "")
    return dict(zip(head.split("\t")[1:], row.split("\t")[1:], strict=False))


def by_cldr(tag: str, language: str) -> str:
    """The same, by Babel."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        name = None
    # In title case, since Georgian uses capitals for whole words only, and few fonts have them.
    return f"{name[:1].title()}{name[1:]}" if name else tag
