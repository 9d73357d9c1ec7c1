"""Warnings about a finished document: facets that aren't known without a date, and more pages than its budget."""

from __future__ import annotations

import datetime

from handout.check.visibility import places
from handout.content.clinic import Clinic
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, counted, option
from handout.patients import Patient
from handout.select import Selection


def undated(
    topic: Topic, clinic: Clinic, audience: str, patient: Patient, date: datetime.date | None
) -> tuple[Diagnostic, ...]:
    """A warning for each facet that the text depends on, and that is known only if the document has a date."""
    unknown = [
        name
        for name, facet in clinic.facets.items()
        if date is None and facet.from_ in patient.values and name not in patient.values
    ]
    if not unknown:  # as for most patients
        return ()
    used = {facet for place in places(topic) if audience in place.audiences for facet in place.node.when or {}}
    hint = f"give the document a date: {option('date')} today"
    return tuple(
        Diagnostic(topic.span, f"'{name}' isn't known without a date", hint, "undated", "warning")
        for name in unknown
        if name in used
    )


def over_budget(selection: Selection, pages: int) -> tuple[Diagnostic, ...]:
    """A warning if a document has more pages than its topic allows for the audience."""
    budget = selection.topic.budget.get(selection.audience)
    if budget is None or pages <= budget.pages:
        return ()
    message = f"{counted(pages, 'page')} for '{selection.audience}', the budget is {budget.pages}"
    return (Diagnostic(selection.topic.span, message, "", "budget", "warning"),)
