"""Boxes on a page, and the names of blocks in messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from handout.diagnostics import Diagnostic, Span
from handout.document import Document, Heading, Node, Section, leaves
from handout.layout.geometry import Line, Pages

CLOSE = 0.02
"""Points; places are rounded to a thousandth."""


class Rectangle(Struct, frozen=True):
    """A box on a page."""

    left: float
    bottom: float
    right: float
    top: float

    @staticmethod
    def sized(x: float, y: float, width: float, height: float) -> Rectangle:
        """The box of a size whose lower left corner is at a point."""
        return Rectangle(x, y, x + width, y + height)

    def within(self, other: Rectangle, slack: float = CLOSE) -> bool:
        """Whether it is inside the other."""
        return (
            self.left >= other.left - slack
            and self.bottom >= other.bottom - slack
            and self.right <= other.right + slack
            and self.top <= other.top + slack
        )

    def over(self, other: Rectangle, slack: float = 0.0) -> bool:
        """Whether the two share more than an edge."""
        return (  # as `level` and `in_column`, which for each pair on a page would take twice as long
            self.bottom < other.top - slack
            and other.bottom < self.top - slack
            and self.left < other.right - slack
            and other.left < self.right - slack
        )

    def level(self, other: Rectangle, slack: float = CLOSE) -> bool:
        """Whether the two have heights in common, wherever they are across the page."""
        return self.bottom < other.top - slack and other.bottom < self.top - slack

    def in_column(self, other: Rectangle, slack: float = CLOSE) -> bool:
        """Whether the two have places across the page in common, whatever their heights are."""
        return self.left < other.right - slack and other.left < self.right - slack

    def joined(self, other: Rectangle) -> Rectangle:
        """The box around both."""
        return Rectangle(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


def around(areas: Iterable[Rectangle]) -> Rectangle:
    """The box around several; at least one."""
    areas = [*areas]
    return Rectangle(
        min([area.left for area in areas]),
        min([area.bottom for area in areas]),
        max([area.right for area in areas]),
        max([area.top for area in areas]),
    )


def overlapping(areas: Sequence[Rectangle], slack: float) -> Iterator[tuple[int, int]]:
    """Pairs of boxes that overlap, by their indexes: from the top of the page down, the upper box first."""
    order = sorted(range(len(areas)), key=lambda at: -areas[at].top)
    for place, at in enumerate(order):
        for other in order[place + 1 :]:
            if areas[other].top <= areas[at].bottom + slack:
                break
            if areas[at].over(areas[other], slack):
                yield at, other


def words_of(line: Line) -> str:
    """The text of a line."""
    return "".join([glyphs.text for glyphs in line.glyphs])


def characters(pages: Pages) -> set[str]:
    """Every character on the pages, without spaces."""
    lines = (item for page in pages.pages for item in page.items if isinstance(item, Line))
    shown = set[str]().union(*(glyphs.text for line in lines for glyphs in line.glyphs))
    return {character for character in shown if character.strip()}


def box_of(line: Line) -> Rectangle:
    """A line's box."""
    return Rectangle(line.x, line.y - line.descent, line.x + line.width, line.y + line.ascent)


class BlockNames:
    """The names of a document's blocks in messages; a patient's words are never in them."""

    def __init__(self, document: Document) -> None:
        self.leaves = {leaf.key: leaf for leaf in document.every_leaf}
        self._body = document.body

    @cached_property
    def _sections(self) -> dict[int, str]:
        """The titles of the sections, by the keys of the leaves in them."""
        return {key: section for section, keys in _by_section(self._body, "") for key in keys}

    def name(self, key: int) -> str:
        """A leaf by its role and section."""
        if key not in self.leaves:
            return "a block"
        if key not in self._sections:
            return "the header or footer"
        section = self._sections[key]
        return f"'{self.leaves[key].role}' in the section '{section}'" if section else f"'{self.leaves[key].role}'"

    def problem(self, key: int, page: int, what: str) -> Diagnostic:
        """What is wrong with a leaf, at its place in the source."""
        span = self.leaves[key].span if key in self.leaves else Span("content")
        return Diagnostic(span, f"{self.name(key)}, page {page + 1}: {what}", "", "verification")


def _by_section(nodes: Sequence[Node], section: str) -> Iterator[tuple[str, list[int]]]:
    for node in nodes:
        if isinstance(node, Section):
            title = next((kid.leaf.text.strip() for kid in node.children if isinstance(kid, Heading)), section)
            yield from _by_section(node.children, title)
        else:
            yield section, [leaf.key for leaf in leaves(node)]
