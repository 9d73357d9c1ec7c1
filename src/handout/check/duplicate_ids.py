"""An id is given once in a topic, to a node or to a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handout.check.checked_topic import CheckedTopic
from handout.content.blocks.use import Use
from handout.content.walk import ids
from handout.diagnostics import Diagnostic, Span

CODE = "duplicate-id"


def duplicate_ids(checked: CheckedTopic) -> Iterator[Diagnostic]:
    """A problem for each node, fragment and source whose id is there already."""
    seen: dict[str, Span] = {}
    used: dict[str, Span] = {}
    for node in (place.node for place in checked.places):
        if node.id is not None:
            first = seen.setdefault(node.id, node.span)
            if first is not node.span:
                yield Diagnostic(node.span, f"the id '{node.id}' is used twice, first at {first}", "", CODE)
        if isinstance(node, Use) and any(True for block in node.body for _ in ids(block)):
            first = used.setdefault(node.fragment, node.span)
            if first is not node.span:
                message = f"the fragment '{node.fragment}' has ids and is used twice, first at {first}"
                yield Diagnostic(node.span, message, "", CODE)
    given = Counter(source.id for source in checked.topic.sources)
    for source in checked.topic.sources:
        if given[source.id] > 1:
            yield Diagnostic(source.span, f"the source '{source.id}' is given twice", "", CODE)
