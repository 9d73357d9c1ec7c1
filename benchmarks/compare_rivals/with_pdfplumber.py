"""Two folders of PDFs compared by pdfplumber's text."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
from common import compare, main


def pages(path: Path) -> list[str]:
    """The text of each page."""
    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found.append(page.extract_text())
            page.close()
    return found


def one(pair: tuple[Path, Path]) -> list[str]:
    """What changed from one file to another."""
    return compare(pages, *pair)


if __name__ == "__main__":
    main(one)
