"""Counts what a reader sees of bad page breaks, on the laid-out document: input for a bound in tests and a benchmark.

A column is what is read from top to bottom: a page of one column has one, a page of two columns has two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from handout.document import Definitions, Document, Heading, Leaf, List, every, leaves, walk
from handout.layout.geometry import CellBox, Code, Frame, Icon, Image, Line, Mark, Page, Pages, Rect, Rule

MOST_BLANK = 0.25
"""The share of a page."""
LEAST_LAST = 1 / 3
"""The share of a last page that is used."""
SHORT_LIST = 3
"""Items."""
_CLOSE = 0.5
"""Points."""


class Column(NamedTuple):
    """The body's lines of one column, in the order of reading, and what is drawn there."""

    page: int
    frame: Frame
    lines: list[Line]
    used: float
    """From the frame's top to the lowest thing in it, in points."""
    lowest_drawing: float
    """The lower edge of what is no text: a picture, a code, a line to write on; the frame's top if there is none."""


class PageFaults(NamedTuple):
    """What is wrong with the pages of one document; pages are counted from 1."""

    inner: int
    """Pages that are not the last, and that no author's wish ended."""
    blank: list[int]
    """Those of them that are more than a quarter blank."""
    short_last: list[int]
    """The last page, where it is under a third full and the pages before have room for what is on it."""
    cut_lists: list[int]
    """The page on which a list of up to three items, or as many terms or events, is cut."""
    bare_headings: list[int]
    """The page on which a heading has less than two lines, or less than two items of a list, after it."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.blank or self.short_last or self.cut_lists or self.bare_headings)


def page_faults(pages: Pages) -> PageFaults:
    """The faults of one document."""
    columns = [column for number, page in enumerate(pages.pages) for column in _columns(number, page)]
    wished = _wished(pages.document, columns)
    shares = [used_share(page) for page in pages.pages]
    inner = [number for number in range(len(shares) - 1) if number + 1 not in wished]
    return PageFaults(
        inner=len(inner),
        blank=[number + 1 for number in inner if 1 - shares[number] > MOST_BLANK],
        short_last=[len(shares)] if _last_is_short(shares, wished) else [],
        cut_lists=[*_cut_lists(pages.document, columns)],
        bare_headings=[*_bare_headings(pages.document, columns)],
    )


def used_share(page: Page) -> float:
    """The share of a page's body that is used: of each column from its top to the lowest thing in it."""
    columns = _columns(0, page)
    area = sum(column.frame.width * column.frame.height for column in columns)
    return sum(column.frame.width * column.used for column in columns) / area


def _columns(number: int, page: Page) -> list[Column]:
    return [_column(number, page, frame) for frame in page.frames]


def _column(number: int, page: Page, frame: Frame) -> Column:
    top = frame.y + frame.height
    inside = [item for item in (*page.items, *page.cells) if _inside(item, frame)]
    lines = [item for item in inside if isinstance(item, Line)]
    drawings = [_edges(item)[1] for item in inside if not isinstance(item, Line | Rect | Icon | CellBox)]
    lowest = min((_edges(item)[1] for item in inside), default=top)
    read = [line for line in lines if not line.artifact]
    return Column(number, frame, read, min(top - lowest, frame.height), min(drawings, default=top))


def _edges(item: Mark | CellBox) -> tuple[float, float, float]:
    """The left, lower and upper edge of what is drawn."""
    match item:
        case Line():
            return item.x, item.y - item.descent, item.y + item.ascent
        case Rule():
            return min(item.x1, item.x2), min(item.y1, item.y2), max(item.y1, item.y2)
        case Icon() | Code():
            return item.x, item.y, item.y + item.size
        case Rect() | Image() | CellBox():
            return item.x, item.y, item.y + item.height


def _inside(item: Mark | CellBox, frame: Frame) -> bool:
    if isinstance(item, Line) and item.artifact in ("Header", "Footer"):
        return False
    left, lower, upper = _edges(item)
    across = frame.x - 2 * MOST_BEYOND <= left < frame.x + frame.width
    return across and frame.y - _CLOSE <= lower and upper <= frame.y + frame.height + _CLOSE


MOST_BEYOND = 6.0
"""Points that a tint is drawn over the edges of the text."""


def _wished(document: Document, columns: Sequence[Column]) -> set[int]:
    """The pages, from 0, that begin because an author or a layout wishes it."""
    begin = {next(leaves(node)).key for node in every(document.body) if node.starts_page and any(leaves(node))}
    firsts: dict[int, int] = {}
    for column in columns:
        if column.lines:
            firsts.setdefault(column.page, column.lines[0].leaf)
    return {page for page, key in firsts.items() if key in begin}


def _last_is_short(shares: Sequence[float], wished: set[int]) -> bool:
    """Whether the pages since the last wish have room for a last page that is under a third full."""
    last = len(shares) - 1
    if not last or last in wished or shares[last] >= LEAST_LAST:
        return False
    begins = max((page for page in wished if page < last), default=0)
    return sum(1 - share for share in shares[begins:last]) >= shares[last]


def _places(columns: Sequence[Column]) -> Mapping[int, list[int]]:
    """The numbers of the columns that each leaf has lines in."""
    found: dict[int, list[int]] = {}
    for number, column in enumerate(columns):
        for line in column.lines:
            found.setdefault(line.leaf, []).append(number)
    return found


def _cut_lists(document: Document, columns: Sequence[Column]) -> Iterator[int]:
    places = _places(columns)
    for node in every(document.body):
        if isinstance(node, Definitions | List) and node.kind != "note" and len(node.items) <= SHORT_LIST:
            within = [number for leaf in walk(node.items) for number in places.get(leaf.key, ())]
            if within and min(within) != max(within):
                yield columns[min(within)].page + 1


def _bare_headings(document: Document, columns: Sequence[Column]) -> Iterator[int]:
    for heading, following in _followed(document):
        ends = [column for column in columns if any(line.leaf == heading.key for line in column.lines)]
        for column in ends[-1:]:
            if _is_bare(heading, following, column):
                yield column.page + 1


def _followed(document: Document) -> Iterator[tuple[Leaf, Leaf | List]]:
    """Each heading with the text or the list that comes after it, if that isn't a heading."""
    nodes = [node for node in every(document.body) if not hasattr(node, "children") or isinstance(node, List)]
    for heading, node in pairwise(nodes):
        if isinstance(heading, Heading) and not isinstance(node, Heading):
            first = next(leaves(node), None)
            if isinstance(node, List):
                yield heading.leaf, node
            elif first is not None:
                yield heading.leaf, first


def _is_bare(heading: Leaf, following: Leaf | List, column: Column) -> bool:
    """Whether the column ends too soon after a heading; text or a list that is complete is enough."""
    last = max(number for number, line in enumerate(column.lines) if line.leaf == heading.key)
    after = column.lines[last + 1 :]
    if column.lowest_drawing < column.lines[last].y:
        return False
    if isinstance(following, List):
        here = {line.leaf for line in after}
        begun = sum(any(leaf.key in here for leaf in leaves(item)) for item in following.items)
        return begun < min(2, len(following.items))
    return len(after) < 2 and not (after and _complete(following, after))


def _complete(leaf: Leaf, lines: Sequence[Line]) -> bool:
    """Whether the words of a leaf are all in these lines."""
    words = "".join(glyphs.text for line in lines if line.leaf == leaf.key for glyphs in line.glyphs)
    return "".join(words.split()) == "".join(leaf.text.split())
