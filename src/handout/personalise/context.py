"""What fields are filled from, and the clinic's texts in the document's language."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from msgspec import Struct

from handout.content.clinic import Clinic
from handout.content.local_texts import runs_in
from handout.content.texts import LocalTitle, Text
from handout.inline.runs import Runs, Words
from handout.patients import NOBODY, Patient


class FieldContext(Struct, frozen=True, kw_only=True):
    """What fields are filled from."""

    clinic: Clinic
    words: Mapping[str, str]
    """Built-in words in the document's language."""
    language: str
    translated: bool = False
    """The document is of a translation, whose clinic's texts must be in its language, too."""
    patient: Patient = NOBODY
    date: datetime.date | None = None
    """The document's date; never the clock's."""
    facets: Mapping[str, str | None] = {}
    """The reader's value of each facet; None where it isn't known."""

    @property
    def digits(self) -> str:
        """The digits 0 to 9 of the numbers that the program prints."""
        return self.clinic.digits_in(self.language)


def local_runs(text: Text, setting: FieldContext) -> Runs:
    """The runs of a text of the clinic or a layout in the document's language; HandoutError where they are missing."""
    return runs_in(text, setting.language, setting.clinic, translated=setting.translated)


def local(title: LocalTitle, setting: FieldContext) -> str:
    """A title in the document's language, as `local_runs` finds it."""
    return "".join(run.text for run in local_runs(title, setting) if isinstance(run, Words))
