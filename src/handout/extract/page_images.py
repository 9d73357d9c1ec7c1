"""Pages of a PDF as pictures, drawn by pdfium: PNG for people, grey for comparing.

Whatever the size of a page, its picture has at most `MOST_PIXELS`; a larger one is drawn at a lower resolution.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from handout.extract import opened
from handout.extract.raw import with_classes
from handout.files.provenance import SOFTWARE

DPI = 96
"""The resolution of a page on a screen."""
MOST_PIXELS = 20_000_000
"""An A3 page at 290 dpi."""
LONGEST_SIDE = 16_384
"""Pixels; a page can be very long and hardly wide."""


class Grey(Struct, frozen=True):
    """A picture of one byte a pixel, 0 black and 255 white, row by row from the top left."""

    width: int
    height: int
    pixels: bytes


def count(pdf: Path | bytes) -> int:
    """How many pages a PDF has; HandoutError, as from all that follows, if it can't be read."""
    with opened(pdf) as document:
        return len(document)


def sizes(pdf: Path | bytes) -> tuple[tuple[float, float], ...]:
    """The width and height of each page, in points, as it is shown."""
    with opened(pdf, with_classes) as document:
        return tuple(document.get_page_size(index) for index in range(len(document)))


def pngs(pdf: Path | bytes, dpi: float = DPI, indexes: Iterable[int] | None = None) -> Iterator[bytes]:
    """All pages, or those asked for, as PNGs; the file is opened once, and one picture is in memory at a time.

    Pages are counted from 0; IndexError for one that isn't there.
    """
    for bitmap in _bitmaps(pdf, dpi, indexes, {"rev_byteorder": True}):
        yield _encoded(bitmap.width, bitmap.height, _rows(bitmap, 3))


def greys(pdf: Path | bytes, dpi: float = DPI, indexes: Iterable[int] | None = None) -> Iterator[Grey]:
    """As `pngs`, but in grey."""
    for bitmap in _bitmaps(pdf, dpi, indexes, {"grayscale": True}):
        yield Grey(bitmap.width, bitmap.height, b"".join(_rows(bitmap, 1)))


def _rows(bitmap: Any, channels: int) -> Iterator[memoryview]:
    """The rows of a picture, without what pdfium leaves between them."""
    pixels, stride, length = memoryview(bitmap.buffer), bitmap.stride, bitmap.width * channels
    return (pixels[start : start + length] for start in range(0, bitmap.height * stride, stride))


def _encoded(width: int, height: int, rows: Iterable[memoryview]) -> bytes:
    """Rows of red, green and blue as a PNG (ISO/IEC 15948).

    Pages are mostly white.  Without the filters that Pillow tries for each row, encoding takes a third of the time and
    gives smaller files.
    """
    data = zlib.compress(b"".join(part for row in rows for part in (b"\0", row)), 3)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"tEXt", SOFTWARE), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def _bitmaps(pdf: Path | bytes, dpi: float, indexes: Iterable[int] | None, how: dict[str, bool]) -> Iterator[Any]:
    """Pdfium's pictures, each gone when the next one is drawn."""
    if not 0 < dpi < math.inf:
        raise ValueError("a resolution must be above 0")
    with opened(pdf, with_classes) as document:
        # Otherwise the fields of a filled form would be empty.
        document.init_forms()
        total = len(document)
        for index in range(total) if indexes is None else indexes:
            if not 0 <= index < total:
                raise IndexError(f"there is no page {index + 1}")
            with closing(document[index]) as page, closing(_drawn(page, dpi, how)) as bitmap:
                yield bitmap


def _drawn(page: Any, dpi: float, how: dict[str, bool]) -> Any:
    return page.render(scale=_scale(page.get_width(), page.get_height(), dpi), **how)


def _scale(width: float, height: float, dpi: float) -> float:
    """Pixels for a point: those of the resolution, or as many as a picture may have."""
    width, height = max(width, 1), max(height, 1)
    # Pdfium rounds both sides up to whole pixels; what that can add is taken off the cap.
    area = MOST_PIXELS - 2 * LONGEST_SIDE
    return min(dpi / 72, math.sqrt(area / (width * height)), (LONGEST_SIDE - 1) / max(width, height))
