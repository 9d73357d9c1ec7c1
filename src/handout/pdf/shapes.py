"""Areas, rules, icons and QR codes of a page, as content operators."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, assert_never

from handout.layout.geometry import Code, Icon, Rect, Rule
from handout.pdf.file import number, numbers
from handout.pdf.reportlab import path, qr_modules
from handout.source.units import rgb

QUIET = 4
"""Modules of white around a QR code (ISO/IEC 18004, 9.1)."""
ROUND = 0.5523
"""Control points of a quarter circle, as a fraction of its radius."""


@lru_cache(maxsize=256)
def set_fill(colour: str) -> bytes:
    """Sets the colour of areas and text."""
    return b"%s rg" % b" ".join(_part(part) for part in rgb(colour))


@lru_cache(maxsize=256)
def set_stroke(colour: str) -> bytes:
    """Sets the colour of lines."""
    return b"%s RG" % b" ".join(_part(part) for part in rgb(colour))


def _part(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


@lru_cache(maxsize=512)
def shape(mark: Rect | Rule | Icon) -> bytes:
    """The operators of one mark, between q and Q: most come again in the next form of a list."""
    match mark:
        case Rect():
            code = _rect(mark)
        case Rule():
            code = rule(mark)
        case Icon():
            code = _icon(mark)
        case _:
            assert_never(mark)
    return b"q %s Q" % code


def rule(mark: Rule) -> bytes:
    """A straight line."""
    ends = numbers(mark.x1, mark.y1), numbers(mark.x2, mark.y2)
    dashes = b"[4 3] 0 d " if mark.dashed else b""
    return b"%s %s w %s%s m %s l S" % (set_stroke(mark.color), number(mark.width), dashes, *ends)


def _rect(mark: Rect) -> bytes:
    code = []
    if mark.fill is not None:
        code.append(set_fill(mark.fill))
    if mark.stroke is not None:
        code += [set_stroke(mark.stroke), b"%s w" % number(mark.stroke_width)]
    if mark.radius:
        code.append(_rounded(mark.x, mark.y, mark.width, mark.height, mark.radius))
    else:
        code.append(b"%s re" % numbers(mark.x, mark.y, mark.width, mark.height))
    painted = mark.fill is not None, mark.stroke is not None
    code.append({(True, True): b"B", (True, False): b"f", (False, True): b"S"}.get(painted, b"n"))
    return b" ".join(code)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> bytes:
    r = min(radius, width / 2, height / 2)
    right, top, k = x + width, y + height, r * (1 - ROUND)
    shape = path()
    shape.moveTo(x + r, y)
    shape.lineTo(right - r, y)
    shape.curveTo(right - k, y, right, y + k, right, y + r)
    shape.lineTo(right, top - r)
    shape.curveTo(right, top - k, right - k, top, right - r, top)
    shape.lineTo(x + r, top)
    shape.curveTo(x + k, top, x, top - k, x, top - r)
    shape.lineTo(x, y + r)
    shape.curveTo(x, y + k, x + k, y, x + r, y)
    shape.close()
    return _code(shape)


def _code(shape: Any) -> bytes:
    text: str = shape.getCode()
    return text.removeprefix("n ").encode("ascii")


def _icon(mark: Icon) -> bytes:
    """Icons are drawn on a grid of 20 units, which is about their size in points."""
    scale = mark.size / 20
    place = b"%.4f 0 0 %.4f %s cm" % (scale, scale, numbers(mark.x, mark.y))
    match mark.name:
        case "info":
            code = _info(mark.color)
        case "important":
            code = _important(mark.color)
        case "help":
            code = _help(mark.color)
        case "home":
            code = _home(mark.color)
        case "phone":
            code = _phone(mark.color)
        case "tick-box":
            # The line has one width at every size of the box, so its width isn't scaled.
            width = 1 / scale
            inner = 20 - width
            box = _rounded(width / 2, width / 2, inner, inner, 1.5 / scale)
            code = b"%s %s w %s S" % (set_stroke(mark.color), number(width), box)
        case "tick":
            code = _strokes(mark.color, ((2.5, 10), (7.8, 4), (17.5, 16.4)))
        case "cross":
            code = _strokes(mark.color, ((4, 4), (16, 16)), ((4, 16), (16, 4)))
        case "scissors":
            code = _scissors(mark.color)
        case _:
            assert_never(mark.name)
    return b"%s %s" % (place, code)


def _strokes(colour: str, *lines: tuple[tuple[float, float], ...]) -> bytes:
    """Operators for thick lines with round ends."""
    drawn = path()
    for start, *corners in lines:
        drawn.moveTo(*start)
        for corner in corners:
            drawn.lineTo(*corner)
    return b" ".join((set_stroke(colour), b"3 w 1 J 1 j", _code(drawn), b"S"))


def _scissors(colour: str) -> bytes:
    """Two rings at the left, and blades that cross and open to the right."""
    lines = path()
    for ring, tip in ((4.6, 16.4), (15.4, 3.6)):
        lines.circle(4.2, ring, 3.1)
        lines.moveTo(6.5, ring + (2.1 if tip > ring else -2.1))
        lines.lineTo(19, tip)
    return b" ".join((set_stroke(colour), b"1.9 w 1 J", _code(lines), b"S"))


def _info(colour: str) -> bytes:
    ring, letter = path(), path()
    ring.circle(10, 10, 8.9)
    letter.circle(10, 14.6, 1.35)
    letter.rect(8.9, 4.9, 2.2, 7)
    return b" ".join((set_stroke(colour), set_fill(colour), b"1.8 w", _code(ring), b"S", _code(letter), b"f"))


def _important(colour: str) -> bytes:
    triangle = _polygon((10, 18.2), (18.8, 2.4), (1.2, 2.4))
    sign = _polygon((8.7, 13.2), (11.3, 13.2), (10.8, 7.2), (9.2, 7.2))
    sign.circle(10, 5.2, 1.2)
    return b" ".join((set_stroke(colour), set_fill(colour), b"1.9 w 1 j", _code(triangle), b"S", _code(sign), b"f"))


def _help(colour: str) -> bytes:
    """A filled octagon, as a stop sign, with an exclamation mark in it: the strongest of the three."""
    angles = (math.pi * (2 * corner + 1) / 8 for corner in range(8))
    sign = _polygon(*((10 + 10 * math.cos(angle), 10 + 10 * math.sin(angle)) for angle in angles))
    bar = _polygon((8.3, 16), (11.7, 16), (11.1, 8.3), (8.9, 8.3))
    bar.circle(10, 5.4, 1.6)
    return b" ".join((set_fill(colour), _code(sign), b"f", set_fill("#ffffff"), _code(bar), b"f"))


def _home(colour: str) -> bytes:
    """A house with a door."""
    house = _polygon((10, 18.6), (19.2, 10.2), (16.8, 10.2), (16.8, 1.6), (3.2, 1.6), (3.2, 10.2), (0.8, 10.2))
    door = path()
    door.rect(8, 1.6, 4, 6.4)
    return b" ".join((set_fill(colour), _code(house), b"f", set_fill("#ffffff"), _code(door), b"f"))


def _phone(colour: str) -> bytes:
    """A telephone with its receiver on it: the sign that readers of every age know."""
    receiver = path()
    receiver.moveTo(0.8, 12.2)
    receiver.curveTo(0.8, 19.2, 19.2, 19.2, 19.2, 12.2)
    receiver.lineTo(14.4, 12.2)
    receiver.curveTo(14.4, 14.6, 5.6, 14.6, 5.6, 12.2)
    receiver.close()
    body, dial = _polygon((6.6, 11.6), (13.4, 11.6), (17.6, 7), (17.6, 2.4), (2.4, 2.4), (2.4, 7)), path()
    dial.circle(10, 6.6, 2.5)
    return b" ".join(
        (set_fill(colour), _code(receiver), b"f", _code(body), b"f", set_fill("#ffffff"), _code(dial), b"f")
    )


def _polygon(start: tuple[float, float], *corners: tuple[float, float]) -> Any:
    """A path, to which more can be added."""
    found = path()
    found.moveTo(*start)
    for corner in corners:
        found.lineTo(*corner)
    found.close()
    return found


def qr_code(mark: Code) -> bytes:
    """A QR code, black on white, its quiet zone inside the mark's square; at the text's edge the margin is a part."""
    rows = qr_modules(mark.url)
    count = len(rows) + 2 * QUIET
    scale = mark.size / count
    left = {"left": 0, "": QUIET, "right": 2 * QUIET}[mark.at_edge]
    out = [
        b"q %.5f 0 0 %.5f %s cm 1 1 1 rg 0 0 %d %d re f 0 0 0 rg"
        % (scale, scale, numbers(mark.x, mark.y), count, count)
    ]
    for row, modules in enumerate(rows):
        out += [b"%d %d %d 1 re" % (start + left, count - QUIET - 1 - row, width) for start, width in _runs(modules)]
    return b"\n".join((*out, b"f Q"))


def _runs(modules: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules: drawn as one rectangle, a run has no hairlines inside."""
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(modules):
        if dark and index and modules[index - 1]:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((index, 1))
    return runs
