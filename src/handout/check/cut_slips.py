"""Slips to cut off stand in sections, and stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.slip import CutSlip
from handout.content.blocks.use import Use
from handout.content.nodes import Block, Section
from handout.diagnostics import Diagnostic


def misplaced_slips(places: Iterable[NodePlace]) -> Iterator[Diagnostic]:
    """What is said of slips inside other blocks, and of blocks that would begin a page inside a slip."""
    for place in places:
        node = place.node
        if isinstance(node, CutSlip) and not all(isinstance(above, Section | Use) for above in place.above):
            message, hint = "a slip stands in a section, not inside another block", "move it out of the block"
            yield Diagnostic(node.span, message, hint, "slip")
        inside = any(isinstance(above, CutSlip) for above in place.above)
        if inside and isinstance(node, Block) and node.break_ == "before":
            message = "nothing begins a page inside a slip, which stays whole"
            yield Diagnostic(node.span, message, "take 'break' out, or write it beside the slip", "slip")
