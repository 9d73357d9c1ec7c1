"""Signatures: which records of a batch may share a form."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from handout import document
from handout.content.clinic import Clinic
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Request
from handout.variable_data.consulted import Consulted

_NOTHING = datetime.date.min

Asked = tuple[Any, ...]
"""A request without its patient."""


class Signature(Struct, frozen=True):
    """What two requests must have in common so that their documents differ only in the words of slots."""

    asked: Asked
    consulted: Consulted
    """What composing looked up in the record, and what it found."""
    answers: tuple[object, ...]


_ASKED = tuple(name for name in Request.__struct_fields__ if name != "patient")


def asked(request: Request) -> Asked:
    """A request without its patient."""
    return tuple([getattr(request, name) for name in _ASKED])


def signature(request: Request, consulted: Consulted, clinic: Clinic) -> Signature:
    """A request's signature, as far as composing such a request consults the record."""
    return Signature(asked(request), consulted, consulted.answers(request.patient, clinic, request.date))


def stranger(patient: Patient, filled: Iterable[str] = ()) -> Patient:
    """An invented patient with the same fields, and all that are filled; no value is this patient's."""
    values = {**dict.fromkeys(sorted(filled), "-"), **patient.values}
    return replace(patient, values={name: _other(value, at) for at, (name, value) in enumerate(values.items())})


def _other(value: FieldValue, at: int) -> FieldValue:
    if isinstance(value, datetime.date):
        day = datetime.timedelta(days=1)
        return value - day if value.year > _NOTHING.year else value + day
    return value and f"Qx{at} {value[::-1]}"


def same_but_slots(one: Any, other: Any) -> bool:
    """Whether two documents differ only in the words of their slots."""
    # What is above a leaf isn't compared as a whole: where a slot differs, all of it would be compared at each level.
    if one is other or (isinstance(one, document.Leaf) and one == other):
        return True
    if type(one) is not type(other):
        return bool(one == other)
    if isinstance(one, Struct):
        skipped = {"text"} if isinstance(one, document.Run) and one.slot else ()
        names = one.__struct_fields__
        return all(name in skipped or same_but_slots(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same_but_slots, one, other))
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same_but_slots(one[key], other[key]) for key in one)
    return bool(one == other)
