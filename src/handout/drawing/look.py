"""How shapes are painted: the properties of SVG that are applied, and those that can't change a picture of shapes.

Any other property is refused, because the picture would look different without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.drawing.colours import colour
from handout.drawing.numbers import Viewport, length, number, share
from handout.drawing.problems import MOST_DASHES, UNKNOWN, TooMuch, Wrong, shown
from handout.source.patterns import uncompiled

Cap = Literal[0, 1, 2]


class Look(Struct, frozen=True, kw_only=True):
    """What an element inherits, and its own opacity, clip and display."""

    fill: str | None = "#000000"
    """`#rrggbb`; None paints nothing."""
    fill_opacity: float = 1.0
    even_odd: bool = False
    clip_even_odd: bool = False
    stroke: str | None = None
    stroke_opacity: float = 1.0
    width: float = 1.0
    """In user units, like the dashes and their offset."""
    cap: Cap = 0
    join: Cap = 0
    miter_limit: float = 4.0
    dashes: tuple[float, ...] = ()
    offset: float = 0.0
    color: str = "#000000"
    """What `currentColor` stands for."""
    visible: bool = True
    opacity: float = 1.0
    clip: str = ""
    """The id of a clipPath."""
    shown: bool = True
    """False for `display: none`."""

    @property
    def inherited(self) -> Look:
        """The look that an element's children inherit."""
        return replace(self, opacity=1.0, clip="", shown=True)


_CAPS: dict[str, Cap] = {"butt": 0, "round": 1, "square": 2}
_JOINS: dict[str, Cap] = {"miter": 0, "round": 1, "bevel": 2}
_RULES = {"nonzero": False, "evenodd": True}
_VISIBLE = {"visible": True, "hidden": False, "collapse": False}
_CLIP = uncompiled(r"url\(\s*['\"]?#([^'\"()]+)['\"]?\s*\)")
_PLAIN = {
    "marker": "none", "marker-start": "none", "marker-mid": "none", "marker-end": "none", "mask": "none",
    "filter": "none", "vector-effect": "none", "paint-order": "normal", "mix-blend-mode": "normal", "clip": "auto",
    "transform": "none", "stroke-alignment": "center",
}  # fmt: skip
"""Properties that are accepted with this value only, because it changes nothing."""
_INERT = uncompiled(
    r"-\w.*|font.*|text-.*|letter-spacing|word-spacing|white-space|line-height|writing-mode|direction|unicode-bidi"
    r"|baseline-shift|dominant-baseline|alignment-baseline|.*-rendering|color-interpolation.*|color-profile|isolation"
    r"|solid-.*|stop-.*|flood-.*|lighting-color|overflow|enable-background|pointer-events|cursor|user-select|kerning"
    r"|glyph-orientation-.*|shape-.*|inline-size|background.*|position|display-.*|will-change"
)
"""Properties that change nothing in a picture of shapes."""
_LONGEST = 1_000
"""Characters of a name and its value together; reading them takes little time."""
_Known = TypeVar("_Known")


def is_property(name: str) -> bool:
    """Whether an attribute of this name is a property: one that is applied, or one that is accepted with one value."""
    return name in _SET or name in _PLAIN


def changed(look: Look, name: str, value: str, size: Viewport) -> Look:
    """The look with one property changed; raises `Wrong` if the picture can't be painted with this property."""
    value = value.strip()
    if len(name) + len(value) > _LONGEST:
        raise TooMuch(f"the property {shown(name)} is very long")
    if name in _SET:
        return look if value == "inherit" else replace(look, **_SET[name](look, value, size))
    if name in _PLAIN:
        if value != _PLAIN[name]:
            raise Wrong(f"the property '{name}' isn't supported", "remove it, or draw what it does as paths", UNKNOWN)
    elif not _INERT.fullmatch(name):
        raise Wrong(f"the property {shown(name)} isn't known", "remove it", UNKNOWN)
    return look


def _one_of(name: str, value: str, known: Mapping[str, _Known]) -> _Known:
    if value not in known:
        raise Wrong(f"{name} {shown(value)} isn't known", f"it is one of {', '.join(known)}", UNKNOWN)
    return known[value]


def _paint(look: Look, value: str) -> str | None:
    if value.lower() in ("none", "transparent"):
        return None
    return look.color if value.lower() == "currentcolor" else colour(value)


def _positive(name: str, value: float, least: float = 0.0) -> float:
    if value < least:
        raise Wrong(f"{name} is less than {least:g}")
    return value


def _dashes(value: str, size: Viewport) -> tuple[float, ...]:
    if value == "none":
        return ()
    parts = value.replace(",", " ").split()
    if len(parts) > MOST_DASHES:
        raise TooMuch(f"a line has more than {MOST_DASHES} dashes")
    found = tuple(_positive("a dash", length(part, size.diagonal)) for part in parts)
    # A pattern of odd length is repeated, so that dashes and gaps change places; one of length 0 is a solid line.
    return (found * 2 if len(found) % 2 else found) if sum(found) > 0 else ()


def _clip(value: str) -> str:
    if value == "none":
        return ""
    match = _CLIP.fullmatch(value)
    if match is None:
        raise Wrong(f"the clip {shown(value)} isn't supported", "clip with a clipPath of this file", UNKNOWN)
    return match[1]


_SET: dict[str, Callable[[Look, str, Viewport], dict[str, Any]]] = {
    "fill": lambda look, value, _: {"fill": _paint(look, value)},
    "fill-opacity": lambda _, value, __: {"fill_opacity": share(value)},
    "fill-rule": lambda _, value, __: {"even_odd": _one_of("fill-rule", value, _RULES)},
    "clip-rule": lambda _, value, __: {"clip_even_odd": _one_of("clip-rule", value, _RULES)},
    "stroke": lambda look, value, _: {"stroke": _paint(look, value)},
    "stroke-opacity": lambda _, value, __: {"stroke_opacity": share(value)},
    "stroke-width": lambda _, value, size: {"width": _positive("stroke-width", length(value, size.diagonal))},
    "stroke-linecap": lambda _, value, __: {"cap": _one_of("stroke-linecap", value, _CAPS)},
    "stroke-linejoin": lambda _, value, __: {"join": _one_of("stroke-linejoin", value, _JOINS)},
    "stroke-miterlimit": lambda _, value, __: {"miter_limit": _positive("stroke-miterlimit", number(value), 1.0)},
    "stroke-dasharray": lambda _, value, size: {"dashes": _dashes(value, size)},
    "stroke-dashoffset": lambda _, value, size: {"offset": length(value, size.diagonal)},
    "color": lambda look, value, _: {"color": _paint(look, value) or look.color},
    "visibility": lambda _, value, __: {"visible": _one_of("visibility", value, _VISIBLE)},
    "opacity": lambda _, value, __: {"opacity": share(value)},
    "clip-path": lambda _, value, __: {"clip": _clip(value)},
    "display": lambda _, value, __: {"shown": value != "none"},
}
"""What each property changes in a look; the `color` of an element has to be read before its other properties."""
