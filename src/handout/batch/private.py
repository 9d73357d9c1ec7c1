"""Words of a patient that the audience may not read: whether they might come together at a slot.

The scan refuses a document in which they stand, be it by chance: "call Anna today" may be what the text says to Anna,
and what a nurse has noted.  So such a patient's document is painted and scanned, whatever others' are.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable, Iterator

from handout.expressions import DATE_STYLES
from handout.model.clinic import Clinic
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.tree import Document, walk
from handout.verify.naive import RUN, grams, words

Written = Callable[[datetime.date, str], str]
"""A date in a style."""


def withheld(patient: Patient, clinic: Clinic, audience: str) -> list[FieldValue]:
    """The values of a patient that an audience of patients may not read."""
    if not clinic.audience(audience).for_patients:
        return []
    specs = ((value, clinic.field(name)) for name, value in patient.values.items())
    return [value for value, spec in specs if spec is not None and spec.audience and audience not in spec.audience]


def nobodys(document: Document) -> frozenset[str]:
    """The words of a document that come from no record."""
    bands = [band for band in (document.header, document.footer, document.first_header) if band is not None]
    leaves = [*walk(document.body), *(leaf for band in bands for leaf in band.cells)]
    return frozenset(word for leaf in leaves for run in leaf.runs if not run.slot for word in words(run.text))


def near(values: Iterable[FieldValue], written: Written, own: Iterable[str], others: frozenset[str]) -> bool:
    """Whether a telling run of these values could be made of a patient's own words and nobody's.

    One of nobody's alone, or of one value alone, is what anybody may read there.
    """
    mine = {word for text in own for word in words(text)}
    known = mine | others
    for text in _texts(values, written):
        said = words(text)
        length = min(len(said), RUN)
        if length > 1 and any(known.issuperset(gram) and not mine.isdisjoint(gram) for gram in grams(said, length)):
            return True
    return False


def _texts(values: Iterable[FieldValue], written: Written) -> Iterator[str]:
    for value in values:
        yield str(value)
        if isinstance(value, datetime.date):
            for style in DATE_STYLES:
                with contextlib.suppress(ValueError):  # in a language without dates none is printed
                    yield written(value, style)
