"""Numbers and lengths as SVG writes them."""

from __future__ import annotations

import math
import re

from msgspec import Struct

from handout.drawing.problems import Wrong, shown

NUMBER = r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?"
"""Its quantifiers are possessive (`++`), so that matching takes time in proportion to the length of a text."""
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"({NUMBER})\s*+(px|pt|pc|mm|cm|in|Q|%|)")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 960 / 25.4,
    "in": 96.0,
    "Q": 96 / 101.6,
}
_LARGEST, _LONGEST = 1e9, 100
_BETWEEN = re.compile(r"\s*+,?\s*+")
_LENGTH_HINT = "write a number, or a number with px, pt, mm, cm, in or %"


class Viewport(Struct, frozen=True):
    """The size of the view box, to which percentages refer."""

    width: float
    height: float

    @property
    def diagonal(self) -> float:
        """The length to which percentages refer that are neither of a width nor of a height (SVG 1.1, 7.10)."""
        return math.hypot(self.width, self.height) / math.sqrt(2)


def number(text: str) -> float:
    """One finite number; raises `Wrong` for anything else."""
    if not _NUMBER.fullmatch(text.strip()):
        raise Wrong(f"{shown(text)} is no number")
    return finite(text)


def finite(text: str) -> float:
    """Digits as a number; raises `Wrong` if it is too large to calculate with."""
    value = float(text[:_LONGEST])
    if len(text) > _LONGEST or abs(value) > _LARGEST:
        raise Wrong(f"the number {shown(text)} is too large")
    return value


def numbers(text: str) -> list[float]:
    """Numbers with blanks, or one comma each, between them; raises `Wrong` for anything else."""
    found, at = [], len(text) - len(text.lstrip())
    text = text.rstrip()
    while at < len(text):
        match = _NUMBER.match(text, at)
        if match is None:
            raise Wrong(f"{shown(text)} is no list of numbers")
        found.append(finite(match[0]))
        at = match.end()
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    return found


def length(text: str, whole: float) -> float:
    """A length in user units; a percentage is a share of `whole`."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise Wrong(f"the length {shown(text)} can't be read", _LENGTH_HINT)
    value = finite(match[1])
    return value * whole / 100 if match[2] == "%" else value * _PIXELS[match[2]]


def share(text: str) -> float:
    """An opacity, as a number or in percent; below 0 it is 0 and above 1 it is 1, as in SVG."""
    value = number(text.strip().removesuffix("%"))
    return min(1.0, max(0.0, value / 100 if text.strip().endswith("%") else value))
