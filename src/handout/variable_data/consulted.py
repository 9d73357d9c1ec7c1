"""What composing a document read from a record, and so which records get the same document except for the slots.

Composing reads a record through `values` and `facets` alone.  A `WatchedPatient` notes each name that is read there.
Whether a record has a field, and which value a facet has, are answers.  A value itself is no answer: it may only be
printed in a slot, which is proved for each form.  So two records that give the same answers to what one of them was
asked are composed alike, and a field that no text, layout or box reads makes no difference.

Where a text has `default('…')`, a slot is filled with these words or with the value, so whether the record has the
field is no answer either (`Patient.printed`), unless something else asks.  The invented patient of the proof has each
such field.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from handout.content.clinic import Clinic
from handout.patients import Patient
from handout.patients.values import FieldValue

V = TypeVar("V")


class Names(Mapping[str, V]):
    """A mapping that notes which names are looked up in it; a loop over it asks for all of its names."""

    def __init__(self, values: Mapping[str, V]) -> None:
        self._values = values
        self.asked: set[str] = set()
        self.all = False

    def __getitem__(self, name: str) -> V:
        self.asked.add(name)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        self.all = True
        return iter(self._values)

    def __len__(self) -> int:
        self.all = True
        return len(self._values)

    @property
    def found(self) -> tuple[str, ...]:
        """The names that were looked up and are there."""
        return tuple(sorted(name for name in self._values if self.all or name in self.asked))


class Consulted(Struct, frozen=True, cache_hash=True):
    """The names that composing looked up; `all` where it asked which fields there are."""

    fields: tuple[str, ...]
    facets: tuple[str, ...]
    all: bool

    def answers(self, patient: Patient, clinic: Clinic, on: datetime.date | None) -> tuple[object, ...]:
        """The values of these names in a record: whether it is personal and has each field, and each facet's value."""
        values = patient.values
        fields = tuple([values.get(name, "") != "" for name in self.fields])
        every = tuple(sorted(name for name, value in values.items() if value != "")) if self.all else ()
        if not self.facets:
            return patient.personal, fields, every
        facets = patient.facets(clinic, on)
        return patient.personal, fields, every, tuple([facets.get(name) for name in self.facets])

    def unasked(self, names: Iterable[str]) -> frozenset[str]:
        """Those of some fields of which nothing asked whether a record has them."""
        return frozenset() if self.all else frozenset(names).difference(self.fields)

    def present(self, patient: Patient) -> tuple[str, ...]:
        """Those of the fields that a record has."""
        names = patient.values if self.all else self.fields
        return tuple([name for name in names if patient.values.get(name, "") != ""])


class WatchedPatient(Patient, frozen=True, kw_only=True):
    """A record that notes what is read of it; `late` and the facets' own fields are read unnoticed."""

    values: Names[FieldValue]
    whole: Patient
    seen: dict[str, Names[str | None]]
    filled: set[str]
    """The fields that are printed, with other words in their place where they are missing."""

    def printed(self, name: str) -> FieldValue | None:
        """The value of such a field."""
        self.filled.add(name)
        return self.whole.values.get(name)

    def facets(self, clinic: Clinic, on: datetime.date | None) -> Mapping[str, str | None]:
        """The value of every facet, each noted when it is looked up."""
        return self.seen.setdefault("facets", Names(self.whole.facets(clinic, on)))

    def late(self, clinic: Clinic, on: datetime.date | None) -> list[str]:
        """The fields with a date after the document's own, of the whole record."""
        return self.whole.late(clinic, on)

    @property
    def consulted(self) -> Consulted:
        """All names that were looked up until now."""
        facets = self.seen.get("facets")
        return Consulted(
            fields=tuple(sorted(self.values.asked)), facets=() if facets is None else facets.found, all=self.values.all
        )


def watched(patient: Patient) -> WatchedPatient:
    """A record to compose from, which notes what is read of it."""
    return WatchedPatient(
        values=Names(patient.values),
        personal=patient.personal,
        places=patient.places,
        whole=patient,
        seen={},
        filled=set(),
    )
