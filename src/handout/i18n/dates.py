"""Dates and times in a document's language, by CLDR."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from handout.i18n.long_dates import long_date
from handout.i18n.short_times import short_time
from handout.source.patterns import uncompiled
from handout.source.values import normalise

_YEAR = uncompiled("(?P<quoted>'[^']*')|y+")
_MONTHS = {
    "ht": (
        "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    ),
}  # fmt: skip
"""The months of languages for which CLDR has no names of months."""

_WITHOUT_AT = frozenset(("ja", "ko", "yue", "zh"))
"""Languages with nothing but a space between a date and a time of day (CLDR, `dateTimeFormat` of type `atTime`)."""


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
    date = (long_date(value, language) if style == "long" else None) or by_cldr(value, language, style)
    if not isinstance(value, datetime.datetime):
        return date
    time = short_time(value, language) or time_by_cldr(value, language)
    spoken = at and language.partition("-")[0] not in _WITHOUT_AT
    return f"{date} {at} {time}" if spoken else f"{date} {time}"


@cache
def longest(language: str, style: str, at: str = "", *, with_time: bool) -> str:
    """The date with the most characters in a style, with a time of day if asked; ValueError as for `written`."""
    days = [datetime.date(2027, month, day) for month in range(1, 13) for day in range(22, 29)]
    late = datetime.time(22, 30)
    timed = (datetime.datetime.combine(day, late) if with_time else day for day in days)
    return max((written(each, language, style, at) for each in timed), key=len)


def time_by_cldr(value: datetime.datetime, language: str) -> str:
    """A time of day, written by Babel."""
    from babel.dates import format_time

    # CLDR puts a narrow no-break space before am and pm, which few fonts have.
    return normalise(format_time(value, "short", locale=_locale(language)))


def by_cldr(value: datetime.date, language: str, style: str) -> str:
    """A date without a time of day, written by Babel."""
    from babel.dates import format_date

    return normalise(format_date(value, _pattern(language, style, value.month), locale=_locale(language)))


@cache
def _pattern(language: str, style: str, month: int) -> str:
    """CLDR's pattern, with four digits of the year where it has two: 2/1/25 may be in 1925 or 2025.

    Where CLDR's only names of months are M01 to M12, the month is a figure, or one of the names above.
    """
    own = _own_months(language)
    if style != "short" and own:
        return f"d '{own[month - 1]}' yyyy"
    named = "short" if _nameless(language) else style
    given = str(_locale(language).date_formats[named].pattern)
    return _YEAR.sub(lambda match: match["quoted"] or "yyyy", given)


def _own_months(language: str) -> tuple[str, ...]:
    return _MONTHS.get(language.partition("-")[0], ())


def _nameless(language: str) -> bool:
    return str(_locale(language).months["format"]["wide"][1]) == "M01"


def month_names(language: str) -> set[str]:
    """The months, as dates have them, in full and short; none where a date has figures only."""
    if _nameless(language):
        return set(_own_months(language))
    months = _locale(language).months["format"]
    return {str(name) for width in ("wide", "abbreviated") for name in months[width].values()}


def weekday_names(language: str) -> set[str]:
    """The days of the week in full, as dates have them."""
    return {str(name) for name in _locale(language).days["format"]["wide"].values()}
