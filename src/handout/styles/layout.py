"""A layout with nothing left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from handout.content.layout import BandSpec, LayoutSpec, PageSpec, Scale, SectionsSpec, ShowSpec
from handout.content.texts import LocalText
from handout.diagnostics import Diagnostic, Span
from handout.document import Style
from handout.inline.runs import Field

LEAST_PATIENT_SIZE = 12.0
RUNNING_TEXT = ("body", "item", "cell", "callout-text", "caption", "summary-text", "definition", "value")


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
        every = (run for text in self.band_texts for run in text.every_run)
        named = any(isinstance(run, Field) and run.expression.path == ("topic", "summary") for run in every)
        return named or self.show.summary is not False


def small_text(layout: Layout, *, for_patients: bool) -> list[Diagnostic]:
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
