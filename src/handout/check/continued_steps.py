"""Steps that continue the numbers have steps before them in their section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.lists import Steps
from handout.diagnostics import Diagnostic


def without_steps_before(places: Iterable[NodePlace]) -> Iterator[Diagnostic]:
    """A problem for each list that continues steps and has none before it, whichever of them a reader gets."""
    before = 0
    for place in places:
        if not place.above:
            before = 0
        if isinstance(place.node, Steps):
            # Those that it is in haven't ended.
            around = sum(isinstance(above, Steps) for above in place.above)
            if place.node.continue_ and before == around:
                message = "there are no steps before these in the section to go on from"
                hint = "take 'continue' out, or write it beside the later steps"
                yield Diagnostic(place.node.span, message, hint, "continue")
            before += 1
