"""Whether some reader gets some nodes and not others, if the facets have too many values to try all.

A node is there when its facets let it through and, of each list in it, at least one child is there.  Whether values of
the facets make some nodes present and others absent is thus a question of alternatives, each of which narrows what
the facets can be.  The search takes what leaves the fewest alternatives first, so that it seldom has to guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from handout.check.visibility import Assignment, NodePlace, Presence, groups, meant
from handout.content.nodes import Node

MOST_STEPS = 200_000
"""Alternatives that are looked at; a question that takes more counts as not proved."""
Values = frozenset[str | None]
PossibleValues = Mapping[str, Values]
"""What each facet can still be; one that isn't named can be anything."""


class Unproved(Exception):
    """The search took too many steps."""


class Goal(Struct, frozen=True):
    """At least one of some nodes has to be there; or not to be."""

    there: bool
    whole: tuple[Node, ...] = ()
    """Nodes with all that is in them."""
    bare: tuple[Node, ...] = ()
    """Nodes of which only their own audience and facets are asked."""


class CaseGoal(Struct, frozen=True):
    """One alternative of a goal: what the facets then can be, and what has to hold besides."""

    known: PossibleValues
    goals: tuple[Goal, ...] = ()


def example(
    presence: Presence, audience: str, there: Iterable[NodePlace], absent: Iterable[NodePlace]
) -> Assignment | None:
    """Values of facets with which some places are there and others are not; None where there are none, for certain.

    Unproved is raised where neither is found in time.
    """
    goals: list[Goal] = []
    for place in there:
        goals += [Goal(True, bare=(node,)) for node in place.above]
        goals.append(Goal(True, whole=(place.node,)))
    goals += [Goal(False, whole=(place.node,), bare=place.above) for place in absent]
    return _Search(presence, audience).solved(tuple(goals))


class _Search:
    def __init__(self, presence: Presence, audience: str) -> None:
        self._presence, self._audience = presence, audience
        self._steps = 0

    def solved(self, goals: tuple[Goal, ...]) -> Assignment | None:
        """Depth first; of the goals that are left the one with the fewest alternatives next."""
        open_ways: list[tuple[PossibleValues, tuple[Goal, ...]]] = [({}, goals)]
        while open_ways:
            known, left = open_ways.pop()
            if not left:
                return {name: self._first(name, values) for name, values in sorted(known.items())}
            chosen, best = self._next(left, known)
            rest = tuple(goal for goal in left if goal is not chosen)
            open_ways += [({**known, **way.known}, (*way.goals, *rest)) for way in reversed(best)]
        return None

    def _next(self, goals: tuple[Goal, ...], known: PossibleValues) -> tuple[Goal, list[CaseGoal]]:
        """A goal that leaves no choice, or the one that leaves the least."""
        found: list[tuple[Goal, list[CaseGoal]]] = []
        for goal in goals:
            found.append((goal, self._ways(goal, known)))
            if len(found[-1][1]) < 2:
                return found[-1]
        return min(found, key=lambda pair: len(pair[1]))

    def _first(self, facet: str, values: Values) -> str | None:
        return next(value for value in self._presence.values(facet) if value in values)

    def _ways(self, goal: Goal, known: PossibleValues) -> list[CaseGoal]:
        """The alternatives of a goal that are still possible; one alone where it holds already."""
        found: list[CaseGoal] = []
        for way in self._there(goal) if goal.there else self._absent(goal):
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise Unproved
            narrowed = {name: values & known.get(name, values) for name, values in way.known.items()}
            if not way.goals and all(known.get(name) == values for name, values in narrowed.items()):
                return [CaseGoal({})]
            if all(narrowed.values()):
                found.append(CaseGoal(narrowed, way.goals))
        return found

    def _there(self, goal: Goal) -> Iterator[CaseGoal]:
        for node in (*goal.bare, *goal.whole):
            whole = node in goal.whole
            if meant(node, self._audience) and (not whole or self._presence.worded(node, self._audience)):
                kept = {facet: frozenset(self._presence.kept(node, facet)) for facet in node.when or {}}
                yield CaseGoal(kept, tuple(Goal(True, whole=group) for group in groups(node)) if whole else ())

    def _absent(self, goal: Goal) -> Iterator[CaseGoal]:
        for node in (*goal.bare, *goal.whole):
            if not meant(node, self._audience):
                yield CaseGoal({})
            for facet in node.when or {}:
                yield CaseGoal({facet: frozenset(self._presence.values(facet)) - {*self._presence.kept(node, facet)}})
        for node in goal.whole:
            if not self._presence.worded(node, self._audience):
                yield CaseGoal({})
            for group in groups(node):
                yield CaseGoal({}, tuple(Goal(False, whole=(child,)) for child in group))
