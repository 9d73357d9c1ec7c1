"""Draws the pictures of pages: those of the seed topic for two audiences, and for patients in several languages.

Run it with `make docs` when the pages have changed.
"""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # noqa: TID253 - a script of its own, not part of the program
from PIL import Image, ImageOps  # noqa: TID253

from handout import Request, load, render

HERE = Path(__file__).parent
TOPIC = "milia-like-calcinosis"
PICTURES = {
    "pages": (("patient", None, 0), ("patient", None, 1), ("clinician", None, 0)),
    "languages": (("patient", None, 1), ("patient", "es", 1), ("patient", "ar", 1)),
}
"""Audience, language and page, from left to right, by the picture's name."""
HEIGHT = 640
GAP = 14
GROUND, EDGE = "#d9dee2", "#9aa5ad"
LARGEST = 250_000
"""Bytes: a picture at the head of a README is fetched by everybody."""


def picture(root: Path, pages: Sequence[tuple[str, str | None, int]]) -> bytes:
    """The pages side by side on grey, as a PNG of few colours."""
    workspace = load(root, [TOPIC], languages=[language for _, language, _ in pages if language])
    date = datetime.date(2026, 12, 1)
    documents = dict.fromkeys((audience, language) for audience, language, _ in pages)
    wishes = [Request(topics=(TOPIC,), audience=one, language=language, date=date) for one, language in documents]
    made = dict(zip(documents, render(workspace, wishes), strict=True))
    sheets = [_sheet(made[audience, language].pdf, page) for audience, language, page in pages]
    width = sum(sheet.width for sheet in sheets) + GAP * (len(sheets) + 1)
    whole = Image.new("RGB", (width, max(sheet.height for sheet in sheets) + 2 * GAP), GROUND)
    left = GAP
    for sheet in sheets:
        whole.paste(sheet, (left, GAP))
        left += sheet.width + GAP
    content = io.BytesIO()
    whole.quantize(48, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _sheet(pdf: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[page]
        sheet: Image.Image = drawn.render(scale=HEIGHT / drawn.get_height()).to_pil().convert("RGB")
    finally:
        document.close()
    return ImageOps.expand(sheet, border=1, fill=EDGE)


def main() -> None:
    """Write the pictures beside this script."""
    for name, pages in PICTURES.items():
        content = picture(HERE.parents[1], pages)
        if len(content) > LARGEST:
            sys.exit(f"the picture '{name}' has {len(content):,} bytes, at most {LARGEST:,} are wanted")
        (HERE / f"{name}.png").write_bytes(content)


if __name__ == "__main__":
    main()
