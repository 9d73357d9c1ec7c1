"""What pages are filled with: a list of pieces, each with what is drawn in it and the cost of a break after it.

A piece's x counts from the left edge of its frame, its y upwards from the piece's own top, so everything in it is at
or below zero.  Space before and after collapses to the larger of the two; a region adds its padding on each page that
it has a part on, and repeats what it has to repeat at the top of each page but its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.fonts.totals import total
from handout.layout.geometry import CellBox, Code, Icon, Image, Rect, Rule, SlipBox
from handout.layout.text.set_lines import ShapedText
from handout.source.units import MM

FREE, SOFT, SHORT, PARTED, FEW = 0.0, 12.0, 50.0, 100.0, 600.0
WHOLE, LINES, KEPT, NEVER, LABEL = 1e3, 1e4, 1e5, 1e6, 1e7
"""What a break costs, where a page left empty costs 100: anywhere; after a list's first item; in a list of four or a
table of up to six rows; between a paragraph and a table or picture; in a list of up to three or a table of two rows, or
after the first line under a heading; in something that should stay whole; in a paragraph's first or last two lines;
after a line that introduces; after a heading; between a label and its value, which is worse than to have headings alone
where so many of them follow each other that they don't fit on a page with what is below them."""


RULE = "#6f808c"
"""The colour of rules where no style says another."""
PEN = "#6f808c"
"""The colour of lines to write on."""
WRITING = 9 * MM
"""From one of these to the next, in text of the usual size."""
_USUAL_SIZE = 12.0
"""Points."""


def writing_height(size: float) -> float:
    """From one line to write on to the next, in points: it grows half as much as the text, whose size is given."""
    return WRITING * max(1.0, (1 + size / _USUAL_SIZE) / 2)


Furniture = Literal["", "Header", "Footer", "Repeat"]


class TextItem(Struct, frozen=True):
    """One line of a leaf; `x` is the left end of its measure."""

    set: ShapedText
    line: int
    x: float
    y: float
    """The baseline."""
    artifact: Furniture = ""


DrawnItem = TextItem | Rect | Rule | Icon | Image | Code | CellBox | SlipBox


class Container(Struct, frozen=True, eq=False):
    """A stretch of pieces that a frame is drawn round, or whose header is repeated."""

    parent: Container | None
    span: Span
    padding: float = 0.0
    """Above the first and below the last piece on each page."""
    before: float = 0.0
    after: float = 0.0
    area: Rect | None = None
    """Drawn behind its pieces, whose y and height it takes; None for a table, which has no space of its own."""
    repeat: tuple[Piece, ...] = ()
    """Drawn first where it goes on in a new frame."""


class Piece(Struct):
    """What is never split.  Mutable while a node's pieces are put together, never after."""

    height: float
    marks: list[DrawnItem]
    span: Span
    before: float = 0.0
    after: float = 0.0
    break_penalty: float = FREE
    region: Container | None = None
    ids: list[str] = field(default_factory=list)
    starts_page: bool = False
    cut_off: bool = False
    """To cut off the paper, so that what is on the back of it is cut off too."""
    at_foot: bool = False
    """At the foot of its frame, with those after it."""
    ends_item: bool = False
    """The last of an item of a list."""


def chain(region: Container | None) -> list[Container]:
    """A region with those around it, outermost first."""
    found = []
    while region is not None:
        found.append(region)
        region = region.parent
    return found[::-1]


def gap(above: Piece, below: Piece) -> tuple[float, float, float]:
    """Between two pieces: the padding that closes regions, the space, and the padding that opens regions."""
    if above.region is below.region:
        return 0.0, max(above.after, below.before), 0.0
    left, right = chain(above.region), chain(below.region)
    shared = sum(1 for one, other in zip(left, right, strict=False) if one is other)
    closed, opened = left[shared:], right[shared:]
    after = closed[0].after if closed and closed[0].area else above.after
    before = opened[0].before if opened and opened[0].area else below.before
    return total(r.padding for r in closed), max(after, before), total(r.padding for r in opened)


def padding(region: Container | None) -> float:
    """Above or below the pieces of a region at the edge of a frame."""
    return total(r.padding for r in chain(region)) if region is not None else 0.0


