"""Where to get help is named on the first page only if a callout says so, in the topic."""

from __future__ import annotations

from collections.abc import Iterator

from handout.check.checked_topic import CheckedTopic
from handout.content.blocks.callout import HELP, Callout
from handout.diagnostics import Diagnostic

SECTION = "when-to-get-help"
"""The id of the section that says it, as clinics require it."""


def without_help_box(checked: CheckedTopic) -> Iterator[Diagnostic]:
    """A warning for a section about help of which *In short* can't say where it is, for an audience of patients."""
    boxes = [place for place in checked.places if isinstance(place.node, Callout) and place.node.kind in HELP]
    section = next((place for place in checked.places if place.node.id == SECTION and not place.above), None)
    if section is None or not checked.clinic.contacts:
        return
    for audience in checked.topic.audience:
        said = any(audience in box.audiences for box in boxes)
        if audience in section.audiences and not said and not checked.clinic.restricted(audience):
            message = f"no box says when to get help, so the first page for '{audience}' doesn't say where to ring"
            hint = "put the text into '- callout:' with 'kind: get-help', or 'soon' or 'emergency'"
            yield Diagnostic(section.node.span, message, hint, "help", "warning")
            return
