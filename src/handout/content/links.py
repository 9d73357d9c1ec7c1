"""Links inside a topic: where a text leads to, and the text in its place where it would lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_not
from typing import Any

from msgspec.structs import replace

from handout.content.nodes import ASIDE
from handout.content.texts import Text
from handout.content.topic import Topic
from handout.content.walk import N, ids, parts
from handout.diagnostics import Diagnostic, InputError
from handout.inline.runs import Field, Reference, Words


def targets(text: Text, audience: str | None = None) -> Iterator[str]:
    """The ids that a text links to, for one audience or for any."""
    for runs in text.every_paragraph if audience is None else text.of(audience) or ():
        for run in runs:
            if isinstance(run, Words | Field):
                if run.link is not None and run.link.startswith("#"):
                    yield run.link[1:]
            elif isinstance(run, Reference):
                yield run.target


def with_alternatives(topic: Topic) -> Topic:
    """The topic with `else` in place of a text whose link would go nowhere; HandoutError where there is no `else`."""
    present = frozenset(name for section in topic.sections for name in ids(section))
    problems: list[Diagnostic] = []

    def settled(node: N) -> N:
        changes: dict[str, Any] = {}
        for name, part in parts(node):
            if isinstance(part, tuple):
                below = tuple([settled(child) for child in part])
                if any(map(is_not, below, part)):
                    changes[name] = below
            elif name not in ASIDE and not present.issuperset(targets(part)):
                changes[name] = node.else_
                if node.else_ is None or name != "text":
                    problems.append(_nowhere(part, present))
        if node.else_ is not None:
            changes["else_"] = None
        return replace(node, **changes) if changes else node

    sections = tuple(settled(section) for section in topic.sections)
    if topic.summary is not None and not present.issuperset(targets(topic.summary)):
        problems.append(
            Diagnostic(topic.summary.span, "the summary links to a section that isn't there", code="link-target")
        )
    InputError.raise_for(problems)
    return replace(topic, sections=sections)


def _nowhere(text: Text, present: frozenset[str]) -> Diagnostic:
    missing = next(target for target in targets(text) if target not in present)
    return Diagnostic(text.span, f"'#{missing}' is absent for this reader", "give the text an 'else:'", "link-target")
