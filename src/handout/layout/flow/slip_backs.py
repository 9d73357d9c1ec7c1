"""Slips to cut off that would take words with them: those that the sheet's other side has behind the slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handout.diagnostics import Diagnostic
from handout.document import CutSlip, Document
from handout.layout.geometry import Code, Image, Line, Page, SlipBox


class _Area(NamedTuple):
    """On a page, in points."""

    left: float
    right: float
    bottom: float
    top: float

    def behind(self, width: float) -> _Area:
        """The same area of the paper, seen from its other side."""
        return self._replace(left=width - self.right, right=width - self.left)

    def holds(self, item: object) -> bool:
        """Whether a part of a line, a picture or a code of the text is in it."""
        match item:
            case Line(artifact="" | "Repeat"):
                box = (item.x, item.x + item.width, item.y - item.descent, item.y + item.ascent)
            case Image():
                box = (item.x, item.x + item.width, item.y, item.y + item.height)
            case Code():
                box = (item.x, item.x + item.size, item.y, item.y + item.size)
            case _:
                return False
        left, right, bottom, top = box
        return left < self.right and right > self.left and bottom < self.top and top > self.bottom


def lost_with_slips(document: Document, pages: Sequence[Page]) -> Iterator[Diagnostic]:
    """A warning for each slip behind which there is text, if the paper is printed on both sides."""
    slips = {node.words.key: node for node in document.every_node if isinstance(node, CutSlip)}
    for number, page in enumerate(pages if slips else ()):
        other = number + (-1 if number % 2 else 1)  # the first page is a front
        behind = pages[other].items if other < len(pages) else ()
        for box in page.slips:
            slip = slips[box.slip]
            area = _cut_off(box, slip).behind(document.page.width)
            if any(map(area.holds, behind)):
                message = f"printed on both sides of the paper, this slip takes words of page {other + 1} with it"
                yield Diagnostic(slip.span, message, "print on one side only", "slip-back", "warning")


def _cut_off(box: SlipBox, slip: CutSlip) -> _Area:
    """All below a slip at the foot of a page is cut off with it."""
    return _Area(box.x, box.x + box.width, 0.0 if slip.at_foot else box.y, box.y + box.height)
