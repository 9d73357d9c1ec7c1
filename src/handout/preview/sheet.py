"""A contact sheet: all pages of a document on one picture, each with its number under it."""

from __future__ import annotations

import io
import math
from typing import Any

from handout.extract import page_images
from handout.files.provenance import SOFTWARE

GAP, NUMBER = 16, 22
"""Pixels between pages, and pixels of height for a page's number."""
GROUND, EDGE, INK = "#d9dee2", "#7d8a94", "#1a1a1a"


def sheet(pdf: bytes, dpi: float) -> bytes:
    """The sheet as a PNG; where it would be too large for a picture, its pages are smaller."""
    from PIL import Image, ImageDraw, ImageFont
    from PIL.PngImagePlugin import PngInfo

    sizes = page_images.sizes(pdf)
    columns = across(len(sizes))
    rows = math.ceil(len(sizes) / columns)
    dpi = _fitting(sizes, columns, rows, dpi)
    width, height = _cell(sizes, dpi)
    whole = Image.new("RGB", _whole((width, height), columns, rows), GROUND)
    pen, font = ImageDraw.Draw(whole), ImageFont.load_default(13)
    for index, content in enumerate(page_images.pngs(pdf, dpi)):
        row, column = divmod(index, columns)
        left, top = GAP + column * (width + GAP), GAP + row * (height + NUMBER + GAP)
        page: Any = Image.open(io.BytesIO(content))
        whole.paste(page, (left, top))
        pen.rectangle((left - 1, top - 1, left + page.width, top + page.height), outline=EDGE)
        pen.text((left + page.width / 2, top + page.height + 4), str(index + 1), INK, font, "ma")
    out, said = io.BytesIO(), PngInfo()
    key, _, value = SOFTWARE.decode().partition("\0")
    said.add_text(key, value)
    whole.save(out, "PNG", pnginfo=said)
    return out.getvalue()


def across(pages: int) -> int:
    """How many pages are side by side: up to four in one row, then a grid of about the shape of a screen."""
    return pages if pages <= 4 else math.ceil(math.sqrt(pages * 1.5))


def _cell(sizes: tuple[tuple[float, float], ...], dpi: float) -> tuple[int, int]:
    """The room for the largest page, in pixels."""
    return tuple(math.ceil(max(side) * dpi / 72) + 1 for side in zip(*sizes, strict=True))


def _fitting(sizes: tuple[tuple[float, float], ...], columns: int, rows: int, dpi: float) -> float:
    """The resolution at which the sheet has no more pixels than a picture may have."""
    while math.prod(_whole(_cell(sizes, dpi), columns, rows)) > page_images.MOST_PIXELS:
        dpi *= 0.97
    return dpi


def _whole(cell: tuple[int, int], columns: int, rows: int) -> tuple[int, int]:
    """The size of the sheet."""
    return GAP + columns * (cell[0] + GAP), GAP + rows * (cell[1] + NUMBER + GAP)
