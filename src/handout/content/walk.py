"""Walks over the nodes of a topic.

A walk reads a node field by field and asks each value what it is.  No kind of node has a walk of its own, so a new kind
can't be forgotten by `select` or by a check.  What a node holds comes in the order of its fields: a `Text`, or a tuple
of child nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter, is_not
from typing import Any, TypeVar

from msgspec.structs import replace

from handout.content.nodes import ASIDE, Node
from handout.content.texts import Text

N = TypeVar("N", bound=Node)
NodePart = Text | tuple[Node, ...]
"""A text of a node, or its children in one field."""


def parts(node: Node) -> Iterator[tuple[str, NodePart]]:
    """The texts and the children of a node, each with the name of its field."""
    names, values = _fields(type(node))
    for name, value in zip(names, values(node), strict=True):
        if not value:  # most fields of most nodes
            continue
        if isinstance(value[0], Node) if isinstance(value, tuple) else isinstance(value, Text):
            yield name, value


@cache
def _fields(kind: type[Node]) -> tuple[tuple[str, ...], Callable[[Node], tuple[Any, ...]]]:
    """The fields that may hold a text or children (of those common to all nodes only `ASIDE`), and what reads them."""
    common = frozenset(Node.__struct_fields__) - frozenset(ASIDE)
    names = tuple(name for name in kind.__struct_fields__ if name not in common)
    return names, attrgetter(*names)


def texts(node: Node) -> Iterator[tuple[str, Text]]:
    """The texts of a node itself, each with the name of its field."""
    return ((name, part) for name, part in parts(node) if isinstance(part, Text))


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node."""
    for value in _fields(type(node))[1](node):
        if value and isinstance(value, tuple) and isinstance(value[0], Node):
            yield from value


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes and all nodes below them, each before its children."""
    stack = [*nodes][::-1]
    while stack:
        node = stack.pop()
        yield node
        stack += [*children(node)][::-1]


def ids(node: Node) -> Iterator[str]:
    """The ids of a node and of all nodes below it."""
    return (below.id for below in walk((node,)) if below.id is not None)


def mapped(node: N, text: Callable[[Text], Text], child: Callable[[Node], Node]) -> N:
    """The node with a function applied to each of its texts, and another one to each of its children.

    Where both give back what they are given, the node itself.
    """
    changes: dict[str, NodePart] = {}
    for name, part in parts(node):
        if isinstance(part, Text):
            if (made := text(part)) is not part:
                changes[name] = made
        else:
            below = tuple([child(each) for each in part])
            if any(map(is_not, below, part)):
                changes[name] = below
    return replace(node, **changes) if changes else node
