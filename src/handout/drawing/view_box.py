"""The part of the plane that a drawing shows, and its natural size (SVG 1.1, 7.7 and 7.8)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from handout.drawing.numbers import length, numbers
from handout.drawing.problems import UNKNOWN, Wrong, shown

_LEAST, _MOST = 1e-3, 1e8
"""User units of a side of the view box."""
_SMALLEST, _LARGEST = 0.1, 100_000.0
"""Pixels of the natural size."""
_LONGEST = 1_000.0
"""How many times longer than the other a side may be."""


class ViewBox(Struct, frozen=True, kw_only=True):
    """A view box in user units; the natural width and height are in pixels of 1/96 inch."""

    x: float
    y: float
    width: float
    height: float
    natural: tuple[float, float]


def view_box(attributes: Mapping[str, str]) -> ViewBox:
    """The view box by the attributes of the root element; raises `Wrong` if a drawing has no usable size."""
    if "viewBox" in attributes:
        x, y, width, height = _box(attributes["viewBox"])
    else:
        x, y, width, height = 0.0, 0.0, _absolute(attributes, "width"), _absolute(attributes, "height")
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST):
        raise Wrong("the view box has no size, or is too large", "set the page's size in the drawing program")
    natural = _natural(attributes, (width, height))
    if not all(_SMALLEST <= side <= _LARGEST for side in natural):
        raise Wrong("the drawing is too small or too large", "give it a width and a height, as 90mm")
    if max(natural) > _LONGEST * min(natural):
        raise Wrong(f"a side is more than {_LONGEST:,.0f} times longer than the other", "draw it less narrow")
    return ViewBox(x=x, y=y, width=width, height=height, natural=natural)


def _box(text: str) -> tuple[float, float, float, float]:
    match numbers(text):
        case [x, y, width, height]:
            return x, y, width, height
        case _:
            raise Wrong(f"the viewBox {shown(text)} can't be read", "it has four numbers: x, y, width, height")


def _absolute(attributes: Mapping[str, str], name: str) -> float:
    value = attributes.get(name, "").strip()
    if not value or value.endswith("%") or value == "auto":
        raise Wrong("the drawing has no size", 'add a viewBox="0 0 width height"')
    return length(value, 0.0)


def _natural(attributes: Mapping[str, str], size: tuple[float, float]) -> tuple[float, float]:
    """The size that the file asks for, in the proportions of its view box unless `preserveAspectRatio` is `none`."""
    given = [
        length(value, side) if (value := attributes.get(name, "auto").strip()) != "auto" else None
        for name, side in zip(("width", "height"), size, strict=True)
    ]
    match given:
        case [float(wide), float(high)] if wide > 0 and high > 0:
            fitted = attributes.get("preserveAspectRatio", "xMidYMid meet").split()
            if fitted[:1] == ["none"]:
                return wide, high
            scale = min(wide / size[0], high / size[1])
            if "slice" in fitted and abs(wide / size[0] - high / size[1]) > 0.01 * scale:
                raise Wrong(
                    "a drawing that is cut to its size isn't supported", "make the page fit the drawing", UNKNOWN
                )
        case [float(wide), None] if wide > 0:
            scale = wide / size[0]
        case [None, float(high)] if high > 0:
            scale = high / size[1]
        case [None, None]:
            scale = 1.0
        case _:
            raise Wrong("the drawing has no size", "give it a width and a height, as 90mm")
    return size[0] * scale, size[1] * scale
