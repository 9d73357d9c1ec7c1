"""A patient's record: a row of a list, with its values checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from handout.content.record_fields import FieldSpec
from handout.diagnostics import Diagnostic, Span
from handout.files.names import file_name
from handout.patients import Patient, patient_of, unidentified, values_of
from handout.patients.lists.columns import ColumnNames
from handout.patients.lists.row import Flaw, RawRecord
from handout.patients.values import ValueRefused, typed
from handout.source.values import normalise

_PASSED = FieldSpec(type="text", max=1_000, required=False)
"""What a column may hold that is no field of a patient."""
_QUOTES = "'‘’“”„«»`"
"""A spreadsheet's mark of a text, `'00123`, and quotes that are none in CSV."""
_MOST_PASSED = 256
"""What so many of such cells say is kept: the names of topics, layouts and languages come again and again."""


class Record(Struct, frozen=True):
    """One patient's record, or what is wrong with it."""

    number: int
    """From 1; lines with nothing on them and the header don't count."""
    line: int
    """Where it begins in the file, from 1."""
    id: str | None
    """Fit for a file's name; None where there is no such id."""
    patient: Patient | None
    """None when there are problems."""
    problems: tuple[Diagnostic, ...]
    columns: Mapping[str, str]
    """The texts of the further columns that were asked for, empty where there is nothing."""


def record_of(row: RawRecord, number: int, where: Span, columns: ColumnNames, *, id_needed: bool) -> Record:
    """The record of a row; where an id is needed, a row without one has a problem."""
    problems = [problem(flaw, number, where) for flaw in row.flaws]
    values, found = values_of(((key, text, where) for key, text in row.cells.items()), columns.field)
    passed: dict[str, str] = {}
    for key, column in columns.passed.items():
        passed[column] = ""  # as long as it isn't known to be fit
        try:
            passed[column] = _passed(row.cells.get(key, ""))
        except ValueRefused as error:
            found.append(Diagnostic(where, f"column '{column}': {error}", error.hint, error.code))
    patient = patient_of(values, columns.clinic)
    own, unfit = _id(values.get("id"), where)
    found += unfit
    # An id that is refused isn't missing, and a row that can't be read may have one.
    if id_needed and own is None and not problems and not normalise(row.cells.get("id", "")).strip():
        found.append(Diagnostic(where, "there is no id", "the file is named by it", "no-id"))
    if not problems and not found:
        found = unidentified(patient, where)
    problems += (Diagnostic(d.span, f"record {number}: {d.message}", d.hint, d.code) for d in found)
    return Record(
        number=number, line=row.line, id=own, patient=None if problems else patient,
        problems=tuple(problems), columns=passed,
    )  # fmt: skip


def problem(flaw: Flaw, number: int, where: Span) -> Diagnostic:
    """A flaw of a record as it is reported."""
    return Diagnostic(where, f"record {number}: {flaw.message}", flaw.hint, flaw.code)


def _id(value: object, where: Span) -> tuple[str | None, list[Diagnostic]]:
    """The id, when a file can be named by it."""
    if value is None:
        return None, []
    try:
        file_name([str(value)])
    except ValueError as error:
        hint = "take out the quotes around it" if str(value)[:1] in _QUOTES else "a file is named by it"
        return None, [Diagnostic(where, f"field 'id': {error}", hint, "unsafe-name")]
    return str(value), []


@lru_cache(_MOST_PASSED)
def _passed(text: str) -> str:
    return str(typed(text, _PASSED))
