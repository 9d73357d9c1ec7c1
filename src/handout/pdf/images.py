"""Pictures as objects: drawings as forms; images of eight bits, grey or RGB, transparency as a soft mask.

A PNG file of few colours keeps them and its packed rows: a PDF's filter undoes what a PNG does (ISO 32000-1, 7.4.4.4).
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from typing import Any

from msgspec import Struct

from handout.document import Picture
from handout.pdf.file import FileWriter, ref, stream
from handout.raster import indexed, jpeg
from handout.raster.indexed import IndexedImage
from handout.raster.pixels import jpeg_for_pdf, open_image, pixels

MOST_IMAGES = 8
"""Whose compressed pixels are kept."""
_HEAD = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent %d"
_FLATE = b"/Filter/FlateDecode"
_LEVEL = 6
"""Of zlib for pixels: 9 takes three times as long, and saves a tenth of a picture."""
_QUALITY = 95
"""Of a JPEG that is written again: the difference can't be seen."""


def embed(picture: Picture, writer: FileWriter) -> int:
    """Adds an image object, or the form of a drawing; gives its number.

    A JPEG is embedded as it is if it looks the same in a PDF; else it is written again, in sRGB and upright.
    """
    if picture.format == "SVG":
        from handout.drawing.svg import drawing
        from handout.pdf import drawings

        return drawings.embed(drawing(picture.content), writer)
    if (plain := indexed.read(picture.content)) is not None:
        return _indexed(plain, writer)
    if own := jpeg_for_pdf(picture.content):
        with open_image(own) as image:
            return writer.add_stream(stream(own, _entries(image) + b"/Filter/DCTDecode"))
    if picture.format == "JPEG":
        found = pixels(picture.content)
        entries = _entries(found.colours)
        out = io.BytesIO()
        found.colours.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        return writer.add_stream(stream(jpeg.without_metadata(out.getvalue()), entries + b"/Filter/DCTDecode"))
    colours, mask = _planes(picture.content)
    entries = colours.entries
    if mask is not None:
        entries += b"/SMask " + ref(writer.add_stream(stream(mask.packed, mask.entries + _FLATE)))
    return writer.add_stream(stream(colours.packed, entries + _FLATE))


def _indexed(image: IndexedImage, writer: FileWriter) -> int:
    colours = writer.add_stream(stream(image.palette))
    space = b"[/Indexed/DeviceRGB %d %s]" % (len(image.palette) // 3 - 1, ref(colours))
    entries = _HEAD % (*image.size, space, image.bits) + _FLATE
    # 15: each row says itself how it is filtered.
    entries += b"/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent %d/Columns %d>>" % (image.bits, image.size[0])
    return writer.add_stream(stream(image.packed, entries))


class _Plane(Struct, frozen=True):
    """The pixels of an image or of its mask."""

    entries: bytes
    packed: bytes


@lru_cache(MOST_IMAGES)
def _planes(content: bytes) -> tuple[_Plane, _Plane | None]:
    """An image and its mask, compressed: the same in every form."""
    found = pixels(content)
    return _plane(found.colours), None if found.mask is None else _plane(found.mask)


def _plane(image: Any) -> _Plane:
    return _Plane(_entries(image), zlib.compress(image.tobytes(), _LEVEL))


def _entries(image: Any) -> bytes:
    return _HEAD % (*image.size, b"/DeviceGray" if image.mode == "L" else b"/DeviceRGB", 8)
