"""Layouts resolved: the chain of `extends` merged, each role's style complete, and everything set at a text scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.content.clinic import Clinic
from handout.content.layout import (
    ROLES,
    BandSpec,
    HeaderFooterCells,
    Layouts,
    LayoutSpec,
    PageSpec,
    Scale,
    SectionsSpec,
    ShowSpec,
    StyleSpec,
)
from handout.content.texts import LocalText
from handout.diagnostics import Diagnostic, InputError, Span
from handout.document import PageSetup, Style
from handout.inline.runs import Field
from handout.source.units import MM
from handout.source.values import suggestion
from handout.styles.contrast import latest, low_contrast

PAPER: Mapping[str, tuple[float, float]] = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}
SCALES: Mapping[str, float] = {"standard": 1.0, "clear": 7 / 6, "large": 1.5, "giant": 2.0}
LEAST_FRAME = 72.0
"""Points; a narrower or lower text block can't hold a line of large print."""
LEAST_SIDE = 20 * MM
"""Side margins that larger text leaves, where the layout gives as much."""
LEAST_SIZE = 8.0
LEAST_PATIENT_SIZE = 12.0
RUNNING_TEXT = ("body", "item", "cell", "callout-text", "caption", "summary-text", "definition", "value")

# What a complete layout needs and no file gives; `base` in the starter gives all of it.
_START = StyleSpec(span=Span("layouts"))
_DEFAULT = Style(size=12.0, leading=16.8)
S = TypeVar("S", bound=Struct)


class Layout(Struct, frozen=True, kw_only=True):
    """A layout with nothing left open; sizes are those of the scale `standard`."""

    id: str
    audience: tuple[str, ...] | None
    page: PageSpec
    scale: Scale
    styles: Mapping[str, Style]
    header: BandSpec
    footer: BandSpec
    sections: SectionsSpec
    show: ShowSpec
    chain: tuple[LayoutSpec, ...] = ()
    """The layout as it was written and those that it extends, itself first."""
    span: Span

    @property
    def band_texts(self) -> Iterator[LocalText]:
        """The texts of header and footer, the first page's too."""
        for band in (self.header, self.footer, self.header.first):
            if band is not None:
                yield from (text for text in (band.left, band.center, band.right) if text is not None)

    @property
    def prints_summary(self) -> bool:
        """Whether a topic's summary is printed at its head, or in a header or footer."""
        every = (
            run for text in self.band_texts for _, paragraphs in text.choices for runs in paragraphs for run in runs
        )
        named = any(isinstance(run, Field) and run.expression.path == ("topic", "summary") for run in every)
        return named or self.show.summary is not False


def resolve(name: str, specs: Mapping[str, LayoutSpec]) -> Layout:
    """The layout of a name; HandoutError for an unknown name, a cycle, or what can't be printed with it."""
    chain = _chain(name, specs)
    merged = chain[-1]
    for spec in reversed(chain[:-1]):
        merged = _over(merged, spec)
    styles = _Styles(merged.styles, chain)
    layout = Layout(
        id=name,
        audience=merged.audience,
        page=merged.page or PageSpec(),
        scale=merged.text.scale if merged.text else "standard",
        styles=styles.all,
        header=merged.header or BandSpec(),
        footer=merged.footer or BandSpec(),
        sections=merged.sections or SectionsSpec(span=merged.span),
        show=merged.show or ShowSpec(),
        chain=tuple(chain),
        span=chain[0].span,
    )
    problems = [*styles.problems, *low_contrast(layout.styles, merged.styles, chain)]
    problems += _frame(layout, merged.styles)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InputError(problems)
    return layout


def warnings(layout: Layout, *, for_patients: bool) -> list[Diagnostic]:
    """Sizes that are hard to read: a warning for running text under 12 pt in a layout for patients."""
    if not for_patients:
        return []
    return [
        Diagnostic(
            layout.span, f"'{role}' is {layout.styles[role].size:g}pt, patients need 12pt", "", "small", "warning"
        )
        for role in RUNNING_TEXT
        if layout.styles[role].size < LEAST_PATIENT_SIZE
    ]


def _chain(name: str, specs: Mapping[str, LayoutSpec]) -> list[LayoutSpec]:
    """The layout and those that it extends, itself first."""
    chain: list[LayoutSpec] = []
    following: str | None = name
    while following is not None:
        if isinstance(specs, Layouts) and following in specs.broken:
            raise InputError(specs.broken[following])
        if following not in specs:
            where = chain[-1].span if chain else Span("layouts")
            hint = suggestion(following, specs) or f"the layouts are {', '.join(specs)}"
            raise InputError.at(where, f"there is no layout '{following[:80]}'", hint, "unknown-layout")
        chain.append(specs[following])
        following = specs[following].extends
        if any(spec.id == following for spec in chain):
            names = " → ".join([*(spec.id for spec in chain), str(following)])
            raise InputError.at(chain[0].span, f"layouts extend each other: {names}", code="layout-cycle")
    return chain


def _over(base: S, top: S) -> S:
    """A struct whose fields are the upper one's where it says something, structs and mappings merged likewise."""
    changes: dict[str, Any] = {}
    for name in top.__struct_fields__:
        lower, upper = getattr(base, name), getattr(top, name)
        if isinstance(lower, Mapping) and isinstance(upper, Mapping):
            both = {key: _over(lower[key], upper[key]) for key in upper if key in lower}
            changes[name] = {**lower, **upper, **both}
        elif isinstance(lower, Struct) and isinstance(upper, Struct) and not isinstance(upper, Span | SectionsSpec):
            changes[name] = _over(lower, upper) if type(lower) is type(upper) and name not in _WHOLE else upper
        elif upper is None:
            changes[name] = lower
    if isinstance(base, BandSpec) and isinstance(top, BandSpec):
        changes["first"] = _first(base, top)
    return replace(top, **changes)


def _first(base: BandSpec, top: BandSpec) -> HeaderFooterCells | None:
    """The first page's own cells: the lower layout's, save those that the upper one gives for every page."""
    if base.first is None:
        return top.first
    lower = replace(base.first, **{name: None for name in _WHOLE if getattr(top, name) is not None})
    return lower if top.first is None else _over(lower, top.first)


_WHOLE = {"left", "center", "right"}
"""Texts are not merged: the upper layout's cell is the cell."""


class _Styles:
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
    ratio = spec.leading if spec.leading is not None else start.leading / start.size
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


def scaled(styles: Mapping[str, Style], scale: float) -> dict[str, Style]:
    """Every style at a text scale: reflowed, not zoomed.

    Type up to the body's size grows with the scale.  What is larger grows by as many points as the body, so that a
    title still fits on the line, and what was larger than something else stays larger.
    """
    body = styles["body"].size
    return {role: _scaled(style, body, scale) for role, style in styles.items()}


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


def families(clinic: Clinic) -> dict[str, tuple[str, ...]]:
    """The fallback list of families for each of the clinic's font lists."""
    body = tuple(map(str, clinic.fonts.body))
    return {"body": body, "heading": tuple(map(str, clinic.fonts.heading)) or body}
