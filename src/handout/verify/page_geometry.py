"""What must hold of each page's geometry: nothing clipped, hidden, or over something else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from handout.diagnostics import Diagnostic, Span
from handout.layout.geometry import Code, Icon, Image, Line, Pages, Rect, Rule
from handout.verify.rectangles import CLOSE, BlockNames, Rectangle, box_of, overlapping


class CheckedPage:
    """One page under examination."""

    def __init__(self, pages: Pages, number: int, blocks: BlockNames) -> None:
        self._page, self._number, self._blocks = pages.pages[number], number, blocks
        self._lines = [item for item in self._page.items if isinstance(item, Line)]
        self._boxes = [box_of(line) for line in self._lines]
        paper = pages.document.page
        self._paper = Rectangle(0, 0, paper.width, paper.height)
        self._frames = [Rectangle.sized(f.x, f.y, f.width, f.height) for f in self._page.frames]

    @cached_property
    def _letters(self) -> list[Rectangle]:
        """Of each line, what no rule may go through: a rule below the baseline is a line to write on."""
        lines = zip(self._lines, self._boxes, strict=True)
        return [Rectangle(a.left, line.y + 0.1 * line.ascent, a.right, line.y + 0.6 * line.ascent) for line, a in lines]

    @cached_property
    def _low(self) -> list[Rectangle]:
        """Of each line, what no picture may be over: the lower half of its letters."""
        lines = zip(self._lines, self._boxes, strict=True)
        return [Rectangle(box.left, line.y, box.right, line.y + 0.5 * line.ascent) for line, box in lines]

    def problems(self) -> Iterator[Diagnostic]:
        """Everything that is wrong on the page."""
        for line, box in zip(self._lines, self._boxes, strict=True):
            yield from self._line(line, box)
        for _, below in overlapping(self._boxes, CLOSE):
            yield self._say(self._lines[below], "a line overlaps another line")
        yield from self._blocks_apart()
        yield from self._marks()

    def _say(self, line: Line, what: str) -> Diagnostic:
        return self._blocks.problem(line.leaf, self._number, what)

    def _line(self, line: Line, box: Rectangle) -> Iterator[Diagnostic]:
        if line.width > line.measure + CLOSE:
            yield self._say(line, "a line is longer than its measure")
        if line.artifact in ("Header", "Footer"):
            if not box.within(self._paper):
                yield self._say(line, "a line is off the paper")
        elif not any(box.within(frame) for frame in self._frames):
            yield self._say(line, "a line is outside the page's frame")
        right = line.x
        turning = any(glyphs.level for glyphs in line.glyphs)
        for glyphs in sorted(line.glyphs, key=lambda each: each.x) if turning else line.glyphs:
            # The space at the end of a line from right to left hangs over its left end.
            if glyphs.x < right - CLOSE and (glyphs.text.strip() or not glyphs.level):
                yield self._say(line, "words of a line overlap each other")
            if glyphs.text.strip():
                right = glyphs.x + glyphs.width
        if right > box.right + CLOSE:
            yield self._say(line, "words are outside of their line")

    def _blocks_apart(self) -> Iterator[Diagnostic]:
        """No block's box over another's; a block in two columns has a box in each."""
        boxes: dict[tuple[int, str, int], Rectangle] = {}
        last: dict[tuple[int, str], tuple[int, Rectangle]] = {}
        for line, box in zip(self._lines, self._boxes, strict=True):
            # A leaf that is repeated, or continues in the next column, begins again higher up, far below, or beside.
            part, above = last.get((line.leaf, line.artifact), (0, box))
            part += abs(above.bottom - box.top) > CLOSE or not above.in_column(box)
            last[line.leaf, line.artifact] = (part, box)
            key = (line.leaf, line.artifact, part)
            boxes[key] = boxes[key].joined(box) if key in boxes else box
        leaves = [leaf for leaf, *_ in boxes]
        for _, below in overlapping([*boxes.values()], CLOSE):
            yield self._blocks.problem(leaves[below], self._number, "a block overlaps another block")

    def _marks(self) -> Iterator[Diagnostic]:
        """Pictures are in a frame and over no words; boxes are on the paper, and around a line or apart from it."""
        before = 0
        for item in self._page.items:
            match item:
                case Line():
                    before += 1
                case Image():
                    yield from self._picture(Rectangle.sized(item.x, item.y, item.width, item.height))
                case Code() | Icon():
                    yield from self._picture(Rectangle.sized(item.x, item.y, item.size, item.size))
                case Rect():
                    area = Rectangle.sized(item.x, item.y, item.width, item.height)
                    if not area.within(self._paper):
                        yield self._mark("a box is off the paper")
                    partly = [a for a in self._boxes if area.over(a, 0.5) and not a.within(area, 0.5)]
                    if partly:
                        line = self._lines[self._boxes.index(partly[0])]
                        yield self._say(line, "a line is partly outside of its box")
                    hidden = [at for at in range(before) if item.fill and area.over(self._boxes[at], CLOSE)]
                    yield from (self._say(self._lines[at], "a box is painted over a line") for at in hidden)
                case Rule():
                    yield from self._rule(item)

    def _rule(self, rule: Rule) -> Iterator[Diagnostic]:
        area = Rectangle(min(rule.x1, rule.x2), min(rule.y1, rule.y2), max(rule.x1, rule.x2), max(rule.y1, rule.y2))
        if not area.within(self._paper):
            yield self._mark("a rule is off the paper")
        thick = Rectangle(area.left, area.bottom - 0.01, area.right, area.top + 0.01)
        for line, letters in zip(self._lines, self._letters, strict=True):
            if thick.over(letters, CLOSE):
                yield self._say(line, "a rule goes through a line")

    def _picture(self, area: Rectangle) -> Iterator[Diagnostic]:
        if not any(area.within(frame) for frame in self._frames):
            yield self._mark("a picture is outside the page's frame")
        for line, low in zip(self._lines, self._low, strict=True):
            if area.over(low, CLOSE):
                yield self._say(line, "a picture overlaps a line")

    def _mark(self, what: str) -> Diagnostic:
        span = self._lines[0].span if self._lines else Span("content")
        return Diagnostic(Span(span.file), f"page {self._number + 1}: {what}", "", "verification")
