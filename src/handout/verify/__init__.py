"""Verifying: the layout is checked, and the file is read back and compared with it, before the file is written.

On the layout's geometry (`geometry`, `page_geometry`, `table_cells`), in the file's own objects (`pdf_objects`,
`pictures`, `table_tags`, `file_fonts`, `shaped_runs`), and as pdfium reads it (`rendered`).  A document for patients is
scanned as well, for anything that isn't for them (`privacy`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from handout.diagnostics import VerificationError

if TYPE_CHECKING:
    from handout.fonts.glyphs import FontBook
    from handout.layout.geometry import Pages
    from handout.pdf import Form
    from handout.verify.pdf_objects import File
    from handout.verify.proven_pages import PageProof, ProvenPages

__all__ = ["SharedForms", "verify"]


class SharedForms(Struct, frozen=True):
    """A document's form, and the pages of other forms that were proved before it."""

    form: Form
    proven: ProvenPages


def verify(pdf: bytes, pages: Pages, fonts: FontBook, shared: SharedForms | None = None) -> bytes:
    """The bytes, if all that was laid out is in them; else VerificationError, with every problem.

    With `shared` pdfium doesn't read a page again that is the same as one that was proved.
    """
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
    proofs: dict[int, PageProof] = {}
    try:
        file = pdf_objects.read(pdf)
        found += pdf_objects.forbidden(file)
        found += pictures.drawings(file)
        found += table_tags.problems(file, pages.document)
        runs = shaped_runs.check_runs(file, pages)
        found += runs.problems
        found += file_fonts.problems(file, rectangles.characters(pages), runs.fonts)
        proofs = {} if shared is None else _proofs(file, pages, shared)
    except pdf_objects.UnexpectedPdf as error:
        found.append(pdf_objects.problem(str(error)))
    found += rendered.problems(pdf, pages, fonts, frozenset() if shared is None else shared.proven.known(proofs))
    VerificationError.raise_for(found)
    if shared is not None:
        shared.proven.add(proofs.values())
    return pdf


def _proofs(file: File, pages: Pages, shared: SharedForms) -> dict[int, PageProof]:
    from handout.verify import proven_pages  # a single document takes none

    return proven_pages.page_proofs(file, pages, shared.form)
