"""Paragraphs that introduce a list, telephone numbers, a table or a picture: they stay with it on a page.

A table or a picture may be so high that half of the page before it would be blank if a paragraph went with it to the
next page.  Only one that ends with a colon does so then: it says nothing by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from handout import document

_INTRODUCED = document.List | document.Definitions | document.WritingLines | document.QrCode
_HIGH = document.Table | document.Figure | document.SideBySide
_NUMBERS = ("phones", "callout-phones")
"""Roles of boxes of telephone numbers, which are lists, too: alone on a page, they don't say when to ring."""
_COLONS = (":", "：", "፦")


def with_introductions(nodes: Sequence[document.Node]) -> tuple[document.Node, ...]:
    """The nodes, of which a paragraph in front of one that it introduces stays with it."""
    made = [*nodes]
    for at, (node, after) in enumerate(pairwise(nodes)):
        if isinstance(after, _INTRODUCED | _HIGH) or (isinstance(after, document.Box) and after.role in _NUMBERS):
            made[at] = _introducing(node, high=isinstance(after, _HIGH))
    return tuple(made)


def _introducing(node: document.Node, *, high: bool) -> document.Node:
    """A paragraph that stays with what comes after it, which may be `high`; any other node as it is."""
    match node:
        case document.Paragraph():
            kept = not high or _ends_with_colon(node.leaf)
            return replace(node, keep_with_next=kept, near_next=not kept)
        case document.Hung():
            last = (_introducing(child, high=high) for child in node.children[-1:])
            return replace(node, children=(*node.children[:-1], *last))
        case _:
            return node


def _ends_with_colon(leaf: document.Leaf) -> bool:
    """Whether a text does, its footnotes' marks aside; a patient's words never count: the next patient has others."""
    last = next((run for run in reversed(leaf.runs) if run.mark is None), None)
    return last is not None and not last.slot and last.blank is None and last.text.rstrip().endswith(_COLONS)
