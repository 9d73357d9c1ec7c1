"""Pictures, signs and typefaces that went wrong in real use: `real_use/photo-colours` and others."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from PIL import Image

from .found import Found


def test_a_photo_keeps_the_colours_of_its_profile(found: Callable[[str], Found]) -> None:
    """The profile exchanges red and blue: the square is blue in every viewer."""
    workspace = found("photo-colours")
    images = workspace.folder / "content" / "images"
    with Image.open(images / "swap.jpg") as photo:
        photo.save(images / "swap.png", icc_profile=photo.info["icc_profile"])
    assert workspace.run("check", "t").out == "no errors\n"
    workspace.printed()
    with pikepdf.open(workspace.folder / "t.patient.pdf") as pdf:
        every = [
            pikepdf.PdfImage(item) for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item
        ]
        squares = [image.as_pil_image().convert("RGB") for image in every if (image.width, image.height) == (240, 80)]
    assert len(squares) == 2
    for square in squares:
        red, green, blue = square.getpixel((120, 40))  # type: ignore[misc]
        assert (abs(red - 30) < 6, abs(green - 30) < 6, abs(blue - 200) < 6) == (True, True, True)
