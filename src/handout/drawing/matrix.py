"""Affine transforms, and SVG's notation of them (SVG 1.1, 7.6)."""

from __future__ import annotations

import math
import re

from msgspec import Struct

from handout.diagnostics import counted
from handout.drawing.numbers import numbers
from handout.drawing.problems import Wrong, shown

DrawingPoint = tuple[float, float]

_EVEN = 1e-6
"""How far two lengths may differ and still be equal, as a share."""
_HINT = "write it as matrix(…), translate(…), scale(…), rotate(…), skewX(…) or skewY(…)"
_CALL = re.compile(r"[\s,]*+(matrix|translate|scale|rotate|skewX|skewY)\s*+\(([^()]*+)\)")


class Matrix(Struct, frozen=True):
    """Maps (x, y) to (ax + cy + e, bx + dy + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, point: DrawingPoint) -> DrawingPoint:
        """The place that a point is mapped to."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: Matrix) -> Matrix:
        """The transform that applies `inner` first, and then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    @property
    def scale(self) -> float:
        """How many times longer a line becomes on average; 0 if all points are mapped onto one line."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def even(self) -> bool:
        """Whether a circle stays a circle."""
        one, other = math.hypot(self.a, self.b), math.hypot(self.c, self.d)
        slant = self.a * self.c + self.b * self.d
        return abs(one - other) <= _EVEN * one and abs(slant) <= _EVEN * one * one


def matrix(text: str) -> Matrix:
    """A `transform` attribute as one matrix; raises `Wrong` if it can't be read."""
    found, at = Matrix(), 0
    while match := _CALL.match(text, at):
        found, at = found.after(_one(match[1], numbers(match[2]))), match.end()
    if text[at:].strip(" \t\r\n\f,"):
        raise Wrong(f"the transform {shown(text)} can't be read", _HINT)
    return found


def _one(name: str, values: list[float]) -> Matrix:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest] if len(rest) < 2:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest] if len(rest) < 2:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [angle]:
            return _turned(angle)
        case "rotate", [angle, x, y]:
            return Matrix(e=x, f=y).after(_turned(angle)).after(Matrix(e=-x, f=-y))
        case "skewX", [angle]:
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewY", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
        case _:
            raise Wrong(f"the transform '{name}' has {counted(len(values), 'number')}", _HINT)


def _turned(angle: float) -> Matrix:
    turn = math.radians(angle)
    return Matrix(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn))
