"""Sections that an audience requires are there for each of its readers, or the topic is exempt from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.checked_topic import CheckedTopic
from handout.check.duplicate_ids import CODE
from handout.check.readers import reader_without
from handout.check.visibility import Presence
from handout.content.clinic import Clinic
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, Span
from handout.select import Selection
from handout.source.values import suggestion


def missing_sections(checked: CheckedTopic, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """A problem for each section that is required and not there, or empty for some reader.

    No section is reported as missing if ids are given twice: one of these sections may be meant.
    """
    topic, clinic = checked.topic, checked.clinic
    required = {name for audience in topic.audience for name in clinic.audience(audience).requires}
    for name in topic.exempt:
        if name not in required:
            hint = suggestion(name, sorted(required))
            yield Diagnostic(name.place(topic.span), f"'{name}' is exempt, but no audience requires it", hint, "exempt")
    duplicates = any(problem.code == CODE for problem in found)
    presence = Presence(clinic, decorations=False)
    for audience in topic.audience:
        for name in clinic.audience(audience).requires:
            if name not in topic.exempt and audience in checked.readers:
                yield from _missing(checked, presence, audience, name, duplicates=duplicates)


def _missing(
    checked: CheckedTopic, presence: Presence, audience: str, name: str, *, duplicates: bool
) -> Iterator[Diagnostic]:
    place = next((place for place in checked.places if place.node.id == name and not place.above), None)
    if place is not None:
        whom = reader_without(presence, audience, [], place)
        if whom:
            yield _problem(place.node.span, f"'{name}' is required, and empty for {whom}", name)
    elif not duplicates:
        yield _problem(checked.topic.span, f"'{audience}' requires the section '{name}'", name)


def _problem(span: Span, message: str, name: str) -> Diagnostic:
    return Diagnostic(span, message, f"write the section, or exempt: {{{name}: the reason}}", "required-section")


def check_selected(topic: Topic, selection: Selection, clinic: Clinic) -> list[Diagnostic]:
    """A section that an audience requires, and that this reader doesn't get; the message has no facet's value."""
    presence, audience = Presence(clinic, decorations=False), selection.audience
    required = clinic.audience(audience).requires
    there = {
        section.id
        for section in selection.topic.sections
        if section.id in required and presence.there(section, audience, {})
    }
    places = {section.id: section.span for section in topic.sections}
    return [
        Diagnostic(
            places.get(name, topic.span), f"'{name}' is required, and empty for this reader of '{audience}'",
            f"write something in it for every reader, or exempt: {{{name}: the reason}}", "required-section",
        )
        for name in required
        if name not in there and name not in topic.exempt
    ]  # fmt: skip
