"""The rules that span a topic: narrowing, links, fields, sources, required sections; each proved for every reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from handout.check.absence import Unproved, example
from handout.check.continued_steps import without_steps_before
from handout.check.emergency_numbers import without_emergency_number
from handout.check.empty_imprints import empty_imprints
from handout.check.notes import check_notes
from handout.check.visibility import Assignment, NodePlace, Presence, places
from handout.check.whole_blocks import misplaced_blocks
from handout.content.blocks.lists import Item
from handout.content.blocks.table_cells import Cell
from handout.content.blocks.text import TextBlock
from handout.content.blocks.use import Use
from handout.content.clinic import Clinic
from handout.content.nodes import Node, Section
from handout.content.texts import EVERYBODY, Text, Title
from handout.content.topic import Source, Topic
from handout.content.walk import ids, texts
from handout.diagnostics import Diagnostic, Span
from handout.inline.runs import Citation, Field, Inline, Reference
from handout.select import Selection, name_of, targets
from handout.source.scalars import Name
from handout.source.values import Value, flatten, mapping_at, suggestion

DEEPEST_HEADING = 6


def check_topic(topic: Topic, clinic: Clinic, files: Mapping[str, Value] | None = None) -> list[Diagnostic]:
    """Every problem of a topic that no single value shows; what its files held tells some places more exactly.

    Audiences that nothing is written for yet are told by `unwritten`.
    """
    return _Check(topic, clinic, files or {}).run()


def unwritten(topic: Topic) -> dict[str, Diagnostic]:
    """What is said of each audience that a topic names and that no section is for: its document alone is refused."""
    hint = "write a section for it, or take it out of the topic's audience"
    return {
        audience: Diagnostic(topic.span, f"no section is for '{audience}'", hint, "empty")
        for audience in topic.audience
        if not any(audience in (section.audience or ()) for section in topic.sections)
    }


class _Check:
    def __init__(self, topic: Topic, clinic: Clinic, files: Mapping[str, Value]) -> None:
        self._topic, self._clinic, self._files = topic, clinic, files
        self._places = list(places(topic))
        self._presence = Presence(clinic)
        self._found: list[Diagnostic] = []
        self._by_id: dict[str, NodePlace] = {
            place.node.id: place for place in reversed(self._places) if place.node.id is not None
        }
        self._sources: dict[str, Source] = {source.id: source for source in topic.sources}
        self._readers = frozenset(topic.audience) - unwritten(topic).keys()
        """The audiences that something is written for."""

    def run(self) -> list[Diagnostic]:
        self._ids()
        for place in self._places:
            self._narrows(place)
            self._facet_rules(place)
            self._depth(place)
            self._else(place.node)
            self._label(place.node)
            for name, text in texts(place.node):
                self._covers(place, name, text)
                self._runs(place, name, text)
        self._found += without_steps_before(self._places)
        self._found += empty_imprints(self._places, self._topic, self._clinic)
        self._found += without_emergency_number(self._places, self._clinic)
        self._found += misplaced_blocks(self._places)
        self._found += check_notes(self._places, [self._topic.summary] if self._topic.summary else [])
        self._head()
        self._codes()
        self._requirements()
        return self._found

    def _say(self, span: Span, message: str, hint: str = "", code: str = "") -> None:
        self._found.append(Diagnostic(span, message, hint, code))

    def _ids(self) -> None:
        seen: dict[str, Span] = {}
        used: dict[str, Span] = {}
        for place in self._places:
            node = place.node
            if node.id is not None:
                first = seen.setdefault(node.id, node.span)
                if first is not node.span:
                    self._say(node.span, f"the id '{node.id}' is used twice, first at {first}", code="duplicate-id")
            if isinstance(node, Use) and any(True for block in node.body for _ in ids(block)):
                first = used.setdefault(node.fragment, node.span)
                if first is not node.span:
                    message = f"the fragment '{node.fragment}' has ids and is used twice, first at {first}"
                    self._say(node.span, message, code="duplicate-id")
        given = Counter(source.id for source in self._topic.sources)
        for source in self._topic.sources:
            if given[source.id] > 1:
                self._say(source.span, f"the source '{source.id}' is given twice", code="duplicate-id")

    def _narrows(self, place: NodePlace) -> None:
        """Rule 3: a child's audience is part of its parent's, as its own file states it."""
        if place.node.audience is None:
            return
        parent = frozenset(self._topic.audience)
        stated = "the topic"
        for above in place.above:
            if isinstance(above, Use) and above.limit is not None:
                parent, stated = frozenset(above.limit), f"the fragment '{above.fragment}'"
            elif above.audience is not None:
                parent, stated = frozenset(above.audience), name_of(above)
        for audience in place.node.audience:
            if audience not in parent:
                message = f"'{audience}' widens: {stated} is for {_names(parent)} only"
                where = stated_at(self._files, place.node.span, audience)
                self._say(where, message, "a part can only narrow what it stands in", "widens")

    def _facet_rules(self, place: NodePlace) -> None:
        for facet in place.node.when or {}:
            spec = self._clinic.facets[Name(facet)]
            if spec.audience is not None and not place.audiences <= frozenset(spec.audience):
                others = _names(place.audiences - frozenset(spec.audience))
                message = f"the facet '{facet}' is not for {others}"
                self._say(place.node.span, message, "narrow the node's audience", "facet-audience")

    def _depth(self, place: NodePlace) -> None:
        if isinstance(place.node, Section):
            level = 2 + sum(isinstance(above, Section) for above in place.above)
            if level > DEEPEST_HEADING:
                message = f"a heading of level {level}; {DEEPEST_HEADING} is the last"
                self._say(place.node.span, message, code="too-deep")

    def _else(self, node: Node) -> None:
        """An `else` stands for a text that may link to what isn't there, and is as long as that text may be."""
        if node.else_ is None:
            return
        if not isinstance(getattr(node, "text", None), Text):
            hint = "write it beside the text that has the link"
            self._say(node.else_.span, "this 'else' is never printed", hint, "never-printed")
        elif not isinstance(node, TextBlock) and any(len(paragraphs) > 1 for _, paragraphs in node.else_.choices):
            hint = "take out the blank line, or use 'text'"
            self._say(node.else_.span, "one paragraph is taken here", hint, "paragraphs")

    def _label(self, node: Node) -> None:
        """A label stands before what is kept although a facet isn't known."""
        if node.label_ is None:
            return
        unknown = (node.if_unknown or self._clinic.facets[Name(facet)].if_unknown for facet in node.when or {})
        if not node.when or "drop" in unknown:
            hint = "it takes a 'when' beside it, and no 'if-unknown: drop'"
            self._say(node.label_.span, "this 'label' is never printed", hint, "never-printed")

    def _covers(self, place: NodePlace, name: str, text: Text) -> None:
        """A text by audience has one for each reader of its node, and none for anybody else."""
        given = {key for key, _ in text.choices}
        if EVERYBODY in given:
            return
        for audience in sorted(given - place.stated):
            message = f"the text for '{audience}' is never printed: this is for {_names(place.stated)} only"
            self._say(text.span, message, "take it out, or widen the node's audience", "never-printed")
        drops = name == "text" and isinstance(place.node, TextBlock | Item)
        missing = place.audiences - given
        if missing and not drops and name != "else_":
            self._say(text.span, f"no text for {_names(missing)}", "give one for each audience", "text-missing")

    def _runs(self, place: NodePlace, name: str, text: Text) -> None:
        for key, paragraphs in text.choices:
            audiences = place.audiences if key == EVERYBODY else place.audiences & {key}
            for run in (run for runs in paragraphs for run in runs):
                self._run(run, text, audiences)
        for target in dict.fromkeys(targets(text)):
            self._link(place, name, text, target)

    def _run(self, run: Inline, text: Text, audiences: frozenset[str]) -> None:
        if isinstance(run, Field):
            for message, hint, code in field_problems(run, self._clinic, self._topic, audiences):
                self._say(text.span, message, hint, code)
        elif isinstance(run, Citation):
            self._cited(run, text, audiences)
        elif isinstance(run, Reference) and not self._titled(run.target):
            hint = f"write its words: [the list](#{run.target})"
            self._say(text.span, f"'#{run.target}' has no title to print", hint, "link-words")

    def _titled(self, target: str) -> bool:
        """Whether a link's target has a title to print; one that isn't there is told elsewhere."""
        place = self._by_id.get(target)
        if place is None:
            return True
        return isinstance(getattr(place.node, "title", None) or getattr(place.node, "caption", None), Title)

    def _cited(self, run: Citation, text: Text, audiences: frozenset[str]) -> None:
        source = self._sources.get(run.source)
        if source is None:
            hint = suggestion(run.source, self._sources) or "sources stand under 'sources:' at the head of the file"
            self._say(text.span, f"there is no source '{run.source}'", hint, "unknown-source")
        elif source.audience is not None and not audiences <= frozenset(source.audience):
            others = _names(audiences - frozenset(source.audience))
            self._say(text.span, f"the source '{run.source}' is not for {others}", "narrow the text", "source-audience")

    def _link(self, place: NodePlace, name: str, text: Text, target: str) -> None:
        """Rule 6: what may be absent for some reader of the link needs an `else`, or can't be linked to."""
        there = self._by_id.get(target)
        if there is None:
            hint = suggestion(target, self._by_id) or "the id of a section or a block of this topic"
            self._say(text.span, f"there is no '#{target}' to link to", hint, "link-target")
            return
        replaceable = name == "text" and not isinstance(place.node, Cell)
        absent = self._absent(place, text, there, target, replaceable=replaceable)
        if absent and replaceable:
            self._say(text.span, f"'#{target}' may be absent for {absent}", "give the text an 'else:'", "link-target")
        elif absent:
            message = f"'#{target}' may be absent for {absent}, and a link here can't be replaced"
            self._say(text.span, message, "link to it from a text or an item", "link-target")

    def _absent(self, place: NodePlace, text: Text, target: NodePlace, name: str, *, replaceable: bool) -> str:
        """For whom the text is there, and neither the target nor an `else`; empty when for nobody."""
        cases = self._presence.cases([place.node, target.node], [*place.above, *target.above])
        for audience in sorted(place.audiences):
            if name not in targets(text, audience) or (replaceable and replaced(place.node, audience)):
                continue
            if cases is None:
                found = self._example(audience, [place], target)
                if found:
                    return found
                continue
            here = [case for case in cases if self._presence.shown(place, audience, case)]
            absent = [case for case in here if not self._presence.shown(target, audience, case)]
            if absent and len(absent) == len(here):
                return audience
            if absent:
                return _whom(audience, absent[0])
        return ""

    def _example(self, audience: str, there: list[NodePlace], absent: NodePlace) -> str:
        """For whom some places are there and one isn't, where not every value can be tried; empty when for nobody."""
        try:
            found = example(self._presence, audience, there, [absent])
        except Unproved:
            return f"{audience}: its facets have too many values to prove that it isn't"
        return "" if found is None else _whom(audience, found)

    def _head(self) -> None:
        """The topic's own texts: title and summary."""
        everybody = frozenset(self._topic.audience)
        head = NodePlace(_Head(span=self._topic.span), (), self._readers, everybody)
        self._covers(head, "title", self._topic.title)
        for source in self._topic.sources:
            readers = everybody if source.audience is None else frozenset(source.audience)
            if not readers <= everybody:
                message = f"{_names(readers - everybody)} widens the topic's audience"
                self._say(source.span, message, code="widens")
            self._covers(NodePlace(head.node, (), readers & self._readers, readers), "title", source.title)
        if self._topic.summary is not None:
            self._covers(head, "summary", self._topic.summary)
            self._runs(head, "summary", self._topic.summary)

    def _codes(self) -> None:
        """Codes only go to restricted audiences."""
        if self._topic.codes and not any(self._clinic.restricted(audience) for audience in self._topic.audience):
            self._say(self._topic.span, "codes are printed in restricted documents only", code="codes")

    def _requirements(self) -> None:
        required = {name for audience in self._topic.audience for name in self._clinic.audience(audience).requires}
        for name in self._topic.exempt:
            if name not in required:
                self._say(self._topic.span, f"'{name}' is exempt, but no audience requires it", code="exempt")
        for audience in self._topic.audience:
            for name in self._clinic.audience(audience).requires:
                if name not in self._topic.exempt and audience in self._readers:
                    self._required(audience, name)

    def _required(self, audience: str, name: str) -> None:
        hint = f"write the section, or exempt: {{{name}: the reason}}"
        place = next((p for p in self._places if p.node.id == name and not p.above), None)
        if place is None:
            if any(problem.code == "duplicate-id" for problem in self._found):
                return  # the id may be one of those
            self._say(self._topic.span, f"'{audience}' requires the section '{name}'", hint, "required-section")
            return
        cases = self._presence.cases([place.node])
        if cases is None:
            whom = self._example(audience, [], place)
        else:
            empty = (case for case in cases if not self._presence.shown(place, audience, case))
            whom = next((_whom(audience, case) for case in empty), "")
        if whom:
            self._say(place.node.span, f"'{name}' is required, and empty for {whom}", hint, "required-section")


