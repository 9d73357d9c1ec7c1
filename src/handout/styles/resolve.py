"""Layouts resolved: the chain of `extends` merged, and each role's style complete."""

from __future__ import annotations

from collections.abc import Mapping

from handout.content.layout import BandSpec, LayoutSpec, PageSpec, SectionsSpec, ShowSpec, StyleSpec
from handout.diagnostics import Diagnostic, InputError
from handout.styles.contrast import low_contrast
from handout.styles.inheritance import chain_of, merged
from handout.styles.layout import Layout
from handout.styles.page import PAPER, page_setup
from handout.styles.roles import RoleStyles

LEAST_FRAME = 72.0
"""Points; a narrower or lower text block can't hold a line of large print."""


def resolve(name: str, specs: Mapping[str, LayoutSpec]) -> Layout:
    """The layout of a name; HandoutError for an unknown name, a cycle, or what can't be printed with it."""
    chain = chain_of(name, specs)
    spec = merged(chain)
    styles = RoleStyles(spec.styles, chain)
    layout = Layout(
        id=name,
        audience=spec.audience,
        page=spec.page or PageSpec(),
        scale=spec.text.scale if spec.text else "standard",
        styles=styles.all,
        header=spec.header or BandSpec(),
        footer=spec.footer or BandSpec(),
        sections=spec.sections or SectionsSpec(span=spec.span),
        show=spec.show or ShowSpec(),
        chain=tuple(chain),
        span=chain[0].span,
    )
    problems = [*styles.problems, *low_contrast(layout.styles, spec.styles, chain)]
    problems += _frame(layout, spec.styles)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InputError(problems)
    return layout


def _frame(layout: Layout, specs: Mapping[str, StyleSpec]) -> list[Diagnostic]:
    """The text block on each paper, columns included, and indents that fit in it."""
    problems = []
    for size in [layout.page.size] if layout.page.size else list(PAPER):
        page = page_setup(layout, size, 1.0)
        measure = (page.width - page.left - page.right - page.gutter * (page.columns - 1)) / page.columns
        height = page.height - page.top - page.bottom
        if min(measure, height) < LEAST_FRAME:
            message = f"margins leave {max(measure, 0):.0f} by {max(height, 0):.0f} points on {size}"
            problems.append(Diagnostic(layout.span, message, "make the margins smaller", "frame-too-small"))
            continue
        for role, style in layout.styles.items():
            if style.indent + 2 * style.padding > measure / 2:
                message = f"'{role}': indent and padding take more than half of the column"
                where = specs[role].span if role in specs else layout.span
                problems.append(Diagnostic(where, message, "", "out-of-range"))
    return problems
