"""A document of a batch that is made, and the bug that ends a run."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from handout.diagnostics import Diagnostic

RenderedBy = Literal["stamped", "painted"]
PaintedFor = Literal["", "letters", "withheld", "text"]
"""Why a document is laid out alone: letters that the form lacks, words that may be a withheld value, text outside the
slots that is this patient's own."""


class Made(Struct, frozen=True):
    """One document."""

    pdf: bytes
    sha256: str
    pages: int
    form: str
    """The hash of its form."""
    way: RenderedBy
    """`stamped`: a form that others share is filled.  `painted`: laid out, with a form of its own."""
    warnings: tuple[Diagnostic, ...] = ()
    why: PaintedFor = ""
    """Of a painted document."""
    first: bool = False
    """A form was made from it."""


class FormMismatch(Exception):
    """A filled document differs from the laid-out one, or is refused: a bug, so the run can't be trusted."""

    def __init__(self, *, refused: bool = False) -> None:
        self.refused = refused
        what = "doesn't pass verification" if refused else "differs from the painted one"
        super().__init__(f"the stamped document {what}: don't hand out this run's documents, and report this")
