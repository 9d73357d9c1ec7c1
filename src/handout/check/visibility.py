"""For which readers a node is visible, over every audience and every facet value (rule 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from msgspec import Struct

from handout.check.fields_alone import fields_alone
from handout.content.blocks.figure import Figure
from handout.content.blocks.use import Use
from handout.content.clinic import Clinic
from handout.content.nodes import ASIDE, Node
from handout.content.topic import Topic
from handout.content.walk import children, parts, texts
from handout.source.scalars import Name

Assignment = Mapping[str, str | None]
"""A value for each facet; None where it isn't known."""

MOST_CASES = 20_000
"""Combinations of facet values for one question that are gone through; beyond it a search looks for one."""


class NodePlace(Struct, frozen=True, eq=False):
    """A node with those that it is in, outermost first, and the audiences that can get it at all."""

    node: Node
    above: tuple[Node, ...]
    audiences: frozenset[str]
    stated: frozenset[str] = frozenset()
    """The audiences as its own file says them: a fragment's are not narrowed by where it is used."""


def places(topic: Topic) -> Iterator[NodePlace]:
    """Every node of a topic, in order."""
    everybody = frozenset(topic.audience)
    for section in topic.sections:
        yield from _places(section, (), everybody, everybody)


def _places(
    node: Node, above: tuple[Node, ...], audiences: frozenset[str], stated: frozenset[str]
) -> Iterator[NodePlace]:
    for limit in (node.audience, node.limit):
        audiences = audiences if limit is None else audiences & frozenset(limit)
    stated = stated if node.audience is None else stated & frozenset(node.audience)
    stated = stated if node.limit is None or isinstance(node, Use) else stated & frozenset(node.limit)
    yield NodePlace(node, above, audiences, stated)
    if isinstance(node, Use) and node.limit is not None:
        stated = frozenset(node.limit)
    for child in children(node):
        yield from _places(child, (*above, node), audiences, stated)


class Presence:
    """Answers for one topic: is a node there, for an audience and values of the facets?"""

    def __init__(self, clinic: Clinic, *, decorations: bool = True) -> None:
        """Without decorations, a picture that says nothing counts as absent, and so does what has nothing else.

        The same holds for a text that prints nothing for some record.
        """
        self._clinic, self._decorations = clinic, decorations
        self._used: dict[int, tuple[Node, frozenset[str]]] = {}

    def cases(self, nodes: Iterable[Node], above: Iterable[Node] = ()) -> list[dict[str, str | None]] | None:
        """Every combination of the facets that these nodes use; None where there are too many to go through.

        Of what they are in only its own facets matter, not those of all else that is in it.
        """
        own = {facet for node in above for facet in node.when or {}}
        facets = sorted(own.union(*(self._facets(node) for node in nodes)))
        values = [self.values(facet) for facet in facets]
        total = 1
        for options in values:
            total *= len(options)
        if total > MOST_CASES:
            return None
        return [dict(zip(facets, case, strict=True)) for case in product(*values)]

    def values(self, facet: str) -> list[str | None]:
        """What a facet can be, None for unknown among it."""
        return [*self._clinic.facets[Name(facet)].values, None]

    def shown(self, place: NodePlace, audience: str, case: Assignment) -> bool:
        """Whether the node, and all that it is in, is there."""
        return all(self._open(node, audience, case) for node in place.above) and self.there(place.node, audience, case)

    def there(self, node: Node, audience: str, case: Assignment) -> bool:
        """Whether the node is there, once what it is in is: let through itself, and with something left in it."""
        if not self._open(node, audience, case) or not self.worded(node, audience):
            return False
        return all(any(self.there(child, audience, case) for child in group) for group in groups(node))

    def worded(self, node: Node, audience: str) -> bool:
        """Whether each of a node's own texts has one for an audience."""
        own = [text.of(audience) for name, text in texts(node) if name not in ASIDE]
        if None in own or self._decorations:
            return None not in own
        says_nothing = isinstance(node, Figure) and node.decorates(audience)
        return not says_nothing and not (own and all(fields_alone(text or ()) for text in own))

    def _open(self, node: Node, audience: str, case: Assignment) -> bool:
        """Whether audience and facets let a node through."""
        return meant(node, audience) and all(case.get(facet) in self.kept(node, facet) for facet in node.when or {})

    def kept(self, node: Node, facet: str) -> tuple[str | None, ...]:
        """The values of a facet with which a node is kept, None for unknown among them."""
        spec = self._clinic.facets[Name(facet)]
        values = (node.when or {})[facet]
        return values if (node.if_unknown or spec.if_unknown) == "drop" else (*values, None)

    def _facets(self, node: Node) -> frozenset[str]:
        """The facets that a node and all below it use; kept, as every link asks it of the sections it is in."""
        known = self._used.get(id(node))
        if known is None:
            below = (self._facets(child) for child in children(node))
            known = self._used[id(node)] = (node, frozenset(node.when or {}).union(*below))
        return known[1]


def meant(node: Node, audience: str) -> bool:
    """Whether a node is for an audience, by itself and by what narrows it from elsewhere."""
    return all(limit is None or audience in limit for limit in (node.audience, node.limit))


def groups(node: Node) -> Iterator[tuple[Node, ...]]:
    """A node's children by field; where nothing of one is left, the node goes too."""
    for name, part in parts(node):
        if isinstance(part, tuple) and name not in type(node).OPTIONAL:
            yield part
