"""Pictures in a folder: `<document>.p01.png`, `.p02.png` …, or `<document>.sheet.png`."""

from __future__ import annotations

import re
from pathlib import Path

from handout.extract import page_images
from handout.preview.sheet import sheet

PAGE_DPI, SHEET_DPI = 96, 60


def drawn(pdf: bytes, target: Path, dpi: int | None) -> dict[Path, bytes]:
    """A document's pages, each with its file; the target is the document's name, ending in `.png`."""
    pages = list(page_images.pngs(pdf, dpi or PAGE_DPI))
    width = max(2, len(str(len(pages))))
    return {target.with_suffix(f".p{number:0{width}}.png"): page for number, page in enumerate(pages, 1)}


def on_one(pdf: bytes, file: Path, dpi: int | None) -> dict[Path, bytes]:
    """A document's contact sheet, with its file."""
    return {file: sheet(pdf, dpi or SHEET_DPI)}


def sheet_file(target: Path, *, named: bool) -> Path:
    """The file of a document's contact sheet: the file that was named, if one was."""
    return target if named else target.with_suffix(".sheet.png")


def pages_of(target: Path) -> list[Path]:
    """The pictures of a document's pages that exist, from any run."""
    page = re.compile(re.escape(target.stem) + r"\.p[0-9]{2,}\.png")
    try:
        return sorted(path for path in target.parent.iterdir() if page.fullmatch(path.name))
    except OSError:
        return []


def pictures_of(target: Path, *, named: bool) -> list[Path]:
    """All pictures of a document that may be there: its pages and its contact sheet."""
    return [*pages_of(target), sheet_file(target, named=named)]
