"""Two folders of PDFs compared by pypdf's text."""

from __future__ import annotations

from pathlib import Path

import pypdf
from common import compare, main


def pages(path: Path) -> list[str]:
    """The text of each page."""
    with pypdf.PdfReader(path) as reader:
        return [page.extract_text() for page in reader.pages]


def one(pair: tuple[Path, Path]) -> list[str]:
    """What changed from one file to another."""
    return compare(pages, *pair)


if __name__ == "__main__":
    main(one)
