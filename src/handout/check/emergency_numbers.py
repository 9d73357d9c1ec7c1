"""A callout for emergencies says which number to call, so the number must be known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.callout import Callout, number_unknown
from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic


def without_emergency_number(places: Iterable[NodePlace], clinic: Clinic) -> Iterator[Diagnostic]:
    """A problem for each callout for emergencies if the clinic has no emergency number."""
    for place in places:
        if isinstance(place.node, Callout) and place.node.kind == "emergency" and clinic.emergency_number is None:
            yield number_unknown(place.node.span)
