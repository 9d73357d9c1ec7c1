"""Selecting: one audience's part of a topic, and nothing else of it.

The result holds no excluded node in any form.  So no later stage can print, number, measure or leak one.

A node is kept only if every rule lets it through:

1. A top-level section states its audience, and the layout does not leave the section out.
2. The reader's audience is in the node's `audience`, where the node has one, and in its `limit`: the audience of the
   column or the fragment that the node belongs to.
3. For each facet in `when`, the reader's value is one of the values there.  Where the reader's value isn't known, the
   node's `if-unknown` decides, or that of the facet.  One `drop` is enough to drop the node.  Where neither says
   anything, the whole document is refused: the program never guesses.
4. Each of the node's texts has one for this audience.
5. Each list of children still has a child, except for lists that may be empty.

After that, a text with a link to an absent section is replaced by its `else`, or the document is refused.

This fails closed, which means that a mistake leads to too little text or to an error, never to too much text:

- A parent that is dropped takes all of its children with it, so a child can only narrow what its parent allows.
- One walk treats every kind of node alike, field by field.  A new kind of block is selected without code of its own.
- What was used to decide (`audience`, `limit`, `when`, `if-unknown`, `label`, texts for others) is removed from what is
  kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.content.clinic import Clinic
from handout.content.facets import FacetSpec
from handout.content.links import with_alternatives
from handout.content.nodes import ASIDE, Node
from handout.content.sections import Section
from handout.content.texts import EVERYBODY, Text, Title
from handout.content.topic import Topic
from handout.content.walk import parts
from handout.diagnostics import Diagnostic, InputError, Span, option
from handout.source.scalars import Name

T = TypeVar("T", bound=Text)


class Reader(Struct, frozen=True, kw_only=True):
    """For whom a topic is read."""

    audience: str
    facets: Mapping[str, str | None] = {}
    """The value of each facet; None, or absent, where it isn't known."""
    omit: tuple[str, ...] = ()
    """Ids of the sections that the layout leaves out."""


class Decision(Struct, frozen=True):
    """Why a node is in or out."""

    span: Span
    name: str
    depth: int
    kept: bool
    reason: str


class Selection(Struct, frozen=True, kw_only=True):
    """One audience's part of a topic: only its nodes, each text the one for it."""

    topic: Topic
    audience: str
    restricted: bool
    """The document must never be given to a patient."""


def select(topic: Topic, clinic: Clinic, reader: Reader, trace: list[Decision] | None = None) -> Selection:
    """The part of a topic that a reader gets; HandoutError when there is none, or a facet must be known and isn't.

    `trace`, where it is given, takes a decision for every node.
    """
    if reader.audience not in topic.audience:
        hint = f"it is for {', '.join(topic.audience)}"
        raise InputError.at(
            topic.span, f"'{topic.id}' is not for the audience '{reader.audience}'", hint, "nothing-selected"
        )
    walk = _Pruner(clinic, reader, trace)
    sections = tuple(kept for section in topic.sections if (kept := walk.section(section)) is not None)
    InputError.raise_for(walk.problems)
    if not sections:
        unabridged = _Pruner(clinic, replace(reader, omit=()), None)
        omitted = any(section.id in reader.omit and unabridged.section(section) for section in topic.sections)
        message = f"nothing of '{topic.id}' is for the audience '{reader.audience}'"
        hint = "the layout leaves out every section that is: look at its 'omit'" if omitted else ""
        raise InputError.at(topic.span, message, hint, "nothing-selected")
    chosen = with_alternatives(_top(topic, sections, walk))
    return Selection(topic=chosen, audience=reader.audience, restricted=clinic.restricted(reader.audience))


def _top(topic: Topic, sections: tuple[Section, ...], walk: _Pruner) -> Topic:
    """The topic with the texts of its head chosen, and nothing that only its authors need."""
    audience = walk.reader.audience
    title = text_for(topic.title, audience)
    if title is None:
        raise InputError.at(topic.title.span, f"the title has no text for '{audience}'", code="nothing-selected")
    restricted = walk.clinic.restricted(audience)
    return replace(
        topic,
        title=title,
        audience=(audience,),
        summary=text_for(topic.summary, audience) if topic.summary else None,
        codes=topic.codes if restricted else {},
        budget={name: budget for name, budget in topic.budget.items() if name == audience},
        exempt={},
        sources=tuple(
            replace(source, title=text_for(source.title, audience), audience=None)
            for source in topic.sources
            if source.audience is None or audience in source.audience
        ),
        sections=sections,
    )


