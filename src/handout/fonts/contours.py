"""Outlines of glyphs with cubic curves, converted to the quadratic curves of TrueType's table `glyf`."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from msgspec import Struct

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]
"""The two control points of a cubic curve, and its end."""
_ENOUGH = 0.4
"""Font units by which a converted curve may differ from the original."""


class Contour(Struct):
    """A closed line: its start and its curves; a straight line is written as a curve too."""

    start: Point
    curves: list[Curve]


def glyf_entry(outlines: Sequence[Contour]) -> bytes:
    """The outlines as an entry of a table `glyf`, with quadratic curves."""
    lines = [[*_points(outline)] for outline in outlines]
    points = [point for line in lines for point in line]
    if not points:
        return b""
    xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
    ends = [sum(map(len, lines[: count + 1])) - 1 for count in range(len(lines))]
    found = struct.pack(f">5h{len(ends)}HH", len(ends), min(xs), min(ys), max(xs), max(ys), *ends, 0)
    found += bytes(int(on) for _, _, on in points)
    for numbers in (xs, ys):
        found += struct.pack(f">{len(numbers)}h", *(b - a for a, b in pairwise((0, *numbers))))
    return found + bytes(-len(found) % 4)


def _points(outline: Contour) -> Iterator[tuple[int, int, bool]]:
    """Points in whole units, each with whether it is on the line; the last point leads back to the first."""
    before = outline.start
    yield round(before[0]), round(before[1]), True
    for number, curve in enumerate(outline.curves, 1):
        last = number == len(outline.curves) and curve[2] == outline.start
        quadratic = [*_quadratic(before, curve)]
        for at, (x, y, on) in enumerate(quadratic, 1):
            if not (last and on and at == len(quadratic)):
                yield round(x), round(y), on
        before = curve[2]


def _quadratic(start: Point, curve: Curve) -> Iterator[tuple[float, float, bool]]:
    """A cubic curve as quadratic curves, as many as are needed to hide the difference."""
    (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = start, curve
    if (x0, y0) == (x1, y1) and (x2, y2) == (x3, y3):
        yield x3, y3, True
        return
    size = abs(complex(x3 - 3 * x2 + 3 * x1 - x0, y3 - 3 * y2 + 3 * y1 - y0))
    count = max(1, ceil((size * 3**0.5 / 36 / _ENOUGH) ** (1 / 3)))

    def at(t: float) -> complex:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        return complex(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)

    def slope(t: float) -> complex:
        a, b, c = 3 * (1 - t) ** 2, 6 * t * (1 - t), 3 * t * t
        return complex(a * (x1 - x0) + b * (x2 - x1) + c * (x3 - x2), a * (y1 - y0) + b * (y2 - y1) + c * (y3 - y2))

    for number in range(count):
        t0, t1 = number / count, (number + 1) / count
        control = (at(t0) + at(t1)) / 2 + (slope(t0) - slope(t1)) * (t1 - t0) / 4
        end = at(t1)
        yield control.real, control.imag, False
        yield end.real, end.imag, True
