"""Draws docs/images/pages.png: the first pages of the starter's two documents, rendered as a reader would render them.

Run it with `make docs` when the pages have changed.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import pypdfium2  # noqa: TID253 - a script of its own, not part of the program
from PIL import Image, ImageOps  # noqa: TID253

from handout import Request, load, render

HERE = Path(__file__).parent
TOPIC = "milia-like-calcinosis"
PAGES = (("patient", 0), ("patient", 1), ("clinician", 0))
"""Audience and page, from left to right."""
HEIGHT = 640
GAP = 14
GROUND, EDGE = "#d9dee2", "#9aa5ad"
LARGEST = 250_000
"""Bytes: a picture at the head of a README is fetched by everybody."""


def picture(root: Path) -> bytes:
    """The pages side by side on grey, as a PNG of few colours."""
    workspace = load(root, [TOPIC])
    audiences = list(dict.fromkeys(audience for audience, _ in PAGES))
    date = datetime.date(2026, 12, 1)
    wishes = [Request(topics=(TOPIC,), audience=audience, date=date) for audience in audiences]
    made = {document.request.audience: document.pdf for document in render(workspace, wishes)}
    sheets = [_sheet(made[audience], page) for audience, page in PAGES]
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
    """Write the picture beside this script."""
    content = picture(HERE.parents[1])
    if len(content) > LARGEST:
        sys.exit(f"the picture has {len(content):,} bytes, at most {LARGEST:,} are wanted")
    (HERE / "pages.png").write_bytes(content)


if __name__ == "__main__":
    main()
