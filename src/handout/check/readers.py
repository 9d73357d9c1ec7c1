"""The reader who gets some nodes of a topic and not another, in words."""

from __future__ import annotations

from handout.check.absence import Unproved, example
from handout.check.visibility import Assignment, NodePlace, Presence


def reader_without(presence: Presence, audience: str, there: list[NodePlace], absent: NodePlace) -> str:
    """A reader of an audience for whom some nodes are there and one isn't; empty if there is no such reader."""
    places = [*there, absent]
    cases = presence.cases([place.node for place in places], [node for place in places for node in place.above])
    if cases is None:
        return _searched(presence, audience, there, absent)
    here = [case for case in cases if all(presence.shown(place, audience, case) for place in there)]
    without = [case for case in here if not presence.shown(absent, audience, case)]
    if without and len(without) == len(here):
        return audience
    return _in_words(audience, without[0]) if without else ""


def _searched(presence: Presence, audience: str, there: list[NodePlace], absent: NodePlace) -> str:
    """The same where the facets have too many values to try all of them."""
    try:
        found = example(presence, audience, there, [absent])
    except Unproved:
        return f"{audience}: its facets have too many values to prove that it isn't"
    return "" if found is None else _in_words(audience, found)


def _in_words(audience: str, case: Assignment) -> str:
    """An audience with the values of its facets."""
    values = ", ".join(f"{facet}: {value or 'unknown'}" for facet, value in case.items())
    return f"{audience} ({values})" if values else audience
