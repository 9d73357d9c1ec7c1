"""Pictures as image objects: eight bits, grey or RGB, transparency as a soft mask."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from handout.assets import opened
from handout.paint.file import Writer, flate, ref, stream
from handout.tree import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

_UPRIGHT = 1
_ORIENTATION = 0x0112
_ADOBE = 0xEE
_SCAN = 0xDA
_BARE = (0x01, *range(0xD0, 0xD9))
"""Markers of a JPEG that no length follows."""


def embed(picture: Picture, writer: Writer) -> int:
    """Adds an image object; gives its number."""
    with opened(picture.content) as image:
        if picture.format == "JPEG" and image.mode in ("L", "RGB") and _plain(image):
            space = b"DeviceGray" if image.mode == "L" else b"DeviceRGB"
            entries = _entries(image.size, space) + b"/Filter/DCTDecode"
            return writer.add_stream(stream(without_metadata(picture.content), entries))
        return _decoded(image, writer)


def _plain(image: Image) -> bool:
    """Whether a JPEG's own bytes can stand in the file: baseline, and not to be turned."""
    return "progressive" not in image.info and image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT


def _entries(size: tuple[int, int], space: bytes) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8" % (*size, space)


def _decoded(image: Image, writer: Writer) -> int:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    colours, mask = _channels(upright)
    space = b"DeviceGray" if colours.mode == "L" else b"DeviceRGB"
    entries = _entries(colours.size, space)
    if mask is not None:
        alpha = writer.add_stream(flate(mask.tobytes(), _entries(mask.size, b"DeviceGray")))
        entries += b"/SMask " + ref(alpha)
    return writer.add_stream(flate(colours.tobytes(), entries))


def _channels(image: Image) -> tuple[Image, Image | None]:
    """The picture as L or RGB, and its transparency unless all of it is opaque."""
    if image.mode.startswith("I"):  # 16 bits a sample, which converting would clip
        return image.convert("I").point(lambda value: value / 256).convert("L"), None
    if image.has_transparency_data:
        both = image.convert("LA" if image.mode in ("1", "L", "LA") else "RGBA")
        mask = both.getchannel("A")
        colours = both.convert("L" if both.mode == "LA" else "RGB")
        return colours, None if mask.getextrema() == (255, 255) else mask
    return image.convert("L" if image.mode in ("1", "L") else "RGB"), None


def without_metadata(content: bytes) -> bytes:
    """A JPEG without comments and application segments, which tell where and when a photo was taken.

    Adobe's segment stays: it says how the colours are coded.
    """
    out, at = [content[:2]], 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("a JPEG segment begins with 0xFF")
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        length = 0 if marker in _BARE else struct.unpack_from(">H", content, at + 2)[0]
        if marker == _SCAN:
            break
        if not (0xE0 <= marker <= 0xEF and marker != _ADOBE) and marker != 0xFE:
            out.append(content[at : at + 2 + length])
        at += 2 + length
    # A scan holds no 0xFFD9 but its end; what follows, as previews, is metadata too.
    end = content.find(b"\xff\xd9", at)
    return b"".join((*out, content[at : end + 2 if end >= 0 else len(content)]))
