"""Paragraphs that introduce a list, a table or a picture: they stay with it on a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from handout import document

_INTRODUCED = (
    document.List
    | document.Table
    | document.Definitions
    | document.WritingLines
    | document.Figure
    | document.QrCode
    | document.SideBySide
)


def with_introductions(nodes: Sequence[document.Node]) -> tuple[document.Node, ...]:
    """The nodes, of which a paragraph in front of one that it introduces stays with it."""
    made = [*nodes]
    for at, (node, after) in enumerate(pairwise(nodes)):
        if isinstance(after, _INTRODUCED):
            made[at] = _introducing(node)
    return tuple(made)


def _introducing(node: document.Node) -> document.Node:
    """A paragraph that stays with what comes after it; any other node as it is."""
    match node:
        case document.Paragraph():
            return replace(node, keep_with_next=True)
        case document.Hung():
            return replace(node, children=(*node.children[:-1], *map(_introducing, node.children[-1:])))
        case _:
            return node
