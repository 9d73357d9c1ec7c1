"""Sizes of text: every style set larger."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from handout.document import Style

STAFF = "staff"
"""The role of the line for staff in a document of another language."""
_MOST_FOR_STAFF = 12.0
"""Points."""

SCALES: Mapping[str, float] = {"standard": 1.0, "clear": 7 / 6, "large": 1.5, "giant": 2.0}


def scaled(styles: Mapping[str, Style], scale: float) -> dict[str, Style]:
    """Every style at a text scale: reflowed, not zoomed.

    Type up to the body's size grows with the scale.  What is larger grows by as many points as the body, so that a
    title still fits on the line, and what was larger than something else stays larger.
    """
    body = styles["body"].size
    return {role: _scaled(style, body, scale) for role, style in styles.items()}


def with_staff_line(styles: Mapping[str, Style], scale: float) -> dict[str, Style]:
    """Scaled styles with that of the line for staff: a footer that grows to 12 points only, for staff need no more."""
    footer = styles["footer"]
    factor = min(1.0, max(_MOST_FOR_STAFF, footer.size / scale) / footer.size)
    return {**styles, STAFF: replace(footer, size=footer.size * factor, leading=footer.leading * factor)}


def _scaled(style: Style, body: float, scale: float) -> Style:
    size = style.size * scale if style.size <= body else style.size + body * (scale - 1)
    factor = size / style.size
    return replace(
        style,
        size=size,
        leading=style.leading * factor,
        space_before=style.space_before * factor,
        space_after=style.space_after * factor,
        indent=style.indent * factor,
        padding=style.padding * min(factor, 1.5),
    )
