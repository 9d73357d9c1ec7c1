"""An `else` and a `label` are beside what they belong to; elsewhere they would never be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.text import TextBlock
from handout.content.clinic import Clinic
from handout.content.links import targets
from handout.content.nodes import Node
from handout.content.texts import Text
from handout.diagnostics import Diagnostic
from handout.source.scalars import Name

CODE = "never-printed"


def never_printed(places: Iterable[NodePlace], clinic: Clinic) -> Iterator[Diagnostic]:
    """A problem for each `else` and each `label` at the wrong place."""
    for node in (place.node for place in places):
        yield from _else(node)
        yield from _label(node, clinic)


def _else(node: Node) -> Iterator[Diagnostic]:
    """An `else` is in place of a text that may link to what isn't there, and is as long as that text may be."""
    if node.else_ is None:
        return
    text = getattr(node, "text", None)
    if not isinstance(text, Text):
        hint = "write it beside the text that has the link"
        yield Diagnostic(node.else_.span, "this 'else' is never printed", hint, CODE)
    elif next(targets(text), None) is None:
        hint = (
            "it is printed where a link of the text leads nowhere; for other readers, write a text with its own 'when'"
        )
        yield Diagnostic(node.else_.span, "this 'else' is never printed", hint, CODE)
    elif not isinstance(node, TextBlock) and any(len(paragraphs) > 1 for _, paragraphs in node.else_.choices):
        hint = "take out the blank line, or use 'text'"
        yield Diagnostic(node.else_.span, "one paragraph is allowed here", hint, "paragraphs")


def _label(node: Node, clinic: Clinic) -> Iterator[Diagnostic]:
    """A label is before what is kept although a facet isn't known."""
    if node.label_ is None:
        return
    unknown = (node.if_unknown or clinic.facets[Name(facet)].if_unknown for facet in node.when or {})
    if not node.when or "drop" in unknown:
        hint = "it needs a 'when' beside it, and no 'if-unknown: drop'"
        yield Diagnostic(node.label_.span, "this 'label' is never printed", hint, CODE)
