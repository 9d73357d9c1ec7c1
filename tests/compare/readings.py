"""Readings made up for tests: of a few words, without any PDF."""

from __future__ import annotations

from collections.abc import Sequence

from handout.extract import PageReading, Passage, PdfReading
from handout.extract.passages import ARTIFACT

PLACE = (0.0, 0.0, 100.0, 10.0)


def passage(text: str, section: str = "", role: str = "P", **more: object) -> Passage:
    """A passage; its section's titles parted by slashes."""
    titles = tuple(section.split("/")) if section else ()
    return Passage(titles, role, text, PLACE, **more)  # type: ignore[arg-type]


def band(text: str) -> Passage:
    """A header or footer."""
    return passage(text, role=ARTIFACT)


def made(*pages: Sequence[Passage | str]) -> PdfReading:
    """A document of these pages; a text is a paragraph."""
    return PdfReading(
        1,
        True,
        tuple(
            PageReading(number, 600.0, 800.0, tuple(passage(each) if isinstance(each, str) else each for each in page))
            for number, page in enumerate(pages, 1)
        ),
    )
