"""Pages that look different, side by side on a picture: the old one, the new one, and where they differ."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from handout.compare.visual import apart
from handout.extract.page_images import DPI, pngs

if TYPE_CHECKING:
    from PIL import Image

CAPTIONS = ("old", "new", "new, with boxes where it differs")
_ABSENT = "no such page"
_GAP, _CAPTION, _SIZE = 12, 30, 17
"""Pixels: between pages, above them, and the size of the letters."""
_PAPER, _DESK, _INK = (255, 255, 255), (72, 72, 72), (255, 255, 255)
_MARK, _GLOW = (220, 0, 0), (255, 240, 170)
"""The colours of a box's edge and of the paper in it."""
_PALE = 0.4
"""How dark the page is drawn around the boxes."""
_CELLS = 160
"""Cells along a page's longer side; boxes are made of the cells in which something differs."""
_REACH = 2, 1
"""Distance in cells, across and down, within one box: the words of a line are one box, the next line isn't."""

GridCell = tuple[int, int]


class PixelBox(NamedTuple):
    """A rectangle of pixels; `right` and `bottom` are inside it."""

    left: int
    top: int
    right: int
    bottom: int


def side_by_side(old: Path, new: Path, pages: list[int], tolerance: float) -> Iterator[tuple[int, bytes]]:
    """A PNG for each of these pages."""
    for page in pages:
        was, now = _picture(old, page), _picture(new, page)
        shown = [picture for picture in (was, now) if picture is not None]
        width, height = max(picture.width for picture in shown), max(picture.height for picture in shown)
        left, right = (_on_paper(picture, width, height) for picture in (was, now))
        # Without boxes, the page as a whole differs: in its size, or because it is in one document only.
        whole = [PixelBox(0, 0, width - 1, height - 1)]
        both = was is not None and now is not None
        found = _boxes(apart(left.convert("L"), right.convert("L"), tolerance)) if both else []
        captions = [
            f"{caption}: {_ABSENT}" if picture is None else caption
            for caption, picture in zip(CAPTIONS, (was, now, right), strict=True)
        ]
        yield page, _row([left, right, _marked(right, found or whole)], captions)


def _picture(pdf: Path, page: int) -> Any:
    from PIL import Image

    try:
        return Image.open(io.BytesIO(next(pngs(pdf, DPI, (page - 1,))))).convert("RGB")
    except IndexError:
        return None


def _on_paper(picture: Image.Image | None, width: int, height: int) -> Image.Image:
    from PIL import Image

    paper = Image.new("RGB", (width, height), _PAPER if picture is not None else _DESK)
    if picture is not None:
        paper.paste(picture)
    return paper


def _marked(page: Image.Image, boxes: list[PixelBox]) -> Image.Image:
    """A page in pale grey, with the boxes in full contrast on coloured paper."""
    from PIL import Image, ImageChops, ImageDraw

    paper = Image.new("RGB", page.size, _PAPER)
    shown = Image.blend(paper, page.convert("L").convert("RGB"), _PALE)
    lit = ImageChops.multiply(page, Image.new("RGB", page.size, _GLOW))
    pen = ImageDraw.Draw(shown)
    for left, top, right, bottom in boxes:
        shown.paste(lit.crop((left, top, right + 1, bottom + 1)), (left, top))
        pen.rectangle((left, top, right, bottom), outline=_MARK, width=2)
    return shown


def _boxes(differs: Image.Image) -> list[PixelBox]:
    """Boxes around the white parts of a picture; parts that are near each other are in one box."""
    side = max(1, -(-max(differs.size) // _CELLS))
    cells = differs.reduce(side)
    marked = {(at % cells.width, at // cells.width) for at, level in enumerate(cells.tobytes()) if level}
    while True:
        found = [_around(group) for group in _groups(marked)]
        filled = {
            (x, y) for box in found for x in range(box.left, box.right + 1) for y in range(box.top, box.bottom + 1)
        }
        if filled == marked:
            return [_grown(box, side, differs) for box in sorted(found)]
        marked = filled


def _groups(cells: set[GridCell]) -> Iterator[list[GridCell]]:
    """Groups of cells that are near each other, directly or through other cells."""
    left = set(cells)
    across, down = _REACH
    while left:
        group = [left.pop()]
        for x, y in group:  # the list grows while it is read
            near = {(x + dx, y + dy) for dx in range(-across, across + 1) for dy in range(-down, down + 1)} & left
            left -= near
            group += near
        yield group


def _around(group: list[GridCell]) -> PixelBox:
    columns, rows = [x for x, _ in group], [y for _, y in group]
    return PixelBox(min(columns), min(rows), max(columns), max(rows))


def _grown(box: PixelBox, side: int, page: Image.Image) -> PixelBox:
    """A box of cells as pixels of a page, with a little room around it."""
    room = side // 2
    return PixelBox(
        max(box.left * side - room, 0),
        max(box.top * side - room, 0),
        min((box.right + 1) * side + room, page.width) - 1,
        min((box.bottom + 1) * side + room, page.height) - 1,
    )


def _row(pictures: list[Image.Image], captions: list[str]) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    width, height = pictures[0].size
    row = Image.new("RGB", (len(pictures) * (width + _GAP) + _GAP, _CAPTION + height + _GAP), _DESK)
    pen, font = ImageDraw.Draw(row), ImageFont.load_default(_SIZE)
    for number, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        left = _GAP + number * (width + _GAP)
        pen.text((left, _CAPTION / 2), caption, _INK, font, "lm")
        row.paste(picture, (left, _CAPTION))
    content = io.BytesIO()
    row.save(content, "PNG")
    return content.getvalue()
