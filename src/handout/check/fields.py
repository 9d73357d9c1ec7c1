"""A field is where it can be printed, and for readers who may have it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from handout.check.checked_topic import names
from handout.content.clinic import Clinic
from handout.content.topic import Topic
from handout.inline.runs import Field
from handout.source.values import suggestion

_DATES = (("date",), ("topic", "updated"))
"""What prints a date and is no patient's field."""
_MOST_NAMED = 6
"""Contacts in a hint."""


def field_problems(
    run: Field, clinic: Clinic, topic: Topic | None, audiences: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a field where it is: message, hint and code.  Without a topic it is in a layout."""
    yield from _no_date(run, clinic)
    match run.expression.path:
        case ("patient", name):
            spec = clinic.field(name)
            if spec is None:
                hint = suggestion(name, clinic.field_names) or "fields are declared in clinic.yaml"
                yield f"there is no field '{name}'", hint, "unknown-field"
            elif spec.audience is not None and not audiences <= frozenset(spec.audience):
                others = names(audiences - frozenset(spec.audience))
                yield f"the field '{name}' is not for {others}", "narrow the text's audience", "field-audience"
        case ("clinic", "contacts", name, _) if name not in clinic.contacts:
            hint = suggestion(name, clinic.contacts) or _declared(clinic.contacts)
            yield f"the clinic has no contact '{name}'", hint, "unknown-contact"
        case ("clinic", "web") if clinic.web is None and run.expression.default is None:
            yield "the clinic has no 'web'", "write it in clinic.yaml, or | default('…')", "empty-field"
        case ("clinic", "address") if not clinic.address and run.expression.default is None:
            yield "the clinic has no 'address'", "write it in clinic.yaml, or | default('…')", "empty-field"
        case (("page" | "pages" | "page_of_pages"),) if topic is not None:
            message, hint = "page numbers are for headers and footers only", "link to the section instead: [](#id)"
            yield message, hint, "page-number"
        case ("topic", "summary") if topic is not None:
            yield "the summary can't be inside the text", "write its words", "expression"
        case ("topic", "updated") if topic is not None and topic.updated is None and run.expression.default is None:
            yield "the topic has no 'updated'", "write it at the head of the file", "empty-field"
        case _:
            return


def _no_date(run: Field, clinic: Clinic) -> Iterator[tuple[str, str, str]]:
    """The problem of a field that isn't a date and has the filter for dates, which would do nothing."""
    path, hint = run.expression.path, "take the filter out"
    if run.expression.date_style is None or path in _DATES:
        return
    if path[0] == "patient":
        spec = clinic.field(path[1])
        if spec is None or spec.type in ("date", "datetime"):
            return
        if path[1] in clinic.fields:
            hint = f"take the filter out, or declare it in clinic.yaml as a date: {path[1]}: {{type: date}}"
    yield f"'{'.'.join(path)}' isn't a date, and has the filter 'date'", hint, "no-date"


def _declared(contacts: Collection[str]) -> str:
    """Where contacts come from, and which there are."""
    known = f"; it has {', '.join(sorted(contacts))}" if 0 < len(contacts) <= _MOST_NAMED else ""
    return f"contacts are declared in clinic.yaml{known}"
