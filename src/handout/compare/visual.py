"""The pictures of two PDFs compared page by page, and what differs shown side by side."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from handout.pictures import DPI, Grey, greys, pngs

if TYPE_CHECKING:
    from PIL import Image

TOLERANCE = 20.0
"""Per cent of the way from black to white by which a point may differ."""
_SPACE = 12
_PAPER, _DESK, _MARK = (255, 255, 255), (96, 96, 96), (220, 0, 0)
_PALE = 0.35
"""How strongly the page is drawn under what differs."""
_AROUND = 5
"""Points; a mark must be seen on a small picture."""


class PageDiffers(Struct, frozen=True):
    """A page whose pictures differ."""

    page: int
    """From 1."""
    share: float
    """Of its points, from 0 to 1; 1 where one document has no such page, or another size of it."""


def differing(old: Path, new: Path, tolerance: float) -> Iterator[PageDiffers]:
    """The pages that look otherwise; HandoutError for a file that can't be read."""
    for number, (was, now) in enumerate(zip_longest(greys(old), greys(new)), 1):
        share = _share(was, now, tolerance)
        if share:
            yield PageDiffers(number, share)


def _share(was: Grey | None, now: Grey | None, tolerance: float) -> float:
    if was is None or now is None or (was.width, was.height) != (now.width, now.height):
        return 1.0
    if was.pixels == now.pixels:
        return 0.0
    counts = _apart(_image(was), _image(now), tolerance).histogram()
    return float(counts[255]) / max(was.width * was.height, 1)


def _image(grey: Grey) -> Image.Image:
    from PIL import Image

    return Image.frombytes("L", (grey.width, grey.height), grey.pixels)


def _apart(was: Image.Image, now: Image.Image, tolerance: float) -> Image.Image:
    """White where two grey pictures of one size differ, black elsewhere."""
    from PIL import ImageChops

    least = 255 * tolerance / 100
    return ImageChops.difference(was, now).point([255 if level > least else 0 for level in range(256)])


def beside(old: Path, new: Path, pages: list[int], tolerance: float) -> Iterator[tuple[int, bytes]]:
    """For each of these pages a PNG: the old one, the new one, and the new one pale with what differs in red."""
    for page in pages:
        was, now = _picture(old, page), _picture(new, page)
        shown = [picture for picture in (was, now) if picture is not None]
        size = max(picture.width for picture in shown), max(picture.height for picture in shown)
        left, right = _on_paper(was, size), _on_paper(now, size)
        yield page, _row([left, right, _marked(left, right, tolerance)], size)


def _picture(pdf: Path, page: int) -> Any:
    from PIL import Image

    try:
        return Image.open(io.BytesIO(next(pngs(pdf, DPI, (page - 1,))))).convert("RGB")
    except IndexError:
        return None


def _on_paper(picture: Image.Image | None, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    paper = Image.new("RGB", size, _PAPER if picture is not None else _DESK)
    if picture is not None:
        paper.paste(picture)
    return paper


def _marked(was: Image.Image, now: Image.Image, tolerance: float) -> Image.Image:
    from PIL import Image, ImageFilter

    apart = _apart(was.convert("L"), now.convert("L"), tolerance)
    pale = Image.blend(Image.new("RGB", now.size, _PAPER), now, _PALE)
    around = apart.filter(ImageFilter.MaxFilter(2 * _AROUND + 1)).point([level // 4 for level in range(256)])
    pale.paste(_MARK, mask=around)
    pale.paste(_MARK, mask=apart)
    return pale


def _row(pictures: list[Image.Image], size: tuple[int, int]) -> bytes:
    from PIL import Image

    width, height = size
    row = Image.new("RGB", (len(pictures) * (width + _SPACE) + _SPACE, height + 2 * _SPACE), _DESK)
    for number, picture in enumerate(pictures):
        row.paste(picture, (_SPACE + number * (width + _SPACE), _SPACE))
    content = io.BytesIO()
    row.save(content, "PNG")
    return content.getvalue()
