"""Pictures as objects: drawings as forms; images of eight bits, grey or RGB, transparency as a soft mask."""

from __future__ import annotations

import io
from typing import Any

from handout.document import Picture
from handout.drawing.svg import drawing
from handout.pdf import drawings
from handout.pdf.file import FileWriter, flate, ref, stream
from handout.raster import jpeg
from handout.raster.pixels import jpeg_for_pdf, open_image, pixels

_QUALITY = 95
"""Of a JPEG that is written again: the difference can't be seen."""


def embed(picture: Picture, writer: FileWriter) -> int:
    """Adds an image object, or the form of a drawing; gives its number.

    A JPEG is embedded as it is if it looks the same in a PDF; else it is written again, in sRGB and upright.
    """
    if picture.format == "SVG":
        return drawings.embed(drawing(picture.content), writer)
    if own := jpeg_for_pdf(picture.content):
        with open_image(own) as image:
            return writer.add_stream(stream(own, _entries(image) + b"/Filter/DCTDecode"))
    found = pixels(picture.content)
    entries = _entries(found.colours)
    if picture.format == "JPEG":
        out = io.BytesIO()
        found.colours.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        return writer.add_stream(stream(jpeg.without_metadata(out.getvalue()), entries + b"/Filter/DCTDecode"))
    if found.mask is not None:
        mask = writer.add_stream(flate(found.mask.tobytes(), _entries(found.mask)))
        entries += b"/SMask " + ref(mask)
    return writer.add_stream(flate(found.colours.tobytes(), entries))


def _entries(image: Any) -> bytes:
    space = b"DeviceGray" if image.mode == "L" else b"DeviceRGB"
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8"
    return entries % (*image.size, space)
