"""Values of a patient that the audience may not read: whether their words could meet at a slot.

"call Anna today" may be what the text says to Anna, and what a nurse has noted.  Only the scan can tell, by the
text around it.  So the document of such a patient is always laid out as a whole and scanned.
"""

from __future__ import annotations

from collections.abc import Iterable

from handout.content.clinic import Clinic
from handout.document import Document
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.verify.privacy.oracle import barred
from handout.verify.privacy.runs import RUN, grams, kept_words, words


def withheld(patient: Patient, clinic: Clinic, audience: str) -> list[FieldValue]:
    """The values of a patient that an audience of patients may not read."""
    if not clinic.audience(audience).for_patients:
        return []
    specs = ((value, clinic.field(name)) for name, value in patient.values.items())
    return [value for value, spec in specs if spec is not None and barred(spec.audience, audience)]


def static_words(document: Document) -> frozenset[str]:
    """The words of a document that come from no record."""
    runs = [run for leaf in document.every_leaf for run in leaf.runs]
    texts = [run.text for run in runs if not run.slot] + [run.missing.text for run in runs if run.missing]
    return frozenset([word for text in texts for word in kept_words(text)])


def near(withheld: Iterable[str], own: Iterable[str], others: frozenset[str]) -> bool:
    """Whether a telling run of withheld words could be made of a patient's other words and static words.

    A run of static words alone, or of one value alone, is what every reader of the document may read.
    """
    mine = {word for text in own for word in words(text)}
    known = mine | others
    for text in withheld:
        said = words(text)
        length = min(len(said), RUN)
        if length > 1 and any(known.issuperset(gram) and not mine.isdisjoint(gram) for gram in grams(said, length)):
            return True
    return False
