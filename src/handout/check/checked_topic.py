"""What the rules of a topic ask about: its nodes with their places, its sources, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from handout.check.visibility import NodePlace, Presence, places
from handout.content.clinic import Clinic
from handout.content.nodes import Node
from handout.content.texts import Text
from handout.content.topic import Source, Topic
from handout.content.walk import texts
from handout.diagnostics import Diagnostic


class TextPlace(Struct, frozen=True):
    """A text with the node whose field it is."""

    place: NodePlace
    name: str
    """The field's name."""
    text: Text


class CheckedTopic(Struct, frozen=True, eq=False, kw_only=True):
    """A topic, opened once for all rules."""

    topic: Topic
    clinic: Clinic
    places: tuple[NodePlace, ...]
    by_id: Mapping[str, NodePlace]
    """The first node of each id."""
    sources: Mapping[str, Source]
    readers: frozenset[str]
    """The audiences that something is written for."""
    presence: Presence

    @classmethod
    def of(cls, topic: Topic, clinic: Clinic) -> CheckedTopic:
        """A topic of a clinic."""
        found = tuple(places(topic))
        return cls(
            topic=topic,
            clinic=clinic,
            places=found,
            by_id={place.node.id: place for place in reversed(found) if place.node.id is not None},
            sources={source.id: source for source in topic.sources},
            readers=frozenset(topic.audience) - unwritten(topic).keys(),
            presence=Presence(clinic),
        )

    @property
    def texts(self) -> Iterator[TextPlace]:
        """The texts of all nodes, then the summary."""
        for place in self.places:
            yield from (TextPlace(place, name, text) for name, text in texts(place.node))
        if self.topic.summary is not None:
            yield TextPlace(self.head(self.readers, frozenset(self.topic.audience)), "summary", self.topic.summary)

    @property
    def titles(self) -> Iterator[TextPlace]:
        """The titles of the topic and of its sources."""
        everybody = frozenset(self.topic.audience)
        yield TextPlace(self.head(self.readers, everybody), "title", self.topic.title)
        for source in self.topic.sources:
            stated = everybody if source.audience is None else frozenset(source.audience)
            yield TextPlace(self.head(stated & self.readers, stated), "title", source.title)

    def head(self, audiences: frozenset[str], stated: frozenset[str]) -> NodePlace:
        """The place of the topic's own texts, where a node's is asked for."""
        return NodePlace(_Head(span=self.topic.span), (), audiences, stated)


class _Head(Node, frozen=True, kw_only=True):
    """The topic itself."""


def unwritten(topic: Topic) -> dict[str, Diagnostic]:
    """A problem for each audience that a topic names and that has no section: only its document is refused."""
    hint = "write a section for it, or take it out of the topic's audience"
    return {
        audience: Diagnostic(topic.span, f"no section is for '{audience}'", hint, "empty")
        for audience in topic.audience
        if not any(audience in (section.audience or ()) for section in topic.sections)
    }


def names(audiences: frozenset[str]) -> str:
    """Audiences in a message."""
    return ", ".join(sorted(audiences)) or "nobody"
