"""The proof of a print run: page by page, it has the words of its documents."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from handout import extract
from handout.diagnostics import VerificationError
from handout.pdf.merge.volume import Volume

SAMPLES = 8
"""Patients whose pages are compared."""
MOST_WHOLE = 200
"""Patients in a file that is opened as a whole; pdfium takes 60 KB for each.  Beyond that a file of the samples is
bound beside it, in the same way, and proved instead.  Streams that are compressed once for many documents
(`pdf/merge/prepared_stream.py`) aren't in it; each of them is proved when it is made."""


class Proof:
    """Some documents of a volume, with their words."""

    def __init__(self, patients: int, *, duplex: bool) -> None:
        self._wanted = {number * (patients - 1) // (SAMPLES - 1) for number in range(SAMPLES)}
        self._bytes = BytesIO()
        self._own = Volume(self._bytes, BytesIO(), duplex=duplex) if patients > MOST_WHOLE else None
        self._pages: dict[int, str] = {}

    def add(self, number: int, pdf: bytes, form: str, first: int) -> None:
        """Adds a document of a patient, counted from 0, that is in the volume from this page on."""
        if number not in self._wanted:
            return
        if self._own is not None:
            first = self._own.add(pdf, form, str(number))
        self._pages.update(enumerate(extract.pages(pdf), first))

    def check(self, path: Path, volume: Volume) -> None:
        """HandoutError with exit code 5 if the volume in this file has other words."""
        if self._own is not None:
            self._own.finish()
        pages = volume.pages if self._own is None else self._own.pages
        count, found = extract.chosen(path if self._own is None else self._bytes.getvalue(), self._pages)
        if count != pages or found != self._pages:
            message = "the print run has other text than its documents: please report this"
            raise VerificationError.at("print run", message, code="verification")
