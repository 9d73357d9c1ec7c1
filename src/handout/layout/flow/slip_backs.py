"""Slips to cut off that would take words with them: those that the sheet's other side has behind the slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handout.diagnostics import Diagnostic
from handout.document import CutSlip, Document
from handout.layout.geometry import Code, Icon, Image, Line, Page, Rule


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
        for key, slip in slips.items():
            line = next((item for item in page.items if isinstance(item, Line) and item.leaf == key), None)
            area = None if line is None else _area(line, page, slip).behind(document.page.width)
            if area is not None and any(map(area.holds, behind)):
                message = f"printed on both sides of the paper, this slip takes words of page {other + 1} with it"
                yield Diagnostic(slip.span, message, "print on one side only", "slip-back", "warning")


def _area(words: Line, page: Page, slip: CutSlip) -> _Area:
    """What is cut off with a slip whose words on where to cut are on this line."""
    marks = [item for item in page.items if isinstance(item, Icon) and item.name == "scissors"]
    scissors = min((icon for icon in marks if icon.y + icon.size > words.y), key=lambda icon: icon.y)
    dashes = [item for item in page.items if isinstance(item, Rule) and item.dashed]
    upper = next(rule for rule in dashes if scissors.y < rule.y1 < scissors.y + scissors.size)
    below = [rule.y1 for rule in dashes if rule.y1 < words.y - words.descent]
    return _Area(
        left=min(scissors.x, upper.x1),
        right=max(scissors.x + scissors.size, upper.x2),
        bottom=0.0 if slip.at_foot or not below else max(below),
        top=scissors.y + scissors.size,
    )
