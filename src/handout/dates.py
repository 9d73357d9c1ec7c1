"""Dates and times in a document's language, by CLDR."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

LONGEST_NAME = 40
"""Characters; no language has a longer one."""


@cache
def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise ValueError(f"dates can't be written in the language '{language}'")


def written(value: datetime.date | datetime.datetime, language: str, style: str = "long", at: str = "") -> str:
    """A date as `5 March 2026`, a time of day behind it after the word `at`.

    ValueError for a language without CLDR data.
    """
    from babel.dates import format_date, format_time

    locale = _locale(language)
    date = format_date(value, style, locale=locale)
    if not isinstance(value, datetime.datetime):
        return str(date)
    # CLDR puts a narrow no-break space before am and pm, which few fonts have.
    time = format_time(value, "short", locale=locale).replace("\u202f", "\u00a0")
    return f"{date} {at} {time}" if at else f"{date} {time}"


def month_names(language: str) -> set[str]:
    """The months, as they stand in dates, in full and short."""
    months = _locale(language).months["format"]
    return {str(name) for width in ("wide", "abbreviated") for name in months[width].values()}


def language_named(name: str) -> str:
    """The tag of a language that is called so in English, or whose tag is written in another way; else nothing."""
    from babel import Locale, UnknownLocaleError

    if len(name) > LONGEST_NAME:
        return ""
    names = {str(said).casefold(): code for code, said in Locale("en").languages.items()}
    try:
        tag = names.get(name.casefold()) or str(Locale.parse(name.replace("_", "-"), sep="-"))
    except (UnknownLocaleError, ValueError):
        return ""
    return tag.replace("_", "-")
