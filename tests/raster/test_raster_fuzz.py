"""Damaged PNG and JPEG files: refused, or printed; never a traceback, and never much memory."""

from __future__ import annotations

import random
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from handout.document import Picture
from handout.pdf.file import FileWriter
from handout.pdf.images import embed
from handout.raster.examined import ImageRefused, examine

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _saved(mode: str, kind: str, **more: Any) -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize((40, 30)).convert(mode).save(out, kind, **more)
    return out.getvalue()


def _corpus() -> list[bytes]:
    exif = Image.Exif()
    exif[0x0112] = 6
    return [
        *(_saved(mode, "PNG", icc_profile=SRGB) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")),
        _saved("P", "PNG", transparency=b"\x80" * 200),
        _saved("RGB", "PNG", exif=exif),
        *(_saved(mode, "JPEG", icc_profile=SRGB) for mode in ("L", "RGB", "CMYK")),
        _saved("RGB", "JPEG", exif=exif, progressive=True),
    ]


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, taken out or put in; of a PNG the sums are made right again, so that more is read."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(8, len(found))
        match chance.randrange(4):
            case 0:
                found[at] = chance.randrange(256)
            case 1:
                found[at] ^= 1 << chance.randrange(8)
            case 2:
                del found[at : at + chance.randrange(1, 20)]
            case _:
                found[at:at] = chance.randbytes(chance.randrange(1, 20))
        if len(found) < 20:
            break
    return _summed(bytes(found)) if found.startswith(b"\x89PNG") else bytes(found)


def _summed(png: bytes) -> bytes:
    found, at = bytearray(png), 8
    while at + 12 <= len(found):
        end = at + 8 + int.from_bytes(found[at : at + 4])
        if end + 4 > len(found):
            break
        found[end : end + 4] = zlib.crc32(found[at + 4 : end]).to_bytes(4)
        at = end + 4
    return bytes(found)


def _profiled(chance: random.Random) -> bytes:
    """A picture with a damaged colour profile."""
    profile = bytearray(SRGB)
    for _ in range(chance.randint(1, 8)):
        profile[chance.randrange(len(profile))] = chance.randrange(256)
    return _saved("RGB", chance.choice(("PNG", "JPEG")), icc_profile=bytes(profile))


def _tried(seed: int, corpus: list[bytes]) -> bool:
    chance = random.Random(seed)
    content = _profiled(chance) if seed % 4 == 0 else _damaged(chance.choice(corpus), chance)
    try:
        found = examine(content)
    except ImageRefused:
        return False
    embed(Picture(content=content, format=found.format, width=found.width, height=found.height), FileWriter())
    return True


def test_damaged_pictures_are_refused_or_printed() -> None:
    corpus = _corpus()
    assert {_tried(seed, corpus) for seed in range(400)} == {True, False}


@pytest.mark.deep
def test_very_many_damaged_pictures_are_refused_or_printed() -> None:
    corpus = _corpus()
    for seed in range(400, 20_400):
        _tried(seed, corpus)
