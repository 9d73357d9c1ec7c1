"""Converting colours from a profile (ISO 15076-1) to sRGB, the colour space of every PDF that is written."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES = {"L": "GRAY", "RGB": "RGB ", "CMYK": "CMYK"}
_MODES = {
    "1": "L", "L": "L", "LA": "L", "I": "L", "I;16": "L", "I;16B": "L",
    "P": "RGB", "PA": "RGB", "RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK",
}  # fmt: skip
"""The colour mode of a picture of each mode, without its transparency."""
_SAME = 2
"""Steps of 255: a profile that changes no colour by more counts as sRGB."""


def profile_fits(profile: bytes, mode: str) -> bool:
    """Whether a profile can be read, and is for pictures of this mode."""
    return mode in _MODES and _conversion(profile, _MODES[mode]) is not None


def is_srgb(profile: bytes, mode: str) -> bool:
    """Whether a profile changes no colours, or can't be used."""
    found = _conversion(profile, _MODES.get(mode, mode))
    return found is None or found.same


def converted(image: Image, profile: bytes) -> Image:
    """A picture of mode L, RGB or CMYK in sRGB; as it is where the profile can't be used."""
    from PIL import ImageCms

    found = _conversion(profile, image.mode)
    if found is None or found.same:
        return image
    made = ImageCms.applyTransform(image, found.transform)
    if made is None:
        raise RuntimeError("a picture was converted in place")
    return made.convert("L") if image.mode == "L" else made


class _Conversion:
    """From a profile's colours to sRGB."""

    def __init__(self, transform: Any, mode: str) -> None:
        from PIL import ImageChops, ImageCms

        self.transform = transform
        self.same = False
        if mode != "CMYK":
            sample = _sample(mode)
            made: Any = ImageCms.applyTransform(sample, transform)
            differences = ImageChops.difference(sample.convert("RGB"), made)
            self.same = max(differences.tobytes()) <= _SAME


def _sample(mode: str) -> Image:
    """A picture with all greys, or with colours from all parts of the colour space."""
    from PIL import Image

    if mode == "L":
        return Image.frombytes("L", (256, 1), bytes(range(256)))
    steps = range(0, 256, 51)
    colours = bytes(part for red in steps for green in steps for blue in steps for part in (red, green, blue))
    return Image.frombytes("RGB", (len(colours) // 3, 1), colours)


@lru_cache(4)
def _conversion(profile: bytes, mode: str) -> _Conversion | None:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space != _SPACES[mode]:
            return None
        made = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
        return _Conversion(made, mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