class _Head(Node, frozen=True, kw_only=True):
    """Stands for the topic itself where a node is asked for."""


def _whom(audience: str, case: Assignment) -> str:
    """An audience with the values of its facets."""
    values = ", ".join(f"{facet}: {value or 'unknown'}" for facet, value in case.items())
    return f"{audience} ({values})" if values else audience


def check_selected(topic: Topic, selection: Selection, clinic: Clinic) -> list[Diagnostic]:
    """A section that an audience requires, and that the reader at hand doesn't get; no facet's value is told."""
    there = {section.id for section in selection.topic.sections}
    places = {section.id: section.span for section in topic.sections}
    return [
        Diagnostic(
            places.get(name, topic.span), f"'{name}' is required, and empty for this reader of '{selection.audience}'",
            f"write something in it for every reader, or exempt: {{{name}: the reason}}", "required-section",
        )
        for name in clinic.audience(selection.audience).requires
        if name not in there and name not in topic.exempt
    ]  # fmt: skip


def stated_at(files: Mapping[str, Value], span: Span, audience: str) -> Span:
    """Where what begins at a place names an audience; the place itself, if that can't be told."""
    file = files.get(span.file)
    entries = mapping_at(file, span) if file is not None else None
    stated = entries.get("audience") if entries is not None else None
    named = flatten(stated) if stated is not None else ()
    return next((scalar.span for _, scalar in named if scalar.text == audience), span)


