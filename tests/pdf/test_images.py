from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest
from PIL import Image as Pictures

from handout.document import Figure, Picture
from handout.layout.geometry import Image
from handout.pdf import write_pdf
from handout.raster.examined import examine
from handout.raster.jpeg import without_metadata
from handout.raster.pixels import pixels

from .make import FONTS, SPAN, Keys, document, picture, set_pages


def _painted(*pictures: Picture) -> bytes:
    k = Keys()
    figures = [Figure(key=k.next(), picture=pic, alt="A picture", width=90, span=SPAN) for pic in pictures]
    return write_pdf(set_pages(document(k.h(1, "Pictures"), *figures)), FONTS)


def _png(picture: Pictures.Image, **more: Any) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", **more)
    return out.getvalue()


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
        assert image.Filter == ("/DCTDecode" if kind == "JPEG" else "/FlateDecode")


@pytest.mark.parametrize("bits", [4, 8])
def test_a_picture_of_few_colours_keeps_them_and_its_rows(bits: int) -> None:
    given = Pictures.radial_gradient("L").resize((45, 30)).convert("P", palette=Pictures.Palette.ADAPTIVE, colors=12)
    content = _png(given, bits=bits)
    data = _painted(Picture(content=content, format="PNG", width=45, height=30))
    for profile in ("ua1", "2a"):
        assert "no failures" in str(page.validate_pdf_bytes(data, profile=profile))
    with pikepdf.open(BytesIO(data)) as pdf:
        (image,) = _objects(pdf)
        kind, space, last, palette = image.ColorSpace
        assert (kind, space, len(palette.read_bytes())) == ("/Indexed", "/DeviceRGB", 3 * (last + 1))
        assert image.read_raw_bytes() in content
    (drawn,) = _drawn(data)
    assert drawn.convert("RGB").tobytes() == given.convert("RGB").tobytes()


def test_a_sixteen_bit_picture_keeps_its_greys() -> None:
    out = BytesIO()
    Pictures.new("I;16", (4, 4), 0x8000).save(out, "PNG")
    (drawn,) = _drawn(_painted(Picture(content=out.getvalue(), format="PNG", width=4, height=4)))
    assert drawn.getpixel((0, 0)) == 0x80


def test_a_sixteen_bit_picture_keeps_what_shows_through() -> None:
    picture = Pictures.new("I;16", (2, 1), 0x4000)
    picture.putpixel((1, 0), 0x8000)
    found = pixels(_png(picture, transparency=0x8000))
    assert found.mask is not None
    assert [found.mask.getpixel((x, 0)) for x in (0, 1)] == [255, 0]


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


@pytest.mark.parametrize("held", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_however_the_camera_was_held_the_sky_is_up(held: int, kind: str) -> None:
    upright = Pictures.new("RGB", (32, 16), (20, 30, 200))
    upright.paste((200, 180, 20), (0, 8, 32, 16))
    upright.paste((250, 250, 250), (0, 0, 8, 8))  # the sun, at the left
    exif = Pictures.Exif()
    exif[0x0112] = held
    out = BytesIO()
    _UNDONE[held](upright).save(out, kind, exif=exif)
    size = examine(out.getvalue())
    assert (size.width, size.height) == (32, 16)
    (drawn,) = _drawn(_painted(Picture(content=out.getvalue(), format=size.format, width=32, height=16)))
    assert drawn.size == (32, 16)
    for place in ((3, 3), (20, 3), (3, 12)):
        assert drawn.convert("RGB").getpixel(place) == pytest.approx(upright.getpixel(place), abs=12)


_UNDONE: dict[int, Callable[[Pictures.Image], Pictures.Image]] = {
    1: lambda image: image,
    2: lambda image: image.transpose(Pictures.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Pictures.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Pictures.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Pictures.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Pictures.Transpose.ROTATE_90),
    7: lambda image: image.transpose(Pictures.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Pictures.Transpose.ROTATE_270),
}


@pytest.mark.parametrize(
    ("how", "fits"),
    [
        ({}, True),
        ({"progressive": True}, False),
        ({"keep_rgb": True}, False),  # which a PDF would take for luminance and colour difference
        ({"subsampling": 0}, True),
    ],
)
def test_a_photo_s_own_bytes_stand_in_the_file_where_they_say_the_same_there(how: dict[str, Any], fits: bool) -> None:
    photo = picture("RGB", "JPEG", **how)
    data = _painted(photo)
    assert (without_metadata(photo.content) in data) is fits
    before, (after,) = Pictures.open(BytesIO(photo.content)).convert("RGB"), _drawn(data)
    assert after.convert("RGB").getpixel((10, 8)) == pytest.approx(before.getpixel((10, 8)), abs=3)


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
    with pikepdf.open(BytesIO(write_pdf(pages, FONTS))) as pdf:
        assert b"/Artifact BMC q 90 0 0 60" in pdf.pages[0].Contents[0].read_bytes()


def test_each_picture_keeps_its_own_pixels_and_mask() -> None:
    """Compressed pixels are kept from one file to the next."""
    given = [Pictures.new("RGBA", (4, 4), (9, 9, 9, 90)), Pictures.new("RGBA", (4, 4), (9, 9, 9, 10))]
    pictures = [Picture(content=_png(image), format="PNG", width=4, height=4) for image in given]
    alone = [_painted(each) for each in pictures]
    assert alone[0] != alone[1]
    assert [_painted(each) for each in pictures] == alone
    together = _drawn(_painted(*pictures))
    assert [image.convert("RGBA").getpixel((0, 0)) for image in together] == [(9, 9, 9, 90), (9, 9, 9, 10)]
