"""Arcs of an ellipse as curves (SVG 1.1, F.6)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct

from handout.drawing.matrix import DrawingPoint, Matrix


class Arc(Struct, frozen=True, kw_only=True):
    """An arc between two points that differ, on an ellipse of two positive radii."""

    start: DrawingPoint
    end: DrawingPoint
    radii: DrawingPoint
    angle: float
    """Of the ellipse's first axis, in degrees."""
    large: bool
    sweep: bool


def curves(arc: Arc) -> Iterator[tuple[DrawingPoint, DrawingPoint, DrawingPoint]]:
    """The curves of an arc, none longer than a quarter of the ellipse: two control points and an end."""
    turn = math.radians(arc.angle % 360)
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = _turned(((arc.start[0] - arc.end[0]) / 2, (arc.start[1] - arc.end[1]) / 2), (cos, -sin))
    rx, ry = arc.radii
    # Radii that are too small to reach from one point to the other grow until they do.
    reach = math.hypot(x / rx, y / ry)
    if reach > 1:
        rx, ry = rx * reach, ry * reach
    u, v = x / rx, y / ry
    share = max(0.0, 1 / (u * u + v * v) - 1) if u or v else 0.0
    factor = math.sqrt(share) * (-1 if arc.large == arc.sweep else 1)
    centre = factor * v, -factor * u
    begin = math.atan2(v - centre[1], u - centre[0])
    angle = math.atan2(-v - centre[1], -u - centre[0]) - begin
    if arc.sweep and angle < 0:
        angle += 2 * math.pi
    elif not arc.sweep and angle > 0:
        angle -= 2 * math.pi
    middle = _turned((centre[0] * rx, centre[1] * ry), (cos, sin))
    middle = middle[0] + (arc.start[0] + arc.end[0]) / 2, middle[1] + (arc.start[1] + arc.end[1]) / 2
    place = Matrix(cos * rx, sin * rx, -sin * ry, cos * ry, *middle)
    found = [tuple(map(place.at, each)) for each in _circle(begin, angle)]
    yield from ((one, other, end) for one, other, end in found[:-1])
    one, other, _ = found[-1]
    yield one, other, arc.end


def _turned(point: DrawingPoint, turn: DrawingPoint) -> DrawingPoint:
    return turn[0] * point[0] - turn[1] * point[1], turn[1] * point[0] + turn[0] * point[1]


def _circle(begin: float, angle: float) -> Iterator[tuple[DrawingPoint, DrawingPoint, DrawingPoint]]:
    """An arc of the circle with radius 1."""
    count = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    step = angle / count
    reach = 4 / 3 * math.tan(step / 4)
    for index in range(count):
        one, other = begin + index * step, begin + (index + 1) * step
        start, end = (math.cos(one), math.sin(one)), (math.cos(other), math.sin(other))
        yield (
            (start[0] - reach * start[1], start[1] + reach * start[0]),
            (end[0] + reach * end[1], end[1] - reach * end[0]),
            end,
        )