def replaced(node: Node, audience: str) -> bool:
    """Whether a node has an `else` for an audience."""
    return node.else_ is not None and node.else_.of(audience) is not None


def field_problems(
    run: Field, clinic: Clinic, topic: Topic | None, audiences: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a field where it stands: message, hint and code.  Without a topic it stands in a layout."""
    match run.expression.path:
        case ("patient", name):
            spec = clinic.field(name)
            if spec is None:
                hint = suggestion(name, clinic.field_names) or "fields are declared in clinic.yaml"
                yield f"there is no field '{name}'", hint, "unknown-field"
            elif spec.audience is not None and not audiences <= frozenset(spec.audience):
                others = _names(audiences - frozenset(spec.audience))
                yield f"the field '{name}' is not for {others}", "narrow the text's audience", "field-audience"
        case ("clinic", "contacts", name, _) if name not in clinic.contacts:
            hint = suggestion(name, clinic.contacts) or "contacts are declared in clinic.yaml"
            yield f"the clinic has no contact '{name}'", hint, "unknown-contact"
        case ("clinic", "web") if clinic.web is None and run.expression.default is None:
            yield "the clinic has no 'web'", "write it in clinic.yaml, or | default('…')", "empty-field"
        case ("clinic", "address") if not clinic.address and run.expression.default is None:
            yield "the clinic has no 'address'", "write it in clinic.yaml, or | default('…')", "empty-field"
        case (("page" | "pages" | "page_of_pages"),) if topic is not None:
            message, hint = "page numbers stand in headers and footers only", "link to the section instead: [](#id)"
            yield message, hint, "page-number"
        case ("topic", "summary") if topic is not None:
            yield "the summary can't stand inside the text", "write its words", "expression"
        case ("topic", "updated") if topic is not None and topic.updated is None and run.expression.default is None:
            yield "the topic has no 'updated'", "write it at the head of the file", "empty-field"
        case _:
            return


def _names(audiences: frozenset[str]) -> str:
    return ", ".join(sorted(audiences)) or "nobody"
