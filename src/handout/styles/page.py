"""Papers, and the text block of a layout on one of them."""

from __future__ import annotations

from collections.abc import Mapping

from handout.document import PageSetup
from handout.source.units import MM
from handout.styles.layout import Layout
from handout.styles.scale import SCALES

PAPER: Mapping[str, tuple[float, float]] = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}
LEAST_SIDE = 20 * MM
"""Side margins that larger text leaves, where the layout gives as much."""


def page_setup(layout: Layout, size: str, scale: float) -> PageSetup:
    """Paper and margins in points.

    Above the standard scale the measure grows with the text, so that a line has as many characters, down to side
    margins of 20 mm; large print has one column, and no wider margins than these.
    """
    width, height = PAPER[size]
    margins = layout.page.margins
    columns = layout.page.columns or 1
    sides = {"left": margins.left, "right": margins.right}
    edges = {name: float(20 * MM if value is None else value) for name, value in sides.items()}
    if scale > SCALES["clear"]:
        columns = 1
        edges = {name: min(value, LEAST_SIDE) for name, value in edges.items()}
    elif scale > 1:
        edges = _narrower(edges, (width - sum(edges.values())) * (scale - 1))
    return PageSetup(
        width=width,
        height=height,
        top=float(20 * MM if margins.top is None else margins.top),
        bottom=float(20 * MM if margins.bottom is None else margins.bottom),
        columns=columns,
        gutter=float(18 if layout.page.gutter is None else layout.page.gutter),
        **edges,
    )


def _narrower(edges: Mapping[str, float], more: float) -> dict[str, float]:
    """Side margins that leave so much more to the measure, as far as they are wider than they must be."""
    spare = {name: max(0.0, value - LEAST_SIDE) for name, value in edges.items()}
    share = min(1.0, more / sum(spare.values())) if any(spare.values()) else 0.0
    return {name: value - share * spare[name] for name, value in edges.items()}
