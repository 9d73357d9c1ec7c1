"""A block `about` has something to say, from the topic or from clinic.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.about import About, nothing_to_say
from handout.content.clinic import Clinic
from handout.content.imprint import is_given
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic


def empty_imprints(places: Iterable[NodePlace], topic: Topic, clinic: Clinic) -> Iterator[Diagnostic]:
    """A problem for each block that would print nothing."""
    for place in places:
        if isinstance(place.node, About) and not any(is_given(row, topic, clinic) for row in place.node.rows):
            yield nothing_to_say(place.node.span)
