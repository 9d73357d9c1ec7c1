"""Lengths and colours: what an author writes (`12pt`, `2cm`, `#1a5276`) as the numbers that the other stages use.

From here on every length is in points (1/72 inch).
"""

from __future__ import annotations

import re

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
MM = POINTS["mm"]
PIXEL = 72 / 96
"""Points that a pixel takes in a picture without a width, as on the web."""
LONGEST = 14_400.0
"""Points; the largest page edge that PDF readers must support (ISO 32000-1, annex C)."""

_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,4})?)\s*(pt|mm|cm|in)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def length(text: str) -> float:
    """`12pt`, `2cm`, `0.5in`, `40mm` as points, from 0 to 14,400; ValueError says what is wrong."""
    match = _LENGTH.fullmatch(text.strip())
    if not match:
        raise ValueError("a length is a number and a unit: 12pt, 40mm, 2cm or 1in")
    points = float(match[1]) * POINTS[match[2]]
    if not 0 <= points <= LONGEST:
        raise ValueError("a length is between 0 and 14400pt")
    return points


def colour(text: str) -> str:
    """A colour as `#rrggbb`, in lower case; ValueError for every other notation."""
    if not _COLOUR.fullmatch(text):
        raise ValueError("a colour is written #rrggbb, for example '#1a5276'")
    return text.lower()


def rgb(text: str) -> tuple[float, float, float]:
    """`#rrggbb` as three numbers from 0 to 1."""
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def luminance(text: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(text)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
