"""The style of each role, made of the style that it is based on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from handout.content.layout import ROLES, LayoutSpec, StyleSpec
from handout.diagnostics import Diagnostic, Span
from handout.document import Style
from handout.source.values import suggestion
from handout.styles.contrast import latest

LEAST_SIZE = 8.0
MOST_SIZE = 120.0
"""Larger type has no room on any paper."""
MOST_SPACE = 300.0
"""More space above or below a text leaves no room for the text."""

# What a complete layout needs and no file gives; `base` in the starter gives all of it.
_START = StyleSpec(span=Span("layouts"))
_DEFAULT = Style(size=12.0, leading=16.8)


class RoleStyles:
    """Every role's style, made once, bases first."""

    def __init__(self, specs: Mapping[str, StyleSpec], chain: Sequence[LayoutSpec]) -> None:
        self._specs, self._chain = specs, chain
        self.problems: list[Diagnostic] = []
        self._done: dict[str, Style] = {}
        self.all = {role: self._of(role, ()) for role in ROLES}

    def _of(self, role: str, below: tuple[str, ...]) -> Style:
        if role in self._done:
            return self._done[role]
        spec = self._specs.get(role, _START)
        start = _DEFAULT
        base = spec.base or ("body" if role != "body" else None)
        if base in (*below, role):
            names = " → ".join([*below, role, str(base)])
            spans = [self._specs[name].span for name in (role, *reversed(below)) if name in self._specs]
            where = latest(spans, self._chain) or spec.span
            self._report(where, f"styles are based on each other: {names}", "", "style-cycle")
        elif base is not None and base not in ROLES:
            self._report(spec.span, f"unknown base '{base[:40]}'", suggestion(base, ROLES), "unknown-key")
        elif base is not None:
            start = self._of(base, (*below, role))
        made = self._done[role] = _made(spec, start if spec.base else _text_only(start))
        # A role that takes its size from another is not reported again.
        if spec.size is not None and made.size < LEAST_SIZE:
            self._report(spec.span, f"'{role}' is under {LEAST_SIZE:g}pt", "nobody can read it", "too-small")
        if spec.size is not None and made.size > MOST_SIZE:
            self._report(spec.span, f"'{role}' is over {MOST_SIZE:g}pt", "no page has room for it", "too-large")
        if max(spec.space_before or 0.0, spec.space_after or 0.0) > MOST_SPACE:
            message = f"'{role}' has a space of over {MOST_SPACE:g}pt"
            self._report(spec.span, message, "no page has room for it", "too-large")
        return made

    def _report(self, span: Span, message: str, hint: str, code: str) -> None:
        self.problems.append(Diagnostic(span, message, hint, code))


def _text_only(style: Style) -> Style:
    """What a role without a base takes from `body`: its type, not its spaces."""
    return replace(
        style,
        background=None,
        border=None,
        border_width=0.0,
        space_before=0.0,
        space_after=0.0,
        indent=0.0,
        padding=0.0,
    )


def _made(spec: StyleSpec, start: Style) -> Style:
    size = spec.size if spec.size is not None else start.size
    # A size of nothing is reported where it is given.
    ratio = spec.leading if spec.leading is not None else start.leading / (start.size or 1.0)
    given = {
        "family": spec.font,
        "bold": None if spec.weight is None else spec.weight == "bold",
        "italic": None if spec.slant is None else spec.slant == "italic",
        **{name: getattr(spec, name) for name in ("color", "background", "border", "border_width", "align")},
        **{name: getattr(spec, name) for name in ("space_before", "space_after", "indent", "padding")},
    }
    plain = {name: _plain(value) for name, value in given.items() if value is not None}
    return replace(start, size=float(size), leading=float(size) * ratio, **plain)


def _plain(value: Any) -> Any:
    """Lengths and colours as the float and the text that they are."""
    if isinstance(value, bool):
        return value
    return float(value) if isinstance(value, float) else str(value)
