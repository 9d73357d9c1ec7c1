"""Pictures as image objects: eight bits, grey or RGB, transparency as a soft mask."""

from __future__ import annotations

import io
from typing import Any

from handout.document import Picture
from handout.pdf.file import FileWriter, flate, ref, stream
from handout.raster import jpeg
from handout.raster.pixels import Pixels, jpeg_for_pdf, open_image, pixels

_QUALITY = 95
"""Of a JPEG that is written anew: what differs can't be seen."""


def embed(picture: Picture, writer: FileWriter) -> int:
    """Adds an image object; gives its number.

    A JPEG's own bytes stand in the file where they say the same there; else it is written anew, in sRGB and upright.
    """
    if own := jpeg_for_pdf(picture.content):
        with open_image(own) as image:
            return writer.add_stream(_photo(own, image))
    found = pixels(picture.content)
    if picture.format == "JPEG":
        return writer.add_stream(_photo(_written(found), found.colours))
    return _flat(found, writer)


def _entries(image: Any) -> bytes:
    space = b"DeviceGray" if image.mode == "L" else b"DeviceRGB"
    look = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8"
    return look % (*image.size, space)


def _photo(content: bytes, image: Any) -> bytes:
    return stream(content, _entries(image) + b"/Filter/DCTDecode")


def _written(found: Pixels) -> bytes:
    out = io.BytesIO()
    found.colours.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return jpeg.without_metadata(out.getvalue())


def _flat(found: Pixels, writer: FileWriter) -> int:
    entries = _entries(found.colours)
    if found.mask is not None:
        alpha = writer.add_stream(flate(found.mask.tobytes(), _entries(found.mask)))
        entries += b"/SMask " + ref(alpha)
    return writer.add_stream(flate(found.colours.tobytes(), entries))
