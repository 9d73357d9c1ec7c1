"""Two PDF files compared in the cheapest way that decides: by bytes, by raw text, then by passages.

Equal text alone proves nothing about tables, whose words may be in other cells.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from handout.compare import compare
from handout.compare.change import Comparison
from handout.compare.masks import Mask
from handout.compare.same import certainly_equal
from handout.diagnostics import Diagnostic, HandoutError, InputError, Span, option
from handout.extract import opened, reading
from handout.extract.text import raw_places, raw_text

LARGEST = 1 << 30
"""Bytes of a file; pdfium reads a whole file into memory."""
_LOOKED_INTO = 32 << 20
"""Bytes of the largest file whose streams are compared before its text is read."""
_PIECE = 1 << 20
_WRAPPED = re.compile(r" \s+")


class CompareOptions(Struct, frozen=True):
    """How files are compared."""

    masks: tuple[Mask, ...] = ()
    bands: bool = True
    """Whether headers and footers are compared too."""
    tolerance: float | None = None
    """The tolerance in comparing the pages' pictures, in per cent; None if these aren't compared."""


class FileTexts(Struct, frozen=True):
    """The raw text of two files, page by page."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Whether they are equal on every page, except for line breaks at spaces."""
        return len(self.old) == len(self.new) and all(
            was == now or _WRAPPED.sub(" ", was) == _WRAPPED.sub(" ", now)
            for was, now in zip(self.old, self.new, strict=True)
        )


def compare_files(old: Path, new: Path, wish: CompareOptions) -> Comparison:
    """What changed from one PDF to another; HandoutError for files that can't be read, or have no text."""
    if _certain(old, new) and (pages := _pages(new)):
        return Comparison((), (), pages, pages)
    texts = _texts(old, new)
    problems = [
        Diagnostic(Span(str(path)), "there is no text in it", _SCAN, NO_TEXT)
        for path, text in ((old, texts.old), (new, texts.new))
        if not any(page.strip() for page in text)
    ]
    InputError.raise_for(problems)
    if texts.alike and (places := raw_places(old)) is not None and places == raw_places(new):
        return Comparison((), (), len(texts.old), len(texts.new))
    return compare(reading(old, bands=wish.bands), reading(new, bands=wish.bands), wish.masks)


NO_TEXT = "no-text"
_SCAN = f"it may be a scan; {option('visual')} compares the pages' pictures"


def _texts(old: Path, new: Path) -> FileTexts:
    """The raw text of two files; HandoutError for each file that can't be read."""
    problems: list[Diagnostic] = []
    texts: list[tuple[str, ...]] = []
    for path in (old, new):
        try:
            _sized(path)
            texts.append(tuple(raw_text(path)))
        except HandoutError as error:
            problems += error.diagnostics
    InputError.raise_for(problems)
    return FileTexts(*texts)


def _pages(path: Path) -> int:
    """How many pages a file has; 0 if it can't be read, which reading the text reports for both files."""
    try:
        with opened(path) as document:
            return len(document)
    except HandoutError:
        return 0


def same_bytes(old: Path, new: Path) -> bool:
    """Whether two files are the same, byte by byte."""
    try:
        with old.open("rb") as was, new.open("rb") as now:
            while (piece := was.read(_PIECE)) == now.read(_PIECE):
                if not piece:
                    return True
    except OSError:
        pass  # reading the files reports why
    return False


def _certain(old: Path, new: Path) -> bool:
    """Whether the bytes alone prove that all words are equal."""
    try:
        if max(old.stat().st_size, new.stat().st_size) > _LOOKED_INTO:
            return same_bytes(old, new)
        before, after = old.read_bytes(), new.read_bytes()
    except OSError:
        return False
    return before == after or certainly_equal(before, after)


def _sized(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError:
        return
    if size > LARGEST:
        message = f"it has {size >> 20} MiB; at most {LARGEST >> 20} MiB can be compared"
        raise InputError.at(path, message, "split it first", "too-large")
