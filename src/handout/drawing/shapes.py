"""What a drawing is made of: frozen values, with all transforms applied.

Coordinates are units of the drawing: its longer side has `SIDE` of them. The origin is the upper left corner, y counts
downwards, as in SVG.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from handout.drawing.matrix import DrawingPoint, Matrix
from handout.drawing.problems import FURTHEST, TooMuch

SIDE = 1000.0
"""So large that hundredths of a unit are too small to be seen in print."""


class Segment(Struct, frozen=True):
    """A step of a path: `m` and `l` have one point, the curve `c` three, and `h` closes."""

    operator: Literal["m", "l", "c", "h"]
    points: tuple[DrawingPoint, ...] = ()


Path = tuple[Segment, ...]


class Fill(Struct, frozen=True, kw_only=True):
    """How an area is painted."""

    color: str
    """`#rrggbb`."""
    even_odd: bool = False
    opacity: float = 1.0


class Stroke(Struct, frozen=True, kw_only=True):
    """How a line is painted; lengths in the units of its shape's path."""

    color: str
    width: float
    cap: Literal[0, 1, 2] = 0
    """As in PDF (ISO 32000-1, 8.4.3): butt, round, square; the join is miter, round, bevel."""
    join: Literal[0, 1, 2] = 0
    miter_limit: float = 4.0
    dashes: tuple[float, ...] = ()
    offset: float = 0.0
    opacity: float = 1.0


class DrawnShape(Struct, frozen=True, kw_only=True):
    """A path that is filled, or stroked, or both in this order."""

    path: Path
    fill: Fill | None = None
    stroke: Stroke | None = None
    matrix: Matrix | None = None
    """Maps the path and its pen to their place, if a transform makes the pen's width uneven; else None."""


class Clip(Struct, frozen=True):
    """An area outside of which nothing is painted."""

    path: Path
    even_odd: bool


class ShapeGroup(Struct, frozen=True, kw_only=True):
    """Shapes with one opacity as a whole, or inside an area."""

    items: tuple[DrawnShape | ShapeGroup, ...]
    opacity: float = 1.0
    clip: Clip | None = None


class Drawing(Struct, frozen=True, kw_only=True):
    """A drawing that can be printed."""

    width: float
    """Its natural size, in pixels of 1/96 inch."""
    height: float
    across: float
    """Its size in units of the drawing."""
    down: float
    items: tuple[DrawnShape | ShapeGroup, ...]

    @property
    def shapes(self) -> Iterator[DrawnShape]:
        """All shapes, those in groups too, in the order in which they are painted."""
        yield from _shapes(self.items)


def _shapes(items: tuple[DrawnShape | ShapeGroup, ...]) -> Iterator[DrawnShape]:
    for item in items:
        if isinstance(item, ShapeGroup):
            yield from _shapes(item.items)
        else:
            yield item


def moved(path: Path, matrix: Matrix) -> Path:
    """A path with each point mapped by a matrix; raises `TooMuch` if a point is too far from the origin."""
    put = tuple([Segment(step.operator, tuple([matrix.at(point) for point in step.points])) for step in path])
    # Written so that NaN is beyond the bounds, too.
    if not all(abs(x) <= FURTHEST and abs(y) <= FURTHEST for step in put for x, y in step.points):
        raise TooMuch("a point is too far outside the drawing", "remove what is outside the page")
    return put