def opening(piece: Piece) -> list[Piece]:
    """What is repeated above a piece at the top of a frame: the headers of the regions that go on there."""
    return [
        Piece(head.height, head.marks, head.span, before=head.before, after=head.after, region=region)
        for region in chain(piece.region)
        for head in region.repeat
    ]


def stack(pieces: Sequence[Piece]) -> tuple[float, list[DrawnItem], list[float]]:
    """Pieces put below each other: their height, what is drawn (y from the stack's top) and each piece's top."""
    tops: list[float] = []
    y = 0.0
    for index, piece in enumerate(pieces):
        y -= total(gap(pieces[index - 1], piece)) if index else padding(piece.region)
        tops.append(y)
        y -= piece.height
    if pieces:
        y -= padding(pieces[-1].region)
    marks: list[DrawnItem] = list(_areas(pieces, tops))
    for piece, top in zip(pieces, tops, strict=True):
        marks.extend(moved(mark, 0.0, top) for mark in piece.marks)
    return -y, marks, tops


def _areas(pieces: Sequence[Piece], tops: Sequence[float]) -> Iterable[Rect]:
    """The frames of the regions that the pieces are in, outer ones first."""
    spans: dict[Container, list[int]] = {}
    for index, piece in enumerate(pieces):
        for region in chain(piece.region):
            spans.setdefault(region, [index, index])[1] = index
    for region, (first, last) in spans.items():
        if region.area is None or not (region.area.fill or region.area.stroke):
            continue
        inner = [_between(region, pieces[i].region) for i in (first, last)]
        top = tops[first] + inner[0]
        bottom = tops[last] - pieces[last].height - inner[1]
        inset = region.area.stroke_width / 2
        x, width = region.area.x + inset, region.area.width - 2 * inset
        yield replace(region.area, x=x, y=bottom + inset, width=width, height=top - bottom - 2 * inset)


def _between(outer: Container, inner: Container | None) -> float:
    """The padding from a region's edge to the content of one inside it."""
    height = 0.0
    while inner is not None:
        height += inner.padding
        if inner is outer:
            break
        inner = inner.parent
    return height


def moved(mark: DrawnItem, x: float, y: float) -> DrawnItem:
    """The same mark, moved by `x` and `y`."""
    match mark:
        case TextItem():
            return TextItem(mark.set, mark.line, mark.x + x, mark.y + y, mark.artifact)
        case Rule():
            return replace(mark, x1=mark.x1 + x, y1=mark.y1 + y, x2=mark.x2 + x, y2=mark.y2 + y)
        case _:
            return replace(mark, x=mark.x + x, y=mark.y + y)


def fused(pieces: Sequence[Piece], span: Span) -> Piece:
    """Pieces as one that is never split, outside of any region."""
    height, marks, _ = stack(pieces)
    return Piece(height, marks, span, ids=[name for piece in pieces for name in piece.ids])


def together(pieces: Sequence[Piece], cost: float) -> None:
    """Makes a break inside these pieces cost at least as much as given."""
    for piece, _ in pairwise(pieces):
        piece.break_penalty = max(piece.break_penalty, cost)


def height(pieces: Sequence[Piece]) -> float:
    """The height of all pieces below each other."""
    if not pieces:
        return 0.0
    gaps = total(total(gap(above, below)) for above, below in pairwise(pieces))
    return padding(pieces[0].region) + total(p.height for p in pieces) + gaps + padding(pieces[-1].region)


def rule_across(x: float, y: float, measure: float, color: str = PEN, width: float = 0.5) -> Rule:
    """A horizontal rule; all lengths in points."""
    return Rule(x1=x, y1=y, x2=x + measure, y2=y, color=color, width=width)


def artifacts(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces once more, as what is repeated on a new page: not read, and no targets."""
    return tuple(
        Piece(
            piece.height,
            [TextItem(m.set, m.line, m.x, m.y, "Repeat") if isinstance(m, TextItem) else m for m in piece.marks],
            piece.span,
            before=piece.before,
            after=piece.after,
        )
        for piece in pieces
    )
