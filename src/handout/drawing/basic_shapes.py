"""Rectangles, circles, ellipses, lines and polygons as paths (SVG 1.1, chapter 9)."""

from __future__ import annotations

from collections.abc import Mapping

from handout.drawing.matrix import DrawingPoint
from handout.drawing.numbers import Viewport, length, numbers
from handout.drawing.path_data import path
from handout.drawing.problems import MOST_SEGMENTS, TooMuch, Wrong
from handout.drawing.shapes import Path, Segment

KINDS = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))

_ROUND = 0.5522847498
"""Control points of a quarter circle, as a share of its radius."""


def outline(kind: str, attributes: Mapping[str, str], size: Viewport) -> Path:
    """The path of a shape; empty if the shape has no size. Raises `Wrong` if a value can't be read."""
    measure = _Lengths(attributes, size)
    match kind:
        case "path":
            return path(attributes.get("d", ""))
        case "rect":
            return _rectangle(measure)
        case "circle":
            radius = measure.positive("r", size.diagonal)
            return _ellipse((measure.x("cx"), measure.y("cy")), (radius, radius))
        case "ellipse":
            radii = measure.positive("rx", size.width), measure.positive("ry", size.height)
            return _ellipse((measure.x("cx"), measure.y("cy")), radii)
        case "line":
            ends = (measure.x("x1"), measure.y("y1")), (measure.x("x2"), measure.y("y2"))
            return Segment("m", (ends[0],)), Segment("l", (ends[1],))
        case _:
            return _polygon(attributes.get("points", ""), closed=kind == "polygon")


class _Lengths:
    """The lengths in a shape's attributes; a missing length is 0, a missing radius is None."""

    def __init__(self, attributes: Mapping[str, str], size: Viewport) -> None:
        self._attributes, self.size = attributes, size

    def x(self, name: str) -> float:
        return length(self._attributes.get(name, "0"), self.size.width)

    def y(self, name: str) -> float:
        return length(self._attributes.get(name, "0"), self.size.height)

    def positive(self, name: str, whole: float) -> float:
        value = length(self._attributes.get(name, "0"), whole)
        if value < 0:
            raise Wrong(f"'{name}' is below 0")
        return value

    def radius(self, name: str, whole: float) -> float | None:
        return None if self._attributes.get(name, "auto").strip() == "auto" else self.positive(name, whole)


def _rectangle(measure: _Lengths) -> Path:
    size = measure.size
    x, y = measure.x("x"), measure.y("y")
    width, height = measure.positive("width", size.width), measure.positive("height", size.height)
    if not width or not height:
        return ()
    rx, ry = measure.radius("rx", size.width), measure.radius("ry", size.height)
    rx, ry = (rx if rx is not None else ry or 0.0), (ry if ry is not None else rx or 0.0)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, foot = x + width, y + height
    if not rx or not ry:
        return _closed([(x, y), (right, y), (right, foot), (x, foot)])
    u, v = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return (
        Segment("m", ((x + rx, y),)),
        Segment("l", ((right - rx, y),)),
        Segment("c", ((right - u, y), (right, y + v), (right, y + ry))),
        Segment("l", ((right, foot - ry),)),
        Segment("c", ((right, foot - v), (right - u, foot), (right - rx, foot))),
        Segment("l", ((x + rx, foot),)),
        Segment("c", ((x + u, foot), (x, foot - v), (x, foot - ry))),
        Segment("l", ((x, y + ry),)),
        Segment("c", ((x, y + v), (x + u, y), (x + rx, y))),
        Segment("h"),
    )


def _ellipse(centre: DrawingPoint, radii: DrawingPoint) -> Path:
    (x, y), (rx, ry) = centre, radii
    if not rx or not ry:
        return ()
    u, v = rx * _ROUND, ry * _ROUND
    return (
        Segment("m", ((x + rx, y),)),
        Segment("c", ((x + rx, y + v), (x + u, y + ry), (x, y + ry))),
        Segment("c", ((x - u, y + ry), (x - rx, y + v), (x - rx, y))),
        Segment("c", ((x - rx, y - v), (x - u, y - ry), (x, y - ry))),
        Segment("c", ((x + u, y - ry), (x + rx, y - v), (x + rx, y))),
        Segment("h"),
    )


def _polygon(text: str, *, closed: bool) -> Path:
    values = numbers(text)
    if len(values) % 2:
        raise Wrong("'points' has an odd count of numbers")
    if len(values) > 2 * MOST_SEGMENTS:
        raise TooMuch(f"its paths have more than {MOST_SEGMENTS:,} steps")
    points = list(zip(values[::2], values[1::2], strict=True))
    if not points:
        return ()
    return _closed(points) if closed else _open(points)


def _open(points: list[DrawingPoint]) -> Path:
    return (Segment("m", (points[0],)), *(Segment("l", (point,)) for point in points[1:]))


def _closed(points: list[DrawingPoint]) -> Path:
    return (*_open(points), Segment("h"))
