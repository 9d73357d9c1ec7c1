"""Charstrings of type 2 (Adobe technical note 5177): the programs that draw the glyphs of an OpenType font with CFF.

An operator that none of the fonts of signs uses (flex, arithmetic) is a KeyError.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

from handout.fonts.contours import Contour


def integer(content: bytes, at: int) -> tuple[int, int]:
    """A whole number as charstrings and DICTs write it, and the offset of the next byte."""
    first = content[at]
    if first == 28:
        return struct.unpack_from(">h", content, at + 1)[0], at + 3
    if first < 247:
        return first - 139, at + 1
    far = (first - 247) * 256 + content[at + 1] + 108 if first < 251 else -(first - 251) * 256 - content[at + 1] - 108
    return far, at + 2


class Charstrings:
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
                number, at = integer(code, at)
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
