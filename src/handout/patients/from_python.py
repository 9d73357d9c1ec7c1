"""One patient's record as values of Python, by the names of fields."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from msgspec.structs import replace

from handout.content.clinic import Clinic
from handout.diagnostics import InputError, Span
from handout.patients.record import Patient
from handout.patients.record_file import read_patient

GIVEN = Span("patient")
"""Where such values are, for messages."""


def patient_from(values: Mapping[str, object], clinic: Clinic) -> Patient:
    """The patient with these values: texts as in a record's file, numbers, dates; InputError names every problem.

    The rules are those of a record in a file: a name, and a birth date or an id, unless all values are facets
    or the language; every field is declared; every value is of its field's type.  No message holds a value.
    """
    settings = [f"{name}={_text(value)}" for name, value in values.items() if value is not None]
    try:
        return read_patient(None, settings, clinic)[0]
    except InputError as error:
        raise InputError(
            replace(problem, span=GIVEN, hint="" if problem.code == "setting" else problem.hint)
            for problem in error.diagnostics
        ) from None


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