def excluded(node: Node, audience: str) -> str:
    """Why a node itself is not for an audience; empty where it is."""
    if node.audience is not None and audience not in node.audience:
        return f"for {', '.join(node.audience)} only"
    if node.limit is not None and audience not in node.limit:
        return f"its fragment or column is for {', '.join(node.limit)} only"
    return ""


def text_for(text: T, audience: str) -> T | None:
    """The text for this audience alone; None where it has none."""
    paragraphs = text.of(audience)
    return None if paragraphs is None else replace(text, choices=((EVERYBODY, paragraphs),))


class _Pruner:
    """Prunes nodes for one reader."""

    def __init__(self, clinic: Clinic, reader: Reader, trace: list[Decision] | None) -> None:
        self.clinic, self.reader, self._trace = clinic, reader, trace
        self.problems: list[Diagnostic] = []
        self._depth = 0

    def section(self, section: Section) -> Section | None:
        """A top-level section; one without an audience never gets here, and would be dropped."""
        if section.audience is None:
            self._note(section, False, "states no audience")
            return None
        if section.id in self.reader.omit:
            self._note(section, False, "left out by the layout")
            return None
        kept = self.node(section)
        return kept if isinstance(kept, Section) else None

    def node(self, node: Node) -> Node | None:
        """The node for this reader, or None."""
        reason = excluded(node, self.reader.audience)
        if reason:
            self._note(node, False, reason)
            return None
        labels = self._facets(node)
        if isinstance(labels, str):
            self._note(node, False, labels)
            return None
        place = len(self._trace) if self._trace is not None else 0
        self._depth += 1
        changes = self._fields(node)
        self._depth -= 1
        if isinstance(changes, str):
            self._note(node, False, changes, place)
            return None
        self._note(node, True, self._kept(node), place)
        own = changes.get("label_")
        changes |= {"label_": None, "labels": (own,) if labels and own else labels}
        return replace(node, **changes, audience=None, limit=None, when=None, if_unknown=None)

    def _kept(self, node: Node) -> str:
        """Why a node is in, as `explain` says it."""
        facets = ((name, self.reader.facets.get(name)) for name in node.when or {})
        parts = (f"{name} is {value}" if value is not None else f"{name} isn't known" for name, value in facets)
        return ", ".join((f"for {self.reader.audience}", *parts))

    def _facets(self, node: Node) -> tuple[Title, ...] | str:
        """The labels of the facets that aren't known, to be printed before the node, or why it is out."""
        when = node.when or {}
        unknown: dict[str, FacetSpec] = {}
        for name, values in when.items():
            value = self.reader.facets.get(name)
            if value is None:
                unknown[name] = self.clinic.facets[Name(name)]
            elif value not in values:
                return f"{name} is {value}, it is for {', '.join(values)}"
        # Whether it is out may not depend on which facet was written first.
        policies = {name: node.if_unknown or facet.if_unknown for name, facet in unknown.items()}
        if "drop" in policies.values():
            return f"{', '.join(name for name, policy in policies.items() if policy == 'drop')} isn't known"
        for name in (name for name, policy in policies.items() if policy is None):
            hint = f"give {option('set')} {name}=…, or write if-unknown: keep or drop"
            message = f"the patient's '{name}' must be known here"
            self.problems.append(Diagnostic(node.span, message, hint, "facet-unknown"))
        return tuple(
            label for name, facet in unknown.items() for value, label in facet.values.items() if value in when[name]
        )

    def _fields(self, node: Node) -> dict[str, Any] | str:
        """What changes in the node's own fields, or why nothing of it is left."""
        changes: dict[str, Any] = {}
        for name, part in parts(node):
            if isinstance(part, Text):
                changes[name] = text_for(part, self.reader.audience)
                if changes[name] is None and name not in ASIDE:
                    return f"has no {name} for {self.reader.audience}"
            else:
                changes[name] = tuple(kept for child in part if (kept := self.node(child)) is not None)
                if not changes[name] and name not in type(node).OPTIONAL:
                    return "nothing of it is left"
        return changes

    def _note(self, node: Node, kept: bool, reason: str, place: int | None = None) -> None:
        """A decision is before those of the node's children, though it falls after them."""
        if self._trace is not None:
            decision = Decision(node.span, name_of(node), self._depth, kept, reason)
            self._trace.insert(len(self._trace) if place is None else place, decision)


def name_of(node: Node) -> str:
    """A node as `explain` lists it: its kind, and its id where it has one."""
    kind = getattr(type(node), "KIND", "") or type(node).__name__.lower()
    return f"{kind} {node.id}" if node.id else kind
