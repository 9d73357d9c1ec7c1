"""The rules for a table: every cell of every row has its room and its label, even a cell without words.

Lost words are found by `geometry`.  But an empty cell has no words, and a label that is printed once may be missing
from another row, so cells and labels are checked here, on the layout alone.  Whether the table is a grid or blocks,
the label next to a cell, or above it, must be the cell's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from handout.diagnostics import Diagnostic
from handout.document import Cell, Leaf, Row, Table, leaves
from handout.inline.spaces import BREAK
from handout.layout.geometry import Line, Page, Pages
from handout.layout.text.line_ends import breaks
from handout.layout.text.unbreakable import bonds
from handout.verify.rectangles import CLOSE, BlockNames, Rectangle, box_of, words_of

_LEAST = 1.0
"""A cell's smallest height and width, in ems; less is no room to write."""


class Spot(Struct, frozen=True):
    """The room of a cell, or a line of a label, on one page and in one of its frames."""

    page: int
    frame: int
    area: Rectangle


class PrintedCells(Struct, frozen=True):
    """The cells and lines on the pages, by the key of their leaf."""

    rooms: dict[int, list[Spot]]
    """The areas of cells."""
    lines: dict[int, list[Spot]]
    """All lines, with those that are repeated on a new page."""
    read: dict[int, list[Line]]
    """The lines without the repeated ones."""
    on: dict[int, list[Spot]]
    """All lines by their page."""


def problems(pages: Pages, blocks: BlockNames) -> Iterator[Diagnostic]:
    """Every cell without its room or its label, and every word that was broken without need."""
    tables = [node for node in pages.document.every_node if isinstance(node, Table)]
    printed = _printed(pages) if tables else None
    for table in tables:
        if printed is not None:
            yield from _CheckedTable(table, printed, pages, blocks).problems()


