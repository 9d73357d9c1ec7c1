"""Verifying: the layout is checked, and the file is read back and compared with it, before the file is written.

On the layout's geometry (`geometry`, `page_geometry`, `table_cells`), in the file's own objects (`pdf_objects`,
`pictures`, `table_tags`, `file_fonts`, `shaped_runs`), and as pdfium reads it (`rendered`).  A document for patients is
scanned as well, for anything that isn't for them (`privacy`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handout.diagnostics import VerificationError

if TYPE_CHECKING:
    from handout.fonts.glyphs import FontBook
    from handout.layout.geometry import Pages

__all__ = ["verify"]


def verify(pdf: bytes, pages: Pages, fonts: FontBook) -> bytes:
    """The bytes, if all that was laid out is in them; else VerificationError, with every problem."""
    from handout.verify import (
        file_fonts,
        geometry,
        pdf_objects,
        pictures,
        rectangles,
        rendered,
        shaped_runs,
        table_tags,
    )

    found = geometry.problems(pages, fonts)
    try:
        file = pdf_objects.read(pdf)
        found += pdf_objects.forbidden(file)
        found += pictures.drawings(file)
        found += table_tags.problems(file, pages.document)
        runs = shaped_runs.check_runs(file, pages)
        found += runs.problems
        found += file_fonts.problems(file, rectangles.characters(pages), runs.fonts)
    except pdf_objects.UnexpectedPdf as error:
        found.append(pdf_objects.problem(str(error)))
    found += rendered.problems(pdf, pages, fonts)
    VerificationError.raise_for(found)
    return pdf
