"""Signatures: which records of a batch may share a form."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
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


class Signature(Struct, frozen=True, cache_hash=True):
    """What two requests must have in common so that their documents differ only in the words of slots."""

    asked: Asked
    consulted: Consulted
    """What composing looked up in the record, and what it found."""
    answers: tuple[object, ...]


_ASKED = tuple(name for name in Request.__struct_fields__ if name != "patient")

asked: Callable[[Request], Asked] = attrgetter(*_ASKED)
"""A request without its patient."""


def in_any_layout(found: Asked) -> Asked:
    """What was asked for without the layout."""
    return tuple([value for name, value in zip(_ASKED, found, strict=True) if name != "layout"])


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


def same_but_slots(one: document.Document, other: document.Document) -> bool:
    """Whether two documents differ only in the words of their slots."""
    return same_but_runs(one, other, _same_but_words)


def _same_but_words(one: document.Run, other: document.Run) -> bool:
    return without_value(one) == without_value(other) if one.slot and other.slot else one == other


def without_value(slot: document.Run) -> document.Run:
    """A slot without what it has of the record: its words, or that it is a blank."""
    return replace(slot, text="", blank=None)


def same_but_runs(one: Any, other: Any, alike: Callable[[document.Run, document.Run], bool]) -> bool:
    """Whether two documents, or parts of them, are the same where two runs that are `alike` count as the same."""
    # What is above a leaf isn't compared as a whole: where a slot differs, all of it would be compared at each level.
    if one is other or (isinstance(one, document.Leaf) and one == other):
        return True
    if type(one) is not type(other):
        return bool(one == other)
    if isinstance(one, document.Run):
        return alike(one, other)
    if isinstance(one, Struct):
        for name in one.__struct_fields__:
            own, its = getattr(one, name), getattr(other, name)
            if own is not its and not same_but_runs(own, its, alike):
                return False
        return True
    if isinstance(one, tuple):
        return len(one) == len(other) and all(same_but_runs(*pair, alike) for pair in zip(one, other, strict=True))
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same_but_runs(one[key], other[key], alike) for key in one)
    return bool(one == other)
