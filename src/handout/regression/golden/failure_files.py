"""The files that are kept of a document that differs from its golden, for the person who looks for the reason."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from handout.diagnostics import HandoutError
from handout.extract import page_images
from handout.files.publish import make_folder, publish

MOST_PICTURES = 20
_PDF, _TEXT = "new.pdf", "new.txt"


def clear(folder: Path) -> None:
    """Removes what an earlier run kept, and nothing else."""
    with contextlib.suppress(OSError):
        for path in (folder / _PDF, folder / _TEXT, *folder.glob("page-*.png")):
            path.unlink(missing_ok=True)
        folder.rmdir()


def keep(folder: Path, pdf: bytes, text: str, pages: Sequence[int]) -> None:
    """Keeps the PDF, its new golden, and pictures of some pages or of all; only the owner can read the files.

    HandoutError, exit code 6, when they can't be written.
    """
    if not folder.parent.is_dir():
        make_folder(folder.parent)
        publish({folder.parent / ".gitignore": b"*\n"})
    make_folder(folder)
    publish({folder / _PDF: pdf, folder / _TEXT: text.encode("utf-8", "replace"), **_pictures(folder, pdf, pages)})


def _pictures(folder: Path, pdf: bytes, pages: Sequence[int]) -> dict[Path, bytes]:
    found: dict[Path, bytes] = {}
    with contextlib.suppress(HandoutError):
        wanted = pages or range(1, page_images.count(pdf) + 1)
        numbers = sorted(wanted)[:MOST_PICTURES]
        drawn = page_images.pngs(pdf, indexes=[number - 1 for number in numbers])
        found = {folder / f"page-{number}.png": content for number, content in zip(numbers, drawn, strict=True)}
    return found
