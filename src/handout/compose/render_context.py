"""The settings with which a document is composed."""

from __future__ import annotations

from handout import document
from handout.personalise.context import FieldContext
from handout.styles.layout import Layout
from handout.workspace.assets import Assets


class RenderContext(FieldContext, frozen=True, kw_only=True):
    """What a document is composed with, beside its selection: what fields are filled from, and how it is to look."""

    layout: Layout
    paper: str
    """`A4` or `Letter`."""
    scale: float
    """Text size over the standard size."""
    assets: Assets
    standard: document.Standard = "ua1"
    staff: str = ""
    """A line in the clinic's language that says which document this is, where its own is another."""