def _printed(pages: Pages) -> PrintedCells:
    made = PrintedCells(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    mirrored = pages.document.page.width if pages.document.from_right else None
    for number, page in enumerate(pages.pages):
        for box in page.cells:
            area = Rectangle.sized(box.x, box.y, box.width, box.height)
            made.rooms[box.leaf].append(_spot(page, number, area, mirrored))
        for item in page.items:
            if isinstance(item, Line):
                made.lines[item.leaf].append(_spot(page, number, box_of(item), mirrored))
                made.on[number].append(made.lines[item.leaf][-1])
                if not item.artifact:
                    made.read[item.leaf].append(item)
    return made


def _width(spots: Sequence[Spot]) -> float:
    """How wide they are together in a frame, at most; a table may go on in a page's next column."""
    edges: dict[tuple[int, int], list[Rectangle]] = defaultdict(list)
    for spot in spots:
        edges[spot.page, spot.frame].append(spot.area)
    return max((max(a.right for a in areas) - min(a.left for a in areas) for areas in edges.values()), default=0.0)


def _spot(page: Page, number: int, area: Rectangle, mirrored: float | None) -> Spot:
    """An area on a page; one of a page from right to left as it would be from left to right."""
    frames = enumerate(page.frames)
    inside = (at for at, f in frames if area.within(Rectangle.sized(f.x, f.y, f.width, f.height)))
    frame = next(inside, -1)
    if mirrored is not None:
        area = Rectangle(mirrored - area.right, area.bottom, mirrored - area.left, area.top)
    return Spot(number, frame, area)


class _CheckedTable:
    """One table under examination."""

    def __init__(self, table: Table, printed: PrintedCells, pages: Pages, blocks: BlockNames) -> None:
        self._table, self._pages, self._blocks = table, pages, blocks
        self._rooms, self._lines, self._read, self._on = printed.rooms, printed.lines, printed.read, printed.on
        self._labels = table.header.titles if table.header else ()
        self._near: dict[tuple[int, int], list[tuple[int, Rectangle]]] = defaultdict(list)
        for at, label in enumerate(self._labels):
            for line in self._lines[label.key]:
                self._near[line.page, line.frame].append((at, line.area))
        spots = [spot for row in self._rows() for leaf in row.cells for spot in self._rooms[leaf.key]]
        self._width = _width([*spots, *(line for label in self._labels for line in self._lines[label.key])])

    def _rows(self) -> Iterator[Row]:
        for group in self._table.groups:
            yield from group.rows

    def problems(self) -> Iterator[Diagnostic]:
        """Everything that is wrong with the table."""
        for group in self._table.groups:
            for row in group.rows:
                if group.title is not None and group.title.text.strip() and not self._titled(row, group.title):
                    yield self._say(row.cells[0], "a row has lost the title of its group")
        for row in self._rows():
            if len(row.cells) != len(self._table.columns) or (self._labels and len(self._labels) != len(row.cells)):
                yield self._say(row.cells[0], "a row lacks a cell for one of the columns")
                continue
            for column, leaf in enumerate(row.cells):
                yield from self._cell(column, leaf, row)
            if row.below is not None:
                yield from self._cell(None, row.below, row)
        for leaf in (*self._labels, *(group.title for group in self._table.column_groups)):
            yield from self._whole(leaf)

    def _say(self, cell: Cell, what: str) -> Diagnostic:
        spots = self._rooms[cell.key] or self._lines[cell.key]
        leaf = next(leaves(cell), cell)
        return self._blocks.problem(leaf.key, spots[0].page if spots else 0, what)

    def _cell(self, column: int | None, leaf: Cell, row: Row) -> Iterator[Diagnostic]:
        spots = self._rooms[leaf.key]
        size = self._pages.document.styles[leaf.role].size if leaf.role in self._pages.document.styles else 0.0
        if not spots:
            yield self._say(leaf, "a cell is missing")
            return
        tall = sum(spot.area.top - spot.area.bottom for spot in spots)
        if tall < _LEAST * size or any(spot.area.right - spot.area.left < _LEAST * size for spot in spots):
            yield self._say(leaf, "a cell has no room")
        for line in (line for text in leaves(leaf) for line in self._lines[text.key]):
            if not any(line.page == spot.page and line.area.within(spot.area, 0.5) for spot in spots):
                yield self._say(leaf, "words are outside of their cell")
        others = [*row.cells, *([row.below] if row.below else [])]
        if any(self._taken(spot, other) for spot in spots for other in others if other.key != leaf.key):
            yield self._say(leaf, "a cell overlaps another cell")
        if not leaf.text.strip() and any(
            spot.area.over(line.area, CLOSE) for spot in spots for line in self._on[spot.page]
        ):
            yield self._say(leaf, "words are in an empty cell")
        if (
            self._labels
            and column is not None
            and self._labels[column].text.strip()
            and not self._labelled(spots[0], column)
        ):
            yield self._say(leaf, "a cell has lost its label")
        if column is not None and self._table.column_groups and not self._grouped(spots[0], column):
            yield self._say(leaf, "a cell has lost the title of its group of columns")
        for text in leaves(leaf):
            yield from self._whole(text)

    def _taken(self, spot: Spot, other: Cell) -> bool:
        return any(one.page == spot.page and one.area.over(spot.area, CLOSE) for one in self._rooms[other.key])

    def _labelled(self, spot: Spot, column: int) -> bool:
        """Whether the nearest label next to a cell or, if there is none, above it, is the cell's own."""
        near = self._near[spot.page, spot.frame]
        beside = [(a.right, at) for at, a in near if a.right <= spot.area.left + CLOSE and a.level(spot.area)]
        if beside:
            return max(beside)[1] == column
        above = [(a.bottom, at) for at, a in near if a.bottom >= spot.area.top - CLOSE and a.in_column(spot.area)]
        return bool(above) and min(above)[1] == column

    def _grouped(self, spot: Spot, column: int) -> bool:
        """Whether the title of the cell's group of columns is above it, and no other group's is nearer."""
        group = next((each for each in self._table.column_groups if 0 <= column - each.first < each.count), None)
        if group is None or not group.title.text.strip():
            return True
        # Side by side, a title goes as far as the next one; below each other, the nearest is the cell's.
        above = [
            (-line.area.left, line.area.bottom, each.first)
            for each in self._table.column_groups
            for line in self._lines[each.title.key]
            if (line.page, line.frame) == (spot.page, spot.frame)
            and line.area.bottom >= spot.area.top - CLOSE
            and line.area.left <= spot.area.right
        ]
        return bool(above) and min(above)[2] == group.first

    def _titled(self, row: Row, title: Leaf) -> bool:
        """Whether the nearest title of a group above a row is its own."""
        spot = next(iter(self._rooms[row.cells[0].key]), None)
        shown = {
            leaf.key: group.title.key
            for group in self._table.groups
            if group.title is not None
            for leaf in (group.title, group.continued or group.title)
        }
        above = [
            (line.area.bottom, own)
            for key, own in shown.items()
            for line in self._lines[key]
            if spot and (line.page, line.frame) == (spot.page, spot.frame) and line.area.bottom >= spot.area.top - CLOSE
        ]
        return spot is None or (bool(above) and min(above)[1] == title.key)

    def _whole(self, leaf: Leaf) -> Iterator[Diagnostic]:
        """No word, and no dose, is broken, unless it has the whole width of the table, or all that lists leave of it.

        A patient's words may be broken, because the widths of columns don't depend on them.
        """
        if leaf.slot:
            return
        ends, unbreakable, at = breaks(leaf.text, kept=0), _unbreakable(leaf), 0
        for line in self._read[leaf.key][:-1]:
            at += len(words_of(line))
            alone = len(self._table.columns) == 1 or line.measure >= self._width - CLOSE
            if not alone and (at not in ends or at in unbreakable) and self._beside(leaf):
                yield self._say(leaf, "a word of a table is broken")
                return

    def _beside(self, leaf: Leaf) -> bool:
        """Whether something else of the table is beside a text, which might have more room."""
        cells = [
            cell for row in self._rows() for cell in row.cells if all(each.key != leaf.key for each in leaves(cell))
        ]
        others = [spot for cell in cells for spot in self._rooms[cell.key]]
        others += [line for label in self._labels if label.key != leaf.key for line in self._lines[label.key]]
        return any(
            (line.page, line.frame) == (other.page, other.frame) and line.area.level(other.area)
            for line in self._lines[leaf.key]
            for other in others
        )


def _unbreakable(leaf: Leaf) -> set[int]:
    """The ends of words at which a line must not end."""
    found, start = set(bonds(leaf.text)), 0
    for run in leaf.runs:
        if run.whole:
            found.update(at for at in range(start + 1, start + len(run.text)) if leaf.text[at - 1] != BREAK)
        start += len(run.text)
    return found
