"""The fonts of a clinic: the files of its families, and the families that styles use."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct

from handout.diagnostics import Span
from handout.source.fields import Doc
from handout.source.scalars import Plain


class FontFiles(Struct, frozen=True, kw_only=True):
    """The font files of a family; a missing style falls back to the regular one."""

    regular: Annotated[Plain, Doc("Path of a .ttf, .otf or .ttc file, relative to clinic.yaml.")]
    bold: Plain | None = None
    italic: Plain | None = None
    bold_italic: Plain | None = None
    span: Span


class Fonts(Struct, frozen=True, kw_only=True):
    """Families of the workspace, and which families a style's font stands for."""

    families: Annotated[Mapping[str, FontFiles], Doc("Families that the workspace brings as font files.")] = {}
    body: Annotated[tuple[Plain, ...], Doc("Tried in this order for each character.")] = (Plain("FiraGO"),)
    heading: Annotated[tuple[Plain, ...], Doc("For styles with font: heading; body's, if left out.")] = ()
    span: Span | None = None
