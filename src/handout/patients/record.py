"""One patient's record: typed values under the names of fields, and what of them a document needs.

No message ever holds a value; it names the field and the place.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from handout.content.clinic import Clinic
from handout.content.facets import bounds
from handout.content.record_fields import FieldSpec
from handout.diagnostics import Diagnostic, Span
from handout.patients.values import ONE_LINE, FieldValue, ValueRefused, typed

_NO_NAME = frozenset({"N/A", "N.A.", "N/K"})
"""What people type where there is no name, or none that they know; in other fields it may be an answer."""
IMPERSONAL = frozenset({"language"})
"""Fields that a handout for anybody may have; the facets too."""


class Patient(Struct, frozen=True, kw_only=True):
    """A record's values by field; what was empty isn't in it."""

    values: Mapping[str, FieldValue]
    personal: bool
    """Whether anything in it tells of a person, rather than only of a language or a facet."""
    places: Mapping[str, Span] = {}
    """Where each value was given; of a batch's records their numbers say it."""

    def facets(self, clinic: Clinic, on: datetime.date | None) -> Mapping[str, str | None]:
        """The value of every facet of the clinic, on the document's date; None where it isn't known."""
        found: dict[str, str | None] = {}
        for key, facet in clinic.facets.items():
            stated = self.values.get(key)
            birth = self.values.get(facet.from_) if facet.from_ else None
            if stated is not None:
                found[key] = str(stated)
            elif isinstance(birth, datetime.date) and on is not None and facet.ranges is not None:
                found[key] = _in_range(facet.ranges, age(birth, on))
            else:
                found[key] = None
        return found

    def printed(self, name: str) -> FieldValue | None:
        """The value of a field that is printed and nothing else, where other words are printed if it is missing."""
        return self.values.get(name)

    def late(self, clinic: Clinic, on: datetime.date | None) -> list[str]:
        """The fields with a birth date, or another that a facet is derived from, after the document's own date."""
        if on is None or not any(isinstance(value, datetime.date) for value in self.values.values()):
            return []
        names = {"birth_date", *(facet.from_ for facet in clinic.facets.values() if facet.from_)}
        return [
            name for name in sorted(names)
            if isinstance(day := self.values.get(name), datetime.date)
            and (day.year, day.month, day.day) > (on.year, on.month, on.day)
        ]  # fmt: skip


NOBODY = Patient(values={}, personal=False)


def age(birth: datetime.date, on: datetime.date) -> int:
    """Whole years on a day; somebody born on 29 February is a year older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _in_range(ranges: Mapping[Any, str], years: int) -> str | None:
    for value, text in ranges.items():
        pair = bounds(text)
        if pair and pair[0] <= years and (pair[1] is None or years <= pair[1]):
            return str(value)
    return None


def values_of(
    texts: Iterable[tuple[str, str, Span]], field: Callable[[str], FieldSpec | None]
) -> tuple[dict[str, FieldValue], list[Diagnostic]]:
    """The typed values of a record's texts, each with its field and place; what is blank is left out."""
    values: dict[str, FieldValue] = {}
    problems: list[Diagnostic] = []
    for key, text, span in texts:
        spec = field(key)
        if spec is not None and text and not text.isspace():
            try:
                if key == "name" and text.strip().upper() in _NO_NAME:
                    raise ValueRefused("it says that there is no name", "cell-error", "write the name")
                if (value := typed(text, spec, lines=key not in ONE_LINE)) != "":
                    values[key] = value
            except ValueRefused as error:
                problems.append(Diagnostic(span, f"field '{key}': {error}", error.hint, error.code))
    return values, problems


def patient_of(values: Mapping[str, FieldValue], clinic: Clinic) -> Patient:
    """The patient with these values, except those that are empty."""
    given = {name: value for name, value in values.items() if value != ""}
    return Patient(values=given, personal=not clinic.facets.keys() >= given.keys() - IMPERSONAL)


def unidentified(patient: Patient, where: Span) -> list[Diagnostic]:
    """The problems of a personal record without a name and one more identifier that have a visible letter or digit."""
    if not patient.personal:
        return []
    values = patient.values
    empty = [name for name in ("name", "id") if name in values and not _visible(str(values[name]))]
    if empty:
        hint = "name and number are printed on every page"
        return [
            Diagnostic(
                patient.places.get(name, where), f"field '{name}': it has no letter and no digit", hint, "identifiers"
            )
            for name in empty
        ]
    if "name" in values and ("birth_date" in values or "id" in values):
        return []
    message = "a personalised document needs 'name', and 'birth_date' or 'id'"
    return [Diagnostic(where, message, "both are printed on every page", "identifiers")]


def _visible(text: str) -> bool:
    """Whether a text has a letter or a digit: nearly always it begins with one."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


def unborn(patient: Patient, clinic: Clinic, on: datetime.date | None) -> list[Diagnostic]:
    """A birth date, or another that a facet is derived from, after the document's own date."""
    message = "field '{}': it is after the document's date"
    return [
        Diagnostic(patient.places.get(name, Span("")), message.format(name), "", "field-value")
        for name in patient.late(clinic, on)
    ]
