"""Checking an image file: its format, that it is complete, and that it takes bounded time and memory."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from handout.raster import indexed, jpeg, png
from handout.raster.colours import profile_fits
from handout.raster.pixels import TURNED, WHITE, open_image, orientation, profile, unseen

MOST_PIXELS = 25_000_000
MOST_SIDE = 30_000
"""Pixels of a side; each row takes memory for its pointer, even a row of one pixel."""
MOST_SCANS = 64
"""A progressive photo has about ten."""


class ImageRefused(Exception):
    """An image can't be printed; it has the `message`, `hint` and `code` of the diagnostic."""

    def __init__(self, message: str, hint: str, code: str) -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


class Raster(Struct, frozen=True):
    """An image that can be printed; width and height in pixels, as it is seen upright."""

    format: Literal["PNG", "JPEG"]
    width: int
    height: int
    warning: str = ""
    """The message of a warning; empty if there is none."""


def examine(content: bytes) -> Raster:
    """A PNG or JPEG, decoded once as a whole to prove that this works; ImageRefused if the image can't be printed."""
    if not content.startswith((png.SIGNATURE, jpeg.SIGNATURE)):
        raise ImageRefused("not a PNG, JPEG or SVG file", "save it in one of these formats", "image-broken")
    try:
        return _examined(content)
    except ImageRefused:
        raise
    except Exception as error:
        raise ImageRefused("the image is broken", "save it again", "image-broken") from error


def _examined(content: bytes) -> Raster:
    if (plain := indexed.read(content)) is not None:
        _bounded(*plain.size)
        if plain.darkest >= WHITE:
            raise _unseen("white")
        return Raster("PNG", *plain.size)
    kind: Literal["PNG", "JPEG"] = "PNG" if content.startswith(png.SIGNATURE) else "JPEG"
    with open_image(content) as image:
        width, height = image.size
        _bounded(width, height)
        if kind == "JPEG" and jpeg.scans(content) > MOST_SCANS:
            raise ImageRefused("it is stored in too many scans", "save it again as a plain JPEG", "image-too-large")
        image.load()
        if colour := unseen(image):
            raise _unseen(colour)
        if orientation(image) in TURNED:
            width, height = height, width
        known = profile(content, image)
        strange = known is not None and not profile_fits(known, image.mode)
    if kind == "PNG" and not png.whole(content):
        raise ImageRefused("the image is broken", "save it again", "image-broken")
    return Raster(kind, width, height, "its colour profile can't be used" if strange else "")


def _unseen(colour: str) -> ImageRefused:
    """The error of an image of which nothing shows on white paper, with what all of it is."""
    hint = "save it again with its colours" if colour == "transparent" else "paper is white: save it again in colours"
    return ImageRefused(f"all of it is {colour}", hint, "image-empty")


def _bounded(width: int, height: int) -> None:
    limit = ""
    if width * height > MOST_PIXELS:
        limit = f"{MOST_PIXELS:,}"
    elif max(width, height) > MOST_SIDE:
        limit = f"{MOST_SIDE:,} a side"
    if limit:
        message = f"{width:,} by {height:,} pixels, at most {limit} are accepted"
        raise ImageRefused(message, "make it smaller", "image-too-large")
