"""The `d` of a path (SVG 1.1, 8.3) as steps of straight lines and curves.

A browser draws a path up to its first mistake and reports nothing. Here a mistake is refused, because a part of the
picture would be lost silently. The libraries that were tried do what browsers do, or skip the mistake and read on.
"""

from __future__ import annotations

from collections.abc import Iterator

from handout.drawing.arcs import Arc, curves
from handout.drawing.matrix import DrawingPoint
from handout.drawing.numbers import NUMBER, finite
from handout.drawing.problems import MOST_SEGMENTS, TooMuch, Wrong, shown
from handout.drawing.shapes import Path, Segment
from handout.source.patterns import uncompiled

_WIDTHS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
"""How many numbers a command takes at a time."""
_BLANK = uncompiled(r"[ \t\r\n\f]*")
_ARGUMENT = uncompiled(rf"[ \t\r\n\f]*+,?[ \t\r\n\f]*+({NUMBER})")
_FLAG = uncompiled(r"[ \t\r\n\f]*+,?[ \t\r\n\f]*+([01])")
_FLAT = 1e-9
"""A radius that counts as 0."""
_HINT = "save the drawing again"


def path(data: str, most: int = MOST_SEGMENTS) -> Path:
    """The steps of a path; raises `Wrong` if it can't be read, `TooMuch` if it has more than `most` steps."""
    pen = PathPen(most)
    for command, values in _commands(data):
        if not pen.steps and command.lower() != "m":
            raise Wrong("a path begins with M", _HINT)
        pen.draw(command, values)
    return tuple(pen.steps)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers, one set of them at a time."""
    at = _skip(data, 0)
    while at < len(data):
        command = data[at]
        width = _WIDTHS.get(command.lower())
        if width is None or not command.isascii():
            raise Wrong(f"the path has {shown(data[at : at + 12])} at character {at + 1}", _HINT)
        values, at = _set(data, at + 1, command)
        yield command, values
        while width and _ARGUMENT.match(data, at):
            command = {"m": "l", "M": "L"}.get(command, command)
            values, at = _set(data, at, command)
            yield command, values
        at = _skip(data, at)


def _skip(data: str, at: int) -> int:
    match = _BLANK.match(data, at)
    return match.end() if match else at


def _set(data: str, at: int, command: str) -> tuple[list[float], int]:
    values: list[float] = []
    width = _WIDTHS[command.lower()]
    for index in range(width):
        pattern = _FLAG if width == 7 and index in (3, 4) else _ARGUMENT
        match = pattern.match(data, at)
        if match is None:
            raise Wrong(f"the path's {command} lacks numbers at character {at + 1}: it takes {width}", _HINT)
        values.append(finite(match[1]))
        at = match.end()
    return values, at


class PathPen:
    """Makes the steps of a path; keeps the current point and the last control point."""

    def __init__(self, most: int) -> None:
        self.steps: list[Segment] = []
        self._most = most
        self._here: DrawingPoint = (0.0, 0.0)
        self._start: DrawingPoint = (0.0, 0.0)
        self._control: DrawingPoint | None = None
        """The last control point of a curve; a smooth curve after it begins with the point opposite."""
        self._last = ""

    def draw(self, command: str, values: list[float]) -> None:
        """One command with one set of its numbers."""
        kind = command.lower()
        if kind == "h":
            values = [values[0], 0.0 if command == "h" else self._here[1]]
        elif kind == "v":
            values = [0.0 if command == "v" else self._here[0], values[0]]
        base = self._here if command.islower() else (0.0, 0.0)
        if kind == "a":
            self._arc(values, base)
        else:
            pairs = zip(values[::2], values[1::2], strict=True)
            self._to(kind, [(base[0] + x, base[1] + y) for x, y in pairs])
        self._last = kind

    def _to(self, kind: str, points: list[DrawingPoint]) -> None:
        match kind:
            case "z":
                self._add(Segment("h"))
                self._here = self._start
            case "m":
                self._add(Segment("m", (points[0],)))
                self._start = self._here = points[0]
            case "l" | "h" | "v":
                self._line(points[0])
            case "c":
                self._curve(points[0], points[1], points[2])
            case "s":
                self._curve(self._mirrored("cs"), points[0], points[1])
            case "q":
                self._quadratic(points[0], points[1])
            case _:
                self._quadratic(self._mirrored("qt"), points[0])

    def _begin(self) -> None:
        """After a path is closed, the next step begins where the closed part began."""
        if self.steps[-1].operator == "h":
            self._add(Segment("m", (self._start,)))

    def _line(self, point: DrawingPoint) -> None:
        self._begin()
        self._add(Segment("l", (point,)))
        self._here = point

    def _curve(self, one: DrawingPoint, other: DrawingPoint, end: DrawingPoint) -> None:
        self._begin()
        self._add(Segment("c", (one, other, end)))
        self._here, self._control = end, other

    def _quadratic(self, control: DrawingPoint, end: DrawingPoint) -> None:
        one, other = _toward(self._here, control), _toward(end, control)
        self._curve(one, other, end)
        self._control = control

    def _mirrored(self, after: str) -> DrawingPoint:
        """The control point of a smooth curve: opposite the last one after a command of `after`, else here."""
        if self._control is None or not self._last or self._last not in after:
            return self._here
        return 2 * self._here[0] - self._control[0], 2 * self._here[1] - self._control[1]

    def _arc(self, values: list[float], base: DrawingPoint) -> None:
        end = base[0] + values[5], base[1] + values[6]
        arc = Arc(
            start=self._here, end=end, radii=(abs(values[0]), abs(values[1])), angle=values[2],
            large=bool(values[3]), sweep=bool(values[4]),
        )  # fmt: skip
        if self._here == end:
            return
        if min(arc.radii) < _FLAT:
            self._line(end)
            return
        for one, other, point in curves(arc):
            self._curve(one, other, point)

    def _add(self, step: Segment) -> None:
        if len(self.steps) >= self._most:
            raise TooMuch(f"its paths have more than {MOST_SEGMENTS:,} steps")
        self.steps.append(step)


def _toward(end: DrawingPoint, control: DrawingPoint) -> DrawingPoint:
    """A control point of the cubic curve that is the same as a quadratic one."""
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])
