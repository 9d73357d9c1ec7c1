"""Walks over the nodes of a topic: field by field, so that a new kind of node can't be forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from handout.content.nodes import Node


def ids(node: Node) -> Iterator[str]:
    """The ids of a node and of all below it."""
    if node.id is not None:
        yield node.id
    for child in children(node):
        yield from ids(child)


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node, in order."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))
