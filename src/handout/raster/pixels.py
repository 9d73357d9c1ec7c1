"""An image's pixels as a PDF takes them: upright, grey or RGB in sRGB, eight bits, transparency separate."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from handout.raster import jpeg, png
from handout.raster.colours import converted, is_srgb
from handout.raster.profile import ADOBE_RGB, SRGB_GAMMA, icc_profile

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

TURNED = (5, 6, 7, 8)
"""Orientations of a photograph taken with the camera on its side."""
_ORIENTATION = 0x0112
_INTEROPERABILITY = 0xA005
_UPRIGHT = 1
_FAINTEST = 8
"""Opacity, of 255: black that is fainter is lighter than a printer's lightest grey."""
WHITE = 256 - _FAINTEST
"""The darkest white."""


class Pixels(Struct, frozen=True):
    """Colours of mode L or RGB, and the opacity of each pixel, or None if all are opaque."""

    colours: Any
    mask: Any | None


def open_image(content: bytes) -> Any:
    """An image as Pillow reads it, by the class of its format: Image.open would import five other formats first."""
    if content.startswith(png.SIGNATURE):
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(io.BytesIO(png.essential(content)))
    from PIL.JpegImagePlugin import JpegImageFile

    return JpegImageFile(io.BytesIO(content))


def orientation(image: Image) -> int:
    """How the camera was held (EXIF 2.3, 4.6.4); upright where it can't be read."""
    try:
        return int(_exif(image).get(_ORIENTATION, _UPRIGHT))
    except Exception:
        return _UPRIGHT


def _interoperability(image: Image) -> str:
    """By which rule a camera wrote its colours (EXIF 2.3, 4.6.7): R03 is Adobe RGB."""
    try:
        return str(_exif(image).get_ifd(_INTEROPERABILITY).get(1, ""))
    except Exception:
        return ""


def _exif(image: Image) -> Exif:
    from PIL.Image import Exif

    exif = Exif()
    exif.load(image.info.get("exif", b""))
    return exif


def profile(content: bytes, image: Image) -> bytes | None:
    """The colour profile of a file, or one made of its gamma or colour space; empty if it is broken, None for sRGB."""
    if content.startswith(png.SIGNATURE):
        found, (gamma, points) = png.profile(content), png.colorimetry(content)
        described = (gamma or points) and image.mode not in ("1", "L", "LA", "I;16")
        return icc_profile(gamma or SRGB_GAMMA, points) if found is None and described else found
    found = image.info.get("icc_profile")
    if found is not None and len(found) > png.MOST_PROFILE:
        return b""
    return icc_profile(*ADOBE_RGB) if found is None and _interoperability(image) == "R03" else found


def jpeg_for_pdf(content: bytes) -> bytes | None:
    """A JPEG without metadata, if it can be embedded in a PDF as it is; else None."""
    if content.startswith(png.SIGNATURE) or not jpeg.fit_for_pdf(content):
        return None
    with open_image(content) as image:
        known = profile(content, image)
        if orientation(image) != _UPRIGHT or (known is not None and not is_srgb(known, image.mode)):
            return None
    return jpeg.without_metadata(content)


def pixels(content: bytes) -> Pixels:
    """The pixels of an image that was examined."""
    with open_image(content) as image:
        known = profile(content, image)
        colours, mask = _channels(_upright(image))
    if known is not None:
        colours = converted(colours, known)
    return Pixels(colours.convert("RGB") if colours.mode == "CMYK" else colours, mask)


def _upright(image: Image) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
    }  # fmt: skip
    held = orientation(image)
    return image.transpose(turns[held]) if held in turns else image


def _channels(image: Image) -> tuple[Image, Image | None]:
    """The picture as L, RGB or CMYK, and its transparency unless all of it is opaque."""
    if image.mode.startswith("I"):  # 16 bits a sample, which converting would clip
        return _eight_bits(image)
    if image.has_transparency_data:
        both = image.convert("LA" if image.mode in ("1", "L", "LA") else "RGBA")
        mask = both.getchannel("A")
        colours = both.convert("L" if both.mode == "LA" else "RGB")
        return colours, None if mask.getextrema() == (255, 255) else mask
    image.load()
    wanted = {"1": "L", "L": "L", "CMYK": "CMYK"}.get(image.mode, "RGB")
    return image if image.mode == wanted else image.convert(wanted), None


def unseen(image: Image) -> str:
    """What all of an image is if nothing of it shows on white paper: transparent, or white; else empty."""
    colours, mask = _channels(image)
    if mask is not None:
        if int(mask.getextrema()[1]) < _FAINTEST:  # type: ignore[arg-type]
            return "transparent"
        mask = mask.point(lambda opacity: 255 * (opacity >= _FAINTEST))
    elif any(int(band[0]) < WHITE for band in _extrema(colours)):
        return ""  # most pictures
    if colours.mode == "CMYK":
        return ""
    counts = colours.histogram(mask)
    return "" if any(any(counts[at : at + WHITE]) for at in range(0, len(counts), 256)) else "white"


def _extrema(image: Image) -> tuple[tuple[float, float], ...]:
    """The lowest and the highest value of each band."""
    return image.getextrema() if len(image.getbands()) > 1 else (image.getextrema(),)  # type: ignore[return-value]


def _eight_bits(image: Image) -> tuple[Image, Image | None]:
    wide = image.convert("I")
    clear, mask = image.info.get("transparency"), None
    if isinstance(clear, int):
        from PIL import ImageMath

        mask = ImageMath.lambda_eval(lambda given: (given["wide"] != clear) * 255, wide=wide).convert("L")
    return wide.point(lambda value: value / 256).convert("L"), mask
