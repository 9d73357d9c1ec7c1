from __future__ import annotations

from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest
from PIL import Image as Pictures

from handout.layout.geometry import Image
from handout.paint import paint
from handout.paint.images import without_metadata
from handout.tree import Figure, Picture

from .make import FONTS, SPAN, Keys, document, picture, set_pages


def _painted(*pictures: Picture) -> bytes:
    k = Keys()
    figures = [Figure(key=k.next(), picture=pic, alt="A picture", width=90, span=SPAN) for pic in pictures]
    return paint(set_pages(document(k.h(1, "Pictures"), *figures)), FONTS)


def _objects(pdf: Any) -> list[Any]:
    return list(pdf.pages[0].Resources.XObject.values())


def _drawn(data: bytes) -> list[Pictures.Image]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [pikepdf.PdfImage(item).as_pil_image() for item in _objects(pdf)]


@pytest.mark.parametrize(
    ("mode", "kind", "space", "mask"),
    [
        ("RGBA", "PNG", "/DeviceRGB", True),
        ("LA", "PNG", "/DeviceGray", True),
        ("RGB", "PNG", "/DeviceRGB", False),
        ("L", "PNG", "/DeviceGray", False),
        ("1", "PNG", "/DeviceGray", False),
        ("P", "PNG", "/DeviceRGB", False),
        ("RGB", "JPEG", "/DeviceRGB", False),
        ("L", "JPEG", "/DeviceGray", False),
        ("CMYK", "JPEG", "/DeviceRGB", False),
    ],
)
def test_every_kind_of_picture(mode: str, kind: str, space: str, mask: bool) -> None:
    data = _painted(picture(mode, kind))
    for profile in ("ua1", "2a"):
        assert "no failures" in str(page.validate_pdf_bytes(data, profile=profile))
    with pikepdf.open(BytesIO(data)) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.ColorSpace == space
        assert ("/SMask" in image) is mask
        assert image.Filter == ("/DCTDecode" if kind == "JPEG" and mode != "CMYK" else "/FlateDecode")


def test_a_sixteen_bit_picture_keeps_its_greys() -> None:
    out = BytesIO()
    Pictures.new("I;16", (4, 4), 0x8000).save(out, "PNG")
    (drawn,) = _drawn(_painted(Picture(content=out.getvalue(), format="PNG", width=4, height=4)))
    assert drawn.getpixel((0, 0)) == 0x80


def test_an_opaque_alpha_channel_is_left_out() -> None:
    out = BytesIO()
    Pictures.new("RGBA", (4, 4), (9, 9, 9, 255)).save(out, "PNG")
    assert b"/SMask" not in _painted(Picture(content=out.getvalue(), format="PNG", width=4, height=4))


def test_a_picture_that_is_used_twice_is_there_once() -> None:
    with pikepdf.open(BytesIO(_painted(picture(), picture(), picture("L")))) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 2


def test_a_turned_photo_is_set_upright() -> None:
    exif = Pictures.Exif()
    exif[0x0112] = 6
    (drawn,) = _drawn(_painted(picture("RGB", "JPEG", exif=exif)))
    assert drawn.size == (16, 24)


def test_a_photo_says_nothing_of_its_camera() -> None:
    exif = Pictures.Exif()
    exif[0x010F] = "CameraOfAnna"
    photo = picture("RGB", "JPEG", exif=exif, comment=b"taken at home")
    assert b"CameraOfAnna" in photo.content
    bare = without_metadata(photo.content + b"preview of another photo")
    assert b"CameraOfAnna" not in bare
    assert b"at home" not in bare
    assert bare.endswith(b"\xff\xd9")
    before, after = (Pictures.open(BytesIO(content)).convert("RGB") for content in (photo.content, bare))
    assert before.tobytes() == after.tobytes()
    assert bare in _painted(photo)


def test_a_decoration_is_an_artifact() -> None:
    k = Keys()
    pages = set_pages(document(k.h(1, "x"), Figure(key=k.next(), picture=picture(), alt="", width=90, span=SPAN)))
    assert any(isinstance(item, Image) for item in pages.pages[0].items)
    with pikepdf.open(BytesIO(paint(pages, FONTS))) as pdf:
        assert b"/Artifact BMC q 90 0 0 60" in pdf.pages[0].Contents[0].read_bytes()
