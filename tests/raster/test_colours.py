"""Pictures keep their colours: what their profile says is what is printed, in sRGB."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from handout.document import Picture
from handout.pdf.file import FileWriter
from handout.pdf.images import embed
from handout.raster.examined import examine
from handout.raster.profile import ADOBE_RGB, icc_profile

RED, BLUE = (200, 30, 30), (30, 30, 200)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DISPLAY_P3 = icc_profile(1 / 2.2, (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060))


def swapped() -> bytes:
    """sRGB with its red and its blue exchanged, so that a profile that is lost shows at a glance."""
    profile = bytearray(SRGB)
    names = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}
    for at in range(132, 132 + 12 * int.from_bytes(profile[128:132]), 12):
        profile[at : at + 4] = names.get(bytes(profile[at : at + 4]), profile[at : at + 4])
    return bytes(profile)


def grey(gamma: float) -> bytes:
    """A profile of greys."""
    profile = bytearray(icc_profile(gamma))
    profile[16:20] = b"GRAY"
    for at in range(132, 132 + 12 * int.from_bytes(profile[128:132]), 12):
        if profile[at : at + 4] == b"rTRC":
            profile[at : at + 4] = b"kTRC"
    return bytes(profile)


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def drawn(content: bytes) -> Image.Image:
    """The picture as it stands in a file."""
    found = examine(content)
    writer = FileWriter()
    at = embed(Picture(content=content, format=found.format, width=found.width, height=found.height), writer)
    body = writer.finish(writer.add(b"<</X %d 0 R>>" % at), writer.add(b"<<>>")).content
    _, _, rest = body.partition(b"%d 0 obj" % at)
    head, _, data = rest.partition(b"stream\n")
    size = int(head.partition(b"/Length ")[2].split(b">")[0])
    if b"DCTDecode" in head:
        return Image.open(BytesIO(data[:size])).convert("RGB")
    mode = "L" if b"DeviceGray" in head else "RGB"
    return Image.frombytes(mode, (found.width, found.height), zlib.decompress(data[:size])).convert("RGB")


def colour(content: bytes) -> tuple[int, ...]:
    found = drawn(content).getpixel((4, 4))
    assert isinstance(found, tuple)
    return found


def square(mode: str, value: Any) -> Image.Image:
    return Image.new(mode, (16, 16), value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_are_those_that_the_profile_says(kind: str) -> None:
    content = saved(square("RGB", RED), kind, icc_profile=swapped(), **({"quality": 95} if kind == "JPEG" else {}))
    assert colour(content) == pytest.approx(BLUE, abs=4)


@pytest.mark.parametrize("profile", [SRGB, None, icc_profile(1 / 2.2)])
def test_a_photo_that_is_in_srgb_stays_the_bytes_that_it_is(profile: bytes | None) -> None:
    content = saved(square("RGB", RED), "JPEG", icc_profile=profile)
    assert colour(content) == pytest.approx(RED, abs=4)


@pytest.mark.parametrize(
    ("mode", "value", "more"),
    [
        ("RGBA", (*RED, 128), {}),
        ("P", None, {}),
        ("P", None, {"transparency": b"\x80" * 256}),
    ],
)
def test_transparency_and_palettes_keep_their_profile(mode: str, value: Any, more: dict[str, Any]) -> None:
    image = square("RGB", RED).quantize() if mode == "P" else square(mode, value)
    assert colour(saved(image, "PNG", icc_profile=swapped(), **more)) == pytest.approx(BLUE, abs=4)


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_greys_are_those_of_their_profile(mode: str) -> None:
    value: Any = {"L": 128, "LA": (128, 200), "I;16": 0x8000}[mode]
    lighter = colour(saved(square(mode, value), "PNG", icc_profile=grey(1.0)))
    assert lighter == pytest.approx((188, 188, 188), abs=2)  # half of the light


def test_a_photo_of_a_telephone_is_as_saturated_as_it_says() -> None:
    content = saved(square("RGB", (200, 60, 60)), "JPEG", icc_profile=DISPLAY_P3, quality=95)
    assert colour(content) == pytest.approx((217, 42, 52), abs=4)


def test_a_camera_that_says_adobe_rgb_in_its_own_way_is_believed() -> None:
    exif = Image.Exif()
    exif.get_ifd(0xA005)[1] = "R03"
    exif._ifds[0xA005] = {1: "R03"}
    plain = saved(square("RGB", (60, 180, 60)), "JPEG", quality=95)
    told = saved(square("RGB", (60, 180, 60)), "JPEG", quality=95, icc_profile=icc_profile(*ADOBE_RGB))
    assert colour(told) != pytest.approx(colour(plain), abs=20)


def chunked(png: bytes, kind: bytes, data: bytes) -> bytes:
    """The file with one more chunk behind its head."""
    chunk = len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
    return png[:33] + chunk + png[33:]


def test_a_png_s_own_gamma_and_primaries_are_believed() -> None:
    png = saved(square("RGB", (128, 128, 128)), "PNG")
    linear = chunked(png, b"gAMA", (100_000).to_bytes(4))
    assert colour(linear) == pytest.approx((188, 188, 188), abs=2)
    assert colour(chunked(linear, b"sRGB", b"\0")) == (128, 128, 128)
    points = (0.3127, 0.3290, 0.15, 0.06, 0.30, 0.60, 0.64, 0.33)  # red and blue exchanged
    numbers = b"".join(round(number * 100_000).to_bytes(4) for number in points)
    assert colour(chunked(saved(square("RGB", RED), "PNG"), b"cHRM", numbers)) == pytest.approx(BLUE, abs=6)
    assert colour(chunked(png, b"cHRM", bytes(32))) == (128, 128, 128)


def test_cmyk_is_converted_whether_it_is_inverted_or_not() -> None:
    """Adobe's programs write it inverted, and say so."""
    inverted = saved(square("CMYK", (0, 255, 255, 0)), "JPEG", quality=95)
    assert colour(inverted) == pytest.approx((255, 0, 0), abs=6)


@pytest.mark.parametrize("profile", [b"no profile", b"", icc_profile(1.0)[:200], grey(1.0), swapped()[:-200]])
def test_a_profile_that_can_t_be_used_is_told_and_left_out(profile: bytes) -> None:
    content = chunked(saved(square("RGB", RED), "PNG"), b"iCCP", b"p\0\0" + zlib.compress(profile))
    found = examine(content)
    if found.warning:
        assert found.warning == "its colour profile can't be used"
        assert colour(content) == RED
    else:
        assert profile == swapped()[:-200]  # what is cut off is of no use to the colours


def test_a_profile_that_unpacks_to_too_much_is_not_unpacked() -> None:
    packed = zlib.compress(bytes(64 << 20), 9)
    content = chunked(saved(square("RGB", RED), "PNG"), b"iCCP", b"p\0\0" + packed)
    assert examine(content).warning == "its colour profile can't be used"


def test_texts_of_a_png_are_never_unpacked() -> None:
    content = chunked(saved(square("RGB", RED), "PNG"), b"zTXt", b"t\0\0" + zlib.compress(bytes(64 << 20), 9))
    assert examine(content).warning == ""
    assert colour(content) == RED


def test_nothing_of_a_profile_is_in_the_file() -> None:
    content = saved(square("RGB", RED), "JPEG", icc_profile=swapped())
    writer = FileWriter()
    embed(Picture(content=content, format="JPEG", width=16, height=16), writer)
    assert b"ICC_PROFILE" not in writer.finish(writer.add(b"<<>>"), writer.add(b"<<>>")).content
