"""The rules that span a topic: narrowing, links, fields, sources, required sections; each proved for every reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handout.check.audiences import check_audiences
from handout.check.checked_topic import CheckedTopic
from handout.check.continued_steps import without_steps_before
from handout.check.duplicate_ids import duplicate_ids
from handout.check.emergency_numbers import without_emergency_number
from handout.check.empty_imprints import empty_imprints
from handout.check.empty_texts import empty_texts
from handout.check.help_boxes import without_help_box
from handout.check.never_printed import never_printed
from handout.check.notes import check_notes
from handout.check.references import check_references
from handout.check.requirements import missing_sections
from handout.check.unreached import unreached
from handout.check.whole_blocks import misplaced_blocks
from handout.content.clinic import Clinic
from handout.content.sections import Section
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic
from handout.source.values import Value

DEEPEST_HEADING = 6


def check_topic(topic: Topic, clinic: Clinic, files: Mapping[str, Value] | None = None) -> list[Diagnostic]:
    """Every problem of a topic that no single value shows; what its files held shows some places more exactly.

    `checked_topic.unwritten` reports the audiences that nothing is written for yet.
    """
    checked = CheckedTopic.of(topic, clinic)
    places = checked.places
    found = [
        *duplicate_ids(checked),
        *check_audiences(checked, files or {}),
        *_too_deep(checked),
        *never_printed(places, clinic),
        *unreached(places),
        *check_references(checked, files or {}),
        *without_steps_before(places),
        *empty_imprints(places, topic, clinic),
        *empty_texts(places),
        *without_emergency_number(places, clinic),
        *without_help_box(checked),
        *misplaced_blocks(places),
        *check_notes(places, [topic.summary] if topic.summary else [], files or {}),
        *_unprinted_codes(topic, clinic),
    ]
    return [*found, *missing_sections(checked, found)]


def _too_deep(checked: CheckedTopic) -> Iterator[Diagnostic]:
    for place in checked.places:
        level = 2 + sum(isinstance(above, Section) for above in place.above)
        if isinstance(place.node, Section) and level > DEEPEST_HEADING:
            message = f"a heading of level {level}; {DEEPEST_HEADING} is the last"
            yield Diagnostic(place.node.span, message, "", "too-deep")


def _unprinted_codes(topic: Topic, clinic: Clinic) -> Iterator[Diagnostic]:
    if topic.codes and not any(clinic.restricted(audience) for audience in topic.audience):
        yield Diagnostic(topic.span, "codes are printed in restricted documents only", "", "codes")
