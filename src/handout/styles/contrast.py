"""Text that can't be read on its ground: each role's colour against the areas it is printed on (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handout.content.layout import LayoutSpec, StyleSpec
from handout.diagnostics import Diagnostic, Span
from handout.document import Style
from handout.source import units

LEAST = 4.5
"""To 1."""
PAPER = "#ffffff"

_CALLOUTS = "good-to-know important get-help self-care soon emergency"
_GROUND = {
    "summary-title": "summary",
    "summary-text": "summary",
    "patient-label": "patient",
    "patient-value": "patient",
    "label": "facts",
    "value": "facts",
    "about-label": "about",
    "about-text": "about",
    "phone-label": f"phones callout-phones {_CALLOUTS}",
    "phone": f"phones callout-phones {_CALLOUTS}",
    "callout-title": _CALLOUTS,
    "callout-text": _CALLOUTS,
}
"""The areas that a role's text is printed on, where it isn't the paper."""


def low_contrast(
    styles: Mapping[str, Style], specs: Mapping[str, StyleSpec], chain: Sequence[LayoutSpec]
) -> list[Diagnostic]:
    """What is too pale; roles with the same pair of colours are reported together.

    The place is that of the role or the area which the last layout of the chain gives.
    """
    roles: dict[tuple[str, str], list[str]] = {}
    areas: dict[tuple[str, str], list[str]] = {}
    for role, style in styles.items():
        for area in _GROUND.get(role, "").split() or [role]:
            pair = style.color, styles[area].background or PAPER
            roles.setdefault(pair, []).append(role)
            areas.setdefault(pair, []).append(area)
    problems = []
    for (color, ground), given in roles.items():
        ratio, names = units.contrast(color, ground), [*dict.fromkeys(given)]
        if ratio < LEAST:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            message = f"'{names[0]}'{more}: {color} on {ground} has a contrast of {ratio:.1f} to 1"
            spans = [specs[name].span for name in (*names, *areas[color, ground]) if name in specs]
            where = latest(spans, chain) or chain[0].span
            problems.append(Diagnostic(where, message, f"at least {LEAST} to 1 is needed", "low-contrast"))
    return problems


def latest(spans: Sequence[Span], chain: Sequence[LayoutSpec]) -> Span | None:
    """Of some places the first in the layout that has the last word; None if there are no places."""
    files = [spec.span.file for spec in chain]
    return min(spans, key=lambda span: files.index(span.file), default=None)
