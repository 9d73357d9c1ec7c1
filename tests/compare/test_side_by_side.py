"""What `handout compare --visual` draws: the boxes on the third picture, and what is around them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from extract.make import Draft, text
from handout.compare.side_by_side import side_by_side

RED = (220, 0, 0)
GAP, CAPTION = 12, 30
SCALE = 96 / 72
"""Pixels a point."""
TOP = 792
"""Points from the bottom of the page."""


def panels(folder: Path, old: str, new: str, page: int = 1) -> tuple[Image.Image, Image.Image, Image.Image]:
    """The three pictures of a page."""
    for name, content in (("old", old), ("new", new)):
        (folder / f"{name}.pdf").write_bytes(Draft(*content.split("|")).content)
    ((number, png),) = side_by_side(folder / "old.pdf", folder / "new.pdf", [page], 20.0)
    assert number == page
    row = Image.open(BytesIO(png)).convert("RGB")
    width = (row.width - GAP) // 3 - GAP
    first, second, third = (
        row.crop((left, CAPTION, left + width, row.height - GAP))
        for left in (GAP + at * (width + GAP) for at in range(3))
    )
    return first, second, third


def red(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Around every red point: left, top, right, bottom."""
    channels = [
        band.point([255 if level == want else 0 for level in range(256)])
        for band, want in zip(picture.split(), RED, strict=True)
    ]
    found = Image.merge("RGB", channels).convert("L").point([255 if level > 250 else 0 for level in range(256)])
    return found.getbbox()


def darkest(picture: Image.Image, points: tuple[float, float, float, float]) -> int:
    """The least level of a part: left, bottom, right, top, in points."""
    left, bottom, right, top = points
    box = (int(left * SCALE), int((TOP - top) * SCALE), int(right * SCALE), int((TOP - bottom) * SCALE))
    low, _ = picture.convert("L").crop(box).getextrema()
    assert isinstance(low, int)
    return low


SAME = text((50, 300, "Keep it dry and cool"))
FIRST, SECOND = text((50, 700, "Take five")), text((50, 700, "Take nine"))


def test_a_box_is_around_what_changed_and_the_rest_is_pale(tmp_path: Path) -> None:
    _, new, third = panels(tmp_path, FIRST + SAME, SECOND + SAME)
    box = red(third)
    assert box is not None
    left, top, right, bottom = (edge / SCALE for edge in box)
    assert 50 < left < 85  # "Take" stays, and is before it
    assert right < 120
    assert TOP - 720 < top < TOP - 700 < bottom < TOP - 680
    assert darkest(new, (50, 290, 200, 315)) < 60
    assert darkest(third, (50, 290, 200, 315)) > 120
    assert darkest(third, (70, 699, 110, 708)) < 60  # the new word itself can be read


def test_what_was_taken_out_leaves_a_box_on_empty_paper(tmp_path: Path) -> None:
    _, _, third = panels(tmp_path, FIRST + SAME, SAME)
    box = red(third)
    assert box is not None
    assert third.getpixel(((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)) == (255, 240, 170)


@pytest.mark.parametrize(("old", "new"), [(SAME, SAME + "|" + FIRST), (SAME + "|" + FIRST, SAME)])
def test_a_page_that_only_one_has_is_boxed_whole(old: str, new: str, tmp_path: Path) -> None:
    first, second, third = panels(tmp_path, old, new, page=2)
    assert red(third) == (0, 0, third.width, third.height)
    absent = first if "|" in new else second
    assert absent.getcolors() == [(absent.width * absent.height, (72, 72, 72))]
