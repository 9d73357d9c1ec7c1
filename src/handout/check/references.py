"""What a text refers to is there for each of its readers: fields, sources, and what it links to."""

from __future__ import annotations

from collections.abc import Iterator

from handout.check.checked_topic import CheckedTopic, TextPlace, names
from handout.check.fields import field_problems
from handout.check.readers import reader_without
from handout.check.reference_places import Files, linked_at, written_at
from handout.check.visibility import NodePlace
from handout.content.blocks.table_cells import Cell
from handout.content.links import targets
from handout.content.nodes import Node
from handout.content.texts import EVERYBODY, Title
from handout.diagnostics import Diagnostic
from handout.inline.runs import Citation, Field, Inline, Reference
from handout.source.values import suggestion


def check_references(checked: CheckedTopic, files: Files) -> Iterator[Diagnostic]:
    """Every problem with what the texts of a topic refer to; what the files held shows its place in the text."""
    for text in checked.texts:
        place = text.place
        for key, paragraphs in text.text.choices:
            audiences = place.audiences if key == EVERYBODY else place.audiences & {key}
            for run in (run for runs in paragraphs for run in runs):
                for message, hint, code in _run(checked, run, audiences):
                    yield Diagnostic(written_at(files, text.text, run, key), message, hint, code)
        for target in dict.fromkeys(targets(text.text)):
            for message, hint in _link(checked, text, target):
                yield Diagnostic(linked_at(files, text.text, target), message, hint, "link-target")


def _run(checked: CheckedTopic, run: Inline, audiences: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a field, a citation or a title to print: message, hint and code."""
    if isinstance(run, Field):
        yield from field_problems(run, checked.clinic, checked.topic, audiences)
    elif isinstance(run, Citation):
        source = checked.sources.get(run.source)
        if source is None:
            hint = (
                suggestion(run.source, checked.sources) or "sources are listed under 'sources:' at the head of the file"
            )
            yield f"there is no source '{run.source}'", hint, "unknown-source"
        elif source.audience is not None and not audiences <= frozenset(source.audience):
            others = names(audiences - frozenset(source.audience))
            yield f"the source '{run.source}' is not for {others}", "narrow the text", "source-audience"
    elif isinstance(run, Reference) and not _titled(checked.by_id.get(run.target)):
        yield f"'#{run.target}' has no title to print", f"write its words: [the list](#{run.target})", "link-words"


def _titled(place: NodePlace | None) -> bool:
    """Whether a link's target has a title to print; `_link` reports a target that isn't there."""
    if place is None:
        return True
    return isinstance(getattr(place.node, "title", None) or getattr(place.node, "caption", None), Title)


def _link(checked: CheckedTopic, text: TextPlace, target: str) -> Iterator[tuple[str, str]]:
    """Rule 6: what may be absent for some reader of the link needs an `else`, or can't be linked to."""
    there = checked.by_id.get(target)
    if there is None:
        hint = suggestion(target, checked.by_id) or "the id of a section or a block of this topic"
        yield f"there is no '#{target}' to link to", hint
        return
    replaceable = text.name == "text" and not isinstance(text.place.node, Cell)
    absent = _absent(checked, text, there, target, replaceable=replaceable)
    if absent and replaceable:
        yield f"'#{target}' may be absent for {absent}", "give the text an 'else:'"
    elif absent:
        message = f"'#{target}' may be absent for {absent}, and a link here can't be replaced"
        yield message, "link to it from a text or an item"


def _absent(checked: CheckedTopic, text: TextPlace, target: NodePlace, name: str, *, replaceable: bool) -> str:
    """For whom the text is there, and neither the target nor an `else`; empty if there is no such reader."""
    place = text.place
    found = (
        reader_without(checked.presence, audience, [place], target)
        for audience in sorted(place.audiences)
        if name in targets(text.text, audience) and not (replaceable and replaced(place.node, audience))
    )
    return next(filter(None, found), "")


def replaced(node: Node, audience: str) -> bool:
    """Whether a node has an `else` for an audience."""
    return node.else_ is not None and node.else_.of(audience) is not None
