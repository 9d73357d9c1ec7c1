"""Dates and times in the format that their field declares; none is ever guessed.

A spreadsheet counts days: 1 is 1 January 1900, and 60 is a 29 February 1900 that never was (ECMA-376, 18.17.4.1).
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Final

from handout.content.date_formats import SERIALS

_EPOCHS: Final = {"serial": datetime.datetime(1899, 12, 30), "serial-1904": datetime.datetime(1904, 1, 1)}  # noqa: DTZ001 (local)
_NEVER: Final = 60
_LAST: Final = 2_900_000
"""Days; later than any date."""
_PARTS: Final = {"YYYY": "(?P<year>[0-9]{4})", "MM": "(?P<month>[0-9]{1,2})", "DD": "(?P<day>[0-9]{1,2})"}
_CLOCKS: Final = {
    "": "",
    "24h": "(?:[ T](?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?",
    "12h": "(?: (?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    " ?(?P<half>[AaPp])[.]?[Mm][.]?)?",
}


def declared(text: str, form: str, *, time: bool) -> datetime.date | datetime.datetime | None:
    """A text in a format; None when it hasn't that format, ValueError when there is no such day or time."""
    if form in SERIALS:
        return _counted(text, form, time=time)
    match = _pattern(form).fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    try:
        day = datetime.date(int(part["year"]), int(part["month"]), int(part["day"]))
    except ValueError:
        raise ValueError("there is no such day") from None
    if part.get("hour") is None:
        return day
    hour = int(part["hour"])
    if half := part.get("half"):
        hour = hour % 12 + (12 if half in "Pp" else 0)
    try:
        return datetime.datetime.combine(day, datetime.time(hour, int(part["minute"]), int(part["second"] or 0)))
    except ValueError:
        raise ValueError("there is no such time") from None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    day, _, clock = form.partition(" ")
    # Digits alone have no signs to tell a day of one digit from a month's.
    width = "{2}" if day.isalpha() else "{1,2}"
    shape = re.sub("YYYY|MM|DD", lambda match: _PARTS[match[0]].replace("{1,2}", width), re.escape(day))
    return re.compile(shape + _CLOCKS[clock])


def _counted(text: str, form: str, *, time: bool) -> datetime.date | datetime.datetime | None:
    match = re.fullmatch(r"([0-9]{1,7})(?:[.,]([0-9]{1,18}))?", text)
    if match is None:
        return None
    days, part = int(match[1]), float(f"0.{match[2] or 0}")
    if part and not time:
        raise ValueError("a number of days with a part of a day, which is a time")
    if days > _LAST or (form == "serial" and days in (0, _NEVER)):
        raise ValueError("there is no such day")
    days += form == "serial" and days < _NEVER
    try:
        moment = _EPOCHS[form] + datetime.timedelta(days=days, seconds=round(part * 86_400))
    except OverflowError:
        raise ValueError("there is no such day") from None
    return moment if part else moment.date()
