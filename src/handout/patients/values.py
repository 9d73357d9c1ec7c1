"""A record's values by their fields' types.

No message ever holds a value.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from handout.content.record_fields import FieldSpec
from handout.diagnostics import counted
from handout.patients.declared_dates import declared
from handout.source.patterns import uncompiled
from handout.source.scalars import iso_date
from handout.source.values import SOFT_HYPHEN, normalise, printable, unprintable

FieldValue = str | datetime.date | datetime.datetime
LONGEST_VALUE: Final = 100_000
"""Characters; a longer one is refused before it is looked at."""
UNDECLARED: Final = "value-format"
"""The code of a value whose format isn't declared: it is the whole column's, as a rule."""
DECLARE: Final = (
    "the way a field's dates are written is declared in clinic.yaml, as format: DD/MM/YYYY, with a time DD/MM/YYYY 24h"
)
COUNTED: Final = "value-count"
"""The same of a value that is probably a spreadsheet's count of days."""
DECLARE_COUNT: Final = (
    "a spreadsheet counts days: save the column as dates, or declare it in clinic.yaml, as format: serial"
)
ZONED: Final = "value-zone"
"""The same of a time with a time zone."""
NO_ZONE: Final = "leave the time zone out: write the day and time that the clinic's clocks show"
MIDNIGHT: Final = "value-midnight"
"""The same of a midnight to the second, which a program may have put behind a day without a time."""
NO_MIDNIGHT: Final = "write the day alone; or, if midnight is meant, the time without seconds"
NO_DATE: Final = "value-no-date"
"""The same of what was typed where there is no date: `n/a`, `unknown`, `00/00/0000`."""
LEAVE_EMPTY: Final = "write the day in figures, or leave it empty where there is none"
HINTS: Final = {
    UNDECLARED: DECLARE,
    COUNTED: DECLARE_COUNT,
    ZONED: NO_ZONE,
    MIDNIGHT: NO_MIDNIGHT,
    NO_DATE: LEAVE_EMPTY,
}
_TYPE_ANEW: Final = "type the value anew: the character was copied with it, and can't be seen"
_COUNT: Final = uncompiled(r"[1-9][0-9]{4}(?:[.,][0-9]{1,18})?")
"""Days from 1900 on: from May 1927 to October 2173."""
_ISO_DAY: Final = uncompiled("[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_AT_MIDNIGHT: Final = uncompiled(r"([0-9]{4}-[0-9][0-9]-[0-9][0-9])[T ]00:00(?::00(?:\.0{1,9})?)?")
"""A day as databases export it from a column that could hold a time, too."""
_TO_THE_SECOND: Final = uncompiled(r".*[T ][0-9]{1,2}:[0-9]{2}:[0-9].*")
_IN_A_ZONE: Final = uncompiled(
    r"[0-9]{4}-[0-9][0-9]-[0-9][0-9][T ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9](?:\.[0-9]{1,9})?)?"
    r" ?(?:Z|[+-][0-9][0-9](?::?[0-9][0-9])?)"
)
"""A moment as other programs export it; whether it is the day and time of the patient's clocks, nobody knows."""
FIRST_YEAR: Final = 1800
"""Of a date: an earlier one is a slip, as 0080, and would choose the texts for the oldest."""
LAST_YEAR: Final = 2199
"""Of a date: a later one is a slip, as 2925, and would print as it is."""
NO_DAY: Final = frozenset({(1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (9999, 12, 31)})
"""An empty cell as a date in spreadsheets (the day 0), in Access, in SQL Server, and an end that is open."""
ONE_LINE: Final = frozenset({"id", "name", "sex", "language", "mrn"})
"""Fields that say who somebody is, in which the end of a line is a space: `Smith` under `Anna` is one name."""


class ValueRefused(ValueError):
    """A value that isn't of its field's type, reported without the value."""

    def __init__(self, message: str, code: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def typed(text: str, spec: FieldSpec, *, lines: bool = False) -> FieldValue:
    """A value as its field's type; ValueRefused when it isn't of it.  Of a text the ends of lines are kept if asked."""
    from handout.patients.cell_errors import cell_error  # most documents have no value

    if len(text) > LONGEST_VALUE:
        raise ValueRefused(f"it is longer than {LONGEST_VALUE:,} characters", "value-too-long")
    error, hint = cell_error(text)
    if error:
        raise ValueRefused(error, "cell-error", hint)
    if not (text.isascii() and text.isprintable()):
        problem = None if printable(text) else unprintable(text) or ("soft hyphen U+00AD" * (SOFT_HYPHEN in text))
        if problem:
            article = "an" if problem.startswith("i") else "a"
            hint = "write the hyphen that is meant" if problem.startswith("soft") else _TYPE_ANEW
            raise ValueRefused(f"it holds {article} {problem}", "control-character", hint)
        text = normalise(text)
    text = _folded(text, lines=lines) if spec.type == "text" else " ".join(text.split())
    if len(text) > spec.max:
        raise ValueRefused(f"it is longer than {counted(spec.max, 'character')}", "value-too-long")
    try:
        value = _TYPES[spec.type](text, spec)
    except ValueRefused:
        raise
    except ValueError as error:
        if spec.type in ("date", "datetime") and _names_no_day(text):
            raise ValueRefused(str(error), NO_DATE, LEAVE_EMPTY) from None
        raise ValueRefused(str(error), "field-value") from None
    if isinstance(value, str):
        return value
    if value.year < FIRST_YEAR:
        raise ValueRefused(f"it is before the year {FIRST_YEAR}", "field-value", "write all four digits of the year")
    if (value.year, value.month, value.day) in NO_DAY:
        message = "this is the day that spreadsheets or databases write where there is none"
        raise ValueRefused(message, "cell-error", "leave the cell empty")
    if value.year > LAST_YEAR:
        raise ValueRefused(f"it is after the year {LAST_YEAR}", "field-value", "correct the year")
    midnight = isinstance(value, datetime.datetime) and value.time() == datetime.time()
    if midnight and _TO_THE_SECOND.fullmatch(text):
        message = "it is midnight to the second, as databases and spreadsheets write a day that has no time"
        raise ValueRefused(message, MIDNIGHT, NO_MIDNIGHT)
    return value


def _folded(text: str, *, lines: bool) -> str:
    """White space as one space; no-break spaces and the ends of lines as they are, empty lines left out."""
    if text.isascii() and "\n" not in text:
        return " ".join(text.split())
    if "\n" not in text and "  " not in text:
        return text.strip(" \xa0")
    rows = (re.sub(" +", " ", line).strip(" \xa0") for line in text.split("\n"))
    return ("\n" if lines else " ").join(filter(None, rows))


def _declared(text: str, spec: FieldSpec, usual: str) -> FieldValue:
    """A date that isn't year, month, day: in its field's declared format, or refused."""
    if spec.format and (found := declared(text, spec.format, time=spec.type == "datetime")) is not None:
        return found
    also = f", or as {spec.format}" if spec.format else ""
    if _names_no_day(text):
        raise ValueRefused(f"{usual}{also}", NO_DATE, LEAVE_EMPTY)
    if _COUNT.fullmatch(text):
        raise ValueRefused(f"{usual}{also}, and this is a number", COUNTED, DECLARE_COUNT)
    if _IN_A_ZONE.fullmatch(text):
        raise ValueRefused(f"{usual}{also}, and this is in a time zone", ZONED, NO_ZONE)
    raise ValueRefused(f"{usual}{also}", UNDECLARED, DECLARE)


def _names_no_day(text: str) -> bool:
    """Whether no figure but zero is in a text, in any script."""
    return not any(character.isnumeric() and unicodedata.numeric(character) for character in text)


def _date(text: str, spec: FieldSpec) -> FieldValue:
    if _ISO_DAY.fullmatch(text):
        return iso_date(text)
    if at_midnight := _AT_MIDNIGHT.fullmatch(text):
        return iso_date(at_midnight[1])
    return _declared(text, spec, "a date is written as 2026-11-01")


def _date_time(text: str, spec: FieldSpec) -> FieldValue:
    if _ISO_DAY.fullmatch(text):
        return iso_date(text)
    if not re.fullmatch(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9][T ][0-9][0-9]:[0-9][0-9](:[0-9][0-9](\.0{1,9})?)?", text):
        return _declared(text, spec, "a date with a time is written as 2026-03-05T09:30")
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such time") from None


def _matching(pattern: str, wanted: str) -> Callable[[str, FieldSpec], FieldValue]:
    def check(text: str, spec: FieldSpec) -> FieldValue:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"expected {wanted}")
        return text

    return check


def _choice(text: str, spec: FieldSpec) -> FieldValue:
    if text not in spec.choices:
        raise ValueError(f"expected one of {', '.join(spec.choices)}")
    return text


_TYPES: Mapping[str, Callable[[str, FieldSpec], FieldValue]] = {
    "text": lambda text, spec: text,
    "date": _date,
    "datetime": _date_time,
    "integer": _matching(r"[+-]?[0-9]{1,18}", "a whole number"),
    "decimal": _matching(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?", "a number"),
    "choice": _choice,
}
