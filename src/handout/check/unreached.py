"""Parts that no reader gets: a `when` for other readers than that around it, a fragment for another audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.use import Use
from handout.content.nodes import Node
from handout.diagnostics import Diagnostic


def unreached(places: Iterable[NodePlace]) -> Iterator[Diagnostic]:
    """A warning for each; where the facet isn't known, such a part may be printed with the labels of both."""
    for place in places:
        if isinstance(place.node, Use) and not place.audiences:
            others = ", ".join(place.node.limit or ())
            message = f"nobody gets this: the fragment '{place.node.fragment}' is for {others} only"
            hint = "use it where they may read, or widen the fragment's audience"
            yield Diagnostic(place.node.span, message, hint, "unreached", "warning")
        chain = (*place.above, place.node)
        facet = next((facet for facet in place.node.when or {} if not _left(chain, facet)), None)
        if facet is not None and all(_left(place.above, other) for other in _facets(place.above)):
            message = f"nobody whose {facet} is known gets this: what it is in is for others"
            hint = f"move it out, or look at 'when: {{{facet}: …}}' here and around it"
            yield Diagnostic(place.node.span, message, hint, "unreached", "warning")


def _facets(nodes: Iterable[Node]) -> set[str]:
    return {facet for node in nodes for facet in node.when or {}}


def _left(nodes: Iterable[Node], facet: str) -> bool:
    """Whether there is a value of a facet for which all of these nodes are."""
    values = [set(node.when[facet]) for node in nodes if node.when and facet in node.when]
    return not values or bool(set.intersection(*values))
