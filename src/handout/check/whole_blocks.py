"""Blocks that stay whole begin no page inside them, and slips to cut off are in sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.visibility import NodePlace
from handout.content.blocks.side_by_side import SideBySide
from handout.content.blocks.slip import CutSlip
from handout.content.blocks.use import Use
from handout.content.nodes import Block
from handout.content.sections import Section
from handout.diagnostics import Diagnostic


def misplaced_blocks(places: Iterable[NodePlace]) -> Iterator[Diagnostic]:
    """A problem for each slip inside another block, and each block that begins a page inside one that stays whole."""
    for place in places:
        node = place.node
        if isinstance(node, CutSlip) and not all(isinstance(above, Section | Use) for above in place.above):
            message, hint = "a slip belongs in a section, not inside another block", "move it out of the block"
            yield Diagnostic(node.span, message, hint, "slip")
        whole = next((above for above in place.above if isinstance(above, CutSlip | SideBySide)), None)
        if whole is not None and isinstance(node, Block) and node.break_ == "before":
            message = f"nothing begins a page inside '{whole.KIND}', which stays whole"
            yield Diagnostic(node.span, message, f"write 'break' beside '{whole.KIND}'", "break")
        kept = next((above for above in place.above if isinstance(above, Block) and above.keep == "together"), None)
        if whole is None and kept is not None and isinstance(node, Block) and node.break_ == "before":
            message = f"this begins a page inside '{kept.KIND}', which is to stay together"
            yield Diagnostic(node.span, message, "take out 'break' or 'keep'", "break", "warning")
