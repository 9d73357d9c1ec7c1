"""Audiences: a part only narrows what it is in, and a text by audience has one for each reader and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handout.check.checked_topic import CheckedTopic, TextPlace, names
from handout.check.visibility import NodePlace
from handout.content.blocks.lists import Item
from handout.content.blocks.text import TextBlock
from handout.content.blocks.use import Use
from handout.content.clinic import Clinic
from handout.content.texts import EVERYBODY
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, Span
from handout.select import name_of
from handout.source.scalars import Name
from handout.source.values import Value, flatten, mapping_at


def check_audiences(checked: CheckedTopic, files: Mapping[str, Value]) -> Iterator[Diagnostic]:
    """Every problem with audiences; what the files held shows the exact place of a name."""
    for place in checked.places:
        yield from _widened(place, checked.topic, files)
        yield from _hidden_facets(place, checked.clinic)
    everybody = frozenset(checked.topic.audience)
    for source in checked.topic.sources:
        if not everybody.issuperset(source.audience or ()):
            message = f"{names(frozenset(source.audience or ()) - everybody)} widens the topic's audience"
            yield Diagnostic(source.span, message, "", "widens")
    for text in (*checked.texts, *checked.titles):
        yield from _uncovered(text)


def _widened(place: NodePlace, topic: Topic, files: Mapping[str, Value]) -> Iterator[Diagnostic]:
    """Audiences of a node that its parent doesn't have, as the node's own file states it."""
    if place.node.audience is None:
        return
    parent, stated = frozenset(topic.audience), "the topic"
    for above in place.above:
        if isinstance(above, Use) and above.limit is not None:
            parent, stated = frozenset(above.limit), f"the fragment '{above.fragment}'"
        elif above.audience is not None:
            parent, stated = frozenset(above.audience), name_of(above)
    for audience in place.node.audience:
        if audience not in parent:
            message = f"'{audience}' widens: {stated} is for {names(parent)} only"
            where = stated_at(files, place.node.span, audience)
            yield Diagnostic(where, message, "a part can only narrow what it is in", "widens")


def _hidden_facets(place: NodePlace, clinic: Clinic) -> Iterator[Diagnostic]:
    """A problem for each facet in a node's `when` that isn't for all of the node's readers."""
    for facet in place.node.when or {}:
        spec = clinic.facets[Name(facet)]
        if spec.audience is not None and not place.audiences <= frozenset(spec.audience):
            message = f"the facet '{facet}' is not for {names(place.audiences - frozenset(spec.audience))}"
            yield Diagnostic(place.node.span, message, "narrow the node's audience", "facet-audience")


def _uncovered(text: TextPlace) -> Iterator[Diagnostic]:
    """A problem for each reader without words in a text by audience, and for words that no reader of the node gets."""
    given = {key for key, _ in text.text.choices}
    if EVERYBODY in given:
        return
    place, span = text.place, text.text.span
    for audience in sorted(given - place.stated):
        message = f"the text for '{audience}' is never printed: this is for {names(place.stated)} only"
        yield Diagnostic(span, message, "take it out, or widen the node's audience", "never-printed")
    drops = text.name == "text" and isinstance(place.node, TextBlock | Item)
    missing = place.audiences - given
    if missing and not drops and text.name != "else_":
        yield Diagnostic(span, f"no text for {names(missing)}", "give one for each audience", "text-missing")


def stated_at(files: Mapping[str, Value], span: Span, audience: str) -> Span:
    """Where the node at a place names an audience; the place itself, if that isn't known."""
    file = files.get(span.file)
    entries = mapping_at(file, span) if file is not None else None
    stated = entries.get("audience") if entries is not None else None
    named = flatten(stated) if stated is not None else ()
    return next((scalar.span for _, scalar in named if scalar.text == audience), span)
