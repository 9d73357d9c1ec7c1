"""Outlines of an OpenType font with CFF tables (Adobe technical notes 5176 and 5177), converted to TrueType's.

Only for the fonts of signs that come with the program.  Their tables are not checked here, and an operator that none
of them uses (flex, arithmetic) is a KeyError.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from msgspec import Struct

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]
"""The two control points of a cubic curve, and its end."""
_CHARSTRINGS, _PRIVATE, _SUBROUTINES = 17, 18, 19
_ENOUGH = 0.4
"""Font units by which a converted curve may differ from the original."""


class Contour(Struct):
    """A closed line: its start and its curves; a straight line is written as a curve too."""

    start: Point
    curves: list[Curve]


class CffFont:
    """The table `CFF ` of a font."""

    def __init__(self, table: bytes) -> None:
        _, at = _index(table, table[2])
        tops, at = _index(table, at)
        _, at = _index(table, at)
        self.shared, _ = _index(table, at)
        top = _dictionary(tops[0])
        self.glyphs, _ = _index(table, int(top[_CHARSTRINGS][0]))
        size, place = map(int, top[_PRIVATE])
        private = _dictionary(table[place : place + size])
        self.own = _index(table, place + int(private[_SUBROUTINES][0]))[0] if _SUBROUTINES in private else []

    def outlines(self, glyph: int) -> list[Contour]:
        """The contours of a glyph."""
        pen = _Pen(self.shared, self.own)
        pen.run(self.glyphs[glyph])
        return [outline for outline in pen.drawn if outline.curves]


def _index(table: bytes, at: int) -> tuple[list[bytes], int]:
    """The entries of an INDEX, and the offset of its end."""
    count = int.from_bytes(table[at : at + 2])
    if count == 0:
        return [], at + 2
    size, first = table[at + 2], at + 3
    ends = [int.from_bytes(table[first + size * n : first + size * (n + 1)]) for n in range(count + 1)]
    base = first + size * (count + 1) - 1
    return [table[base + a : base + b] for a, b in pairwise(ends)], base + ends[-1]


def _dictionary(content: bytes) -> dict[int, list[float]]:
    """A DICT: numbers by operator; an operator of two bytes is 1200 plus the second byte."""
    found: dict[int, list[float]] = {}
    numbers: list[float] = []
    at = 0
    while at < len(content):
        first = content[at]
        if first <= 21:
            at += 1
            if first == 12:
                first, at = 1200 + content[at], at + 1
            found[first], numbers = numbers, []
        elif first == 30:
            text, at = _real(content, at + 1)
            numbers.append(float(text))
        elif first == 29:
            numbers.append(struct.unpack_from(">l", content, at + 1)[0])
            at += 5
        else:
            number, at = _integer(content, at)
            numbers.append(number)
    return found


def _real(content: bytes, at: int) -> tuple[str, int]:
    text = ""
    while True:
        for nibble in divmod(content[at], 16):
            if nibble == 15:
                return text or "0", at + 1
            text += ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "e", "e-", "", "-")[nibble]
        at += 1


def _integer(content: bytes, at: int) -> tuple[int, int]:
    first = content[at]
    if first == 28:
        return struct.unpack_from(">h", content, at + 1)[0], at + 3
    if first < 247:
        return first - 139, at + 1
    far = (first - 247) * 256 + content[at + 1] + 108 if first < 251 else -(first - 251) * 256 - content[at + 1] - 108
    return far, at + 2


class _Pen:
    """Runs a charstring of type 2, and collects in `drawn` what it draws."""

    def __init__(self, shared: Sequence[bytes], own: Sequence[bytes]) -> None:
        self.drawn: list[Contour] = []
        self._subroutines = {10: own, 29: shared}
        self._stack: list[float] = []
        self._x = self._y = 0.0
        self._stems = 0
        self._ended = False

    def run(self, code: bytes) -> None:
        """Runs a charstring, or a subroutine of one."""
        at = 0
        while at < len(code) and not self._ended:
            first = code[at]
            if first == 255:
                self._stack.append(struct.unpack_from(">l", code, at + 1)[0] / 65_536)
                at += 5
            elif first == 28 or first >= 32:
                number, at = _integer(code, at)
                self._stack.append(number)
            elif first == 11:
                return
            elif first in self._subroutines:
                at += 1
                called = self._subroutines[first]
                bias = 107 if len(called) < 1240 else 1131 if len(called) < 33_900 else 32_768
                self.run(called[int(self._stack.pop()) + bias])
            else:
                at = self._operate(code, at)

    def _operate(self, code: bytes, at: int) -> int:
        """Runs an operator; gives the offset of the next one."""
        operator, at = code[at], at + 1
        stack, self._stack = self._stack, []
        if operator in (1, 3, 18, 23, 19, 20):  # hints, for small sizes only
            self._stems += len(stack) // 2
            return at + (-(-self._stems // 8) if operator in (19, 20) else 0)
        if operator == 14:
            self._ended = True
        elif operator in (4, 21, 22):  # a number before the operands is the width
            dx, dy = {21: stack[-2:], 22: [*stack[-1:], 0.0], 4: [0.0, *stack[-1:]]}[operator]
            self._x, self._y = self._x + dx, self._y + dy
            self.drawn.append(Contour((self._x, self._y), []))
        else:
            for change in _DRAWING[operator](stack):
                self._curve(change)
        return at

    def _curve(self, change: Sequence[float]) -> None:
        points = []
        for dx, dy in zip(change[::2], change[1::2], strict=True):
            self._x, self._y = self._x + dx, self._y + dy
            points.append((self._x, self._y))
        if len(points) == 1:
            before = self.drawn[-1].curves[-1][2] if self.drawn[-1].curves else self.drawn[-1].start
            points = [before, points[0], points[0]]
        self.drawn[-1].curves.append((points[0], points[1], points[2]))


Changes = Iterator[Sequence[float]]
"""Relative coordinates: two numbers for a line, six for a curve."""


def _lines(stack: list[float]) -> Changes:
    return (stack[at : at + 2] for at in range(0, len(stack) - 1, 2))


def _curves(stack: list[float]) -> Changes:
    return (stack[at : at + 6] for at in range(0, len(stack) - 5, 6))


def _crossing_lines(stack: list[float], level: bool) -> Changes:
    for length in stack:
        yield (length, 0.0) if level else (0.0, length)
        level = not level


def _crossing_curves(stack: list[float], level: bool) -> Changes:
    """Curves that begin along one axis and end along the other; the last may end in any direction."""
    while len(stack) >= 4:
        a, b, c, d, *stack = stack
        last = stack.pop() if len(stack) == 1 else 0.0
        yield (a, 0.0, b, c, last, d) if level else (0.0, a, b, c, d, last)
        level = not level


def _leaving_curves(stack: list[float], level: bool) -> Changes:
    """Curves that begin and end along one axis; the first may begin in any direction."""
    askew = stack.pop(0) if len(stack) % 4 else 0.0
    for at in range(0, len(stack), 4):
        a, b, c, d = stack[at : at + 4]
        yield (a, askew, b, c, d, 0.0) if level else (askew, a, b, c, 0.0, d)
        askew = 0.0


_DRAWING: dict[int, Callable[[list[float]], Changes]] = {
    5: _lines,
    6: lambda s: _crossing_lines(s, True),
    7: lambda s: _crossing_lines(s, False),
    8: _curves,
    24: lambda s: iter([*_curves(s[:-2]), s[-2:]]),
    25: lambda s: iter([*_lines(s[:-6]), s[-6:]]),
    26: lambda s: _leaving_curves(s, False),
    27: lambda s: _leaving_curves(s, True),
    30: lambda s: _crossing_curves(s, False),
    31: lambda s: _crossing_curves(s, True),
}


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
