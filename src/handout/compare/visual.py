"""The pictures of two PDFs compared page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from handout.extract.page_images import Grey, greys

if TYPE_CHECKING:
    from PIL import Image

TOLERANCE = 20.0
"""By how much a point may differ, in per cent of the difference of black and white."""


class PageDiffers(Struct, frozen=True):
    """A page whose pictures differ."""

    page: int
    """From 1."""
    share: float
    """The share of points that differ, from 0 to 1; 1 if only one document has the page, or its sizes differ."""


def differing(old: Path, new: Path, tolerance: float) -> Iterator[PageDiffers]:
    """The pages that look different; HandoutError for a file that can't be read."""
    for number, (was, now) in enumerate(zip_longest(greys(old), greys(new)), 1):
        share = _share(was, now, tolerance)
        if share:
            yield PageDiffers(number, share)


def _share(was: Grey | None, now: Grey | None, tolerance: float) -> float:
    if was is None or now is None or (was.width, was.height) != (now.width, now.height):
        return 1.0
    if was.pixels == now.pixels:
        return 0.0
    counts = apart(_image(was), _image(now), tolerance).histogram()
    return float(counts[255]) / max(was.width * was.height, 1)


def _image(grey: Grey) -> Image.Image:
    from PIL import Image

    return Image.frombytes("L", (grey.width, grey.height), grey.pixels)


def apart(was: Image.Image, now: Image.Image, tolerance: float) -> Image.Image:
    """White where two grey pictures of one size differ, black elsewhere."""
    from PIL import ImageChops

    least = 255 * tolerance / 100
    return ImageChops.difference(was, now).point([255 if level > least else 0 for level in range(256)])
