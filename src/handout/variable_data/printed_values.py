"""What the slots of a form print of a record, as `personalise` writes it."""

from __future__ import annotations

import datetime

from handout.fonts.scripts import needs_shaping
from handout.i18n import dates
from handout.i18n.digits import in_digits
from handout.inline.expressions import Expression
from handout.patients.values import FieldValue
from handout.pipeline import Request
from handout.variable_data.form import FillableForm, PrintedValue
from handout.variable_data.withheld import near, withheld
from handout.workspace.loaded import Workspace
from handout.workspace.strings import words

MOST_DATES = 10_000
"""Written dates that are kept."""


class PrintedValues:
    """The values of one record after another; many have the same dates, which are written once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._dates: dict[tuple[FieldValue, str | None, str], str] = {}

    def of(self, request: Request) -> PrintedValue:
        """What each expression prints for the patient of a request."""
        values = request.patient.values
        language = self._language(request)

        def text(expression: Expression) -> str | None:
            value = values.get(expression.field or "")
            if value is None:
                return expression.default
            return value if isinstance(value, str) else self._date(value, expression.date_style, language)

        return text

    def near(self, request: Request, form: FillableForm, own: list[str]) -> bool:
        """Whether a value that the audience may not read could be in the document, even by chance."""
        clinic = self._workspace.clinic
        values = withheld(request.patient, clinic, request.audience)
        if not values:
            return False
        from handout.verify.privacy.scan import spellings

        if needs_shaping("".join([*own, *map(str, values)])):
            return True

        language = self._language(request)
        at = words(clinic, language)["time"]
        digits = clinic.digits_in(language)
        said = (said for value in values for said in spellings(value, language, at, digits=digits))
        return near(said, own, form.laid_out.static_words)

    def _date(self, value: datetime.date, style: str | None, language: str) -> str:
        key = value, style, language
        if key not in self._dates:
            if len(self._dates) > MOST_DATES:
                self._dates.clear()
            clinic = self._workspace.clinic
            written = dates.written(value, language, style or "long", words(clinic, language)["time"])
            self._dates[key] = in_digits(written, clinic.digits_in(language))
        return self._dates[key]

    def _language(self, request: Request) -> str:
        return request.language or self._workspace.topics[request.topics[0]].language or self._workspace.clinic.language


def printed(text: PrintedValue, form: FillableForm) -> list[str]:
    """What the slots of a form print of a record, but for the blanks."""
    return [value for expression in form.laid_out.printed if (value := text(expression)) is not None]
