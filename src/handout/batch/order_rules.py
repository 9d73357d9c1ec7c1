"""Checks an order before a record is read: problems that refuse every document, and columns that all documents need."""

from __future__ import annotations

from collections.abc import Iterator

from handout.batch.order import Order
from handout.check import characters
from handout.check.checked_topic import unwritten
from handout.check.visibility import places
from handout.content.nodes import ASIDE
from handout.content.texts import Text
from handout.content.topic import Topic
from handout.content.walk import texts
from handout.diagnostics import Diagnostic, InputError, Span, option
from handout.inline.runs import Field
from handout.pipeline import Renderer
from handout.styles.resolve import resolve
from handout.workspace.load import Workspace


def refusals(order: Order, workspace: Workspace, renderer: Renderer) -> list[Diagnostic]:
    """Everything that would refuse every document of a kind."""
    found = [*_mixed(order, workspace)]
    for name in order.topics:
        topic = workspace.topics[name]
        found += _in_topic(topic, renderer)
        if not order.columns.audience:
            found += (problem for name, problem in unwritten(topic).items() if name in order.audiences)
        found += _in_translations(name, order, workspace, renderer)
        for audience in order.audiences:
            found += _in_edition(topic, audience, order, renderer)
    return [problem for problem in dict.fromkeys(found) if problem.severity == "error"]


def _mixed(order: Order, workspace: Workspace) -> Iterator[Diagnostic]:
    if len({workspace.clinic.restricted(audience) for audience in order.audiences}) > 1:
        message = "one run is for patients or for others, not for both"
        yield Diagnostic(Span(option("audience")), message, "make two runs", "mixed-audiences")


def _in_topic(topic: Topic, renderer: Renderer) -> Iterator[Diagnostic]:
    yield from renderer.rules.of_topic(topic)
    yield from characters.check_topic(topic, renderer.workspace.clinic, renderer.fonts)


def _in_translations(name: str, order: Order, workspace: Workspace, renderer: Renderer) -> Iterator[Diagnostic]:
    """What is wrong with the translations that the run may print, beside what refuses single records."""
    try:
        topics = [workspace.topic(name, order.language)]
    except InputError as error:
        yield from error.diagnostics
        return
    if order.columns.language:
        topics += (workspace.translations[name, language] for language in workspace.translated_into(name))
    for topic in topics:
        if topic is not workspace.topics[name]:
            yield from _in_topic(topic, renderer)


def _in_edition(topic: Topic, audience: str, order: Order, renderer: Renderer) -> Iterator[Diagnostic]:
    """What is wrong with a topic for one audience, in the layout that all of its documents have."""
    if audience in topic.audience and not order.columns.layout:
        layout = renderer.layout(order.request((topic.id,), audience))
        yield from renderer.rules.of_layout(layout)
        yield from renderer.rules.of_pair(topic, layout, audience)
    elif audience not in topic.audience and not order.columns.audience:
        message = f"'{topic.id}' is not for the audience '{audience}'"
        yield Diagnostic(topic.span, message, f"it is for {', '.join(topic.audience)}", "audience")


def needed(order: Order, workspace: Workspace) -> list[str]:
    """The columns without which no record can be made: the id, the name, and the fields that every document prints."""
    fields = {"id": None, "name": None}
    if not order.columns.topics and not order.columns.audience:
        for topic in order.topics:
            fields.update(dict.fromkeys(_printed(topic, order, workspace)))
    return list(fields)


def _printed(name: str, order: Order, workspace: Workspace) -> Iterator[str]:
    """The fields that a topic prints whatever the facets are, and that may not be missing."""
    topic, clinic, audience = workspace.topics[name], workspace.clinic, order.audiences[0]
    if order.columns.layout:
        return
    layout = resolve(order.layout or clinic.audience(audience).layout, workspace.layouts)
    for place in places(topic):
        nodes = (*place.above, place.node)
        if audience not in place.audiences or any(node.when for node in nodes) or nodes[0].id in layout.sections.omit:
            continue
        for key, text in texts(place.node):
            yield from _required(text, audience, workspace) if key not in ASIDE else ()
    if topic.summary is not None and layout.show.summary is not False:
        yield from _required(topic.summary, audience, workspace)


def _required(text: Text, audience: str, workspace: Workspace) -> Iterator[str]:
    """The fields of a text that may not be missing."""
    for runs in text.of(audience) or ():
        for run in runs:
            if isinstance(run, Field) and run.expression.field and run.expression.default is None:
                spec = workspace.clinic.field(run.expression.field)
                if spec is not None and spec.required:
                    yield run.expression.field
