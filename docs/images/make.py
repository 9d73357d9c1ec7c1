"""Draws the pictures of pages: those of the seed topic for two audiences, and for patients in several languages.

Run it with `make docs` when the pages have changed; the page in Chinese is a sample, and needs `fonts-cjk`.
"""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pypdfium2  # noqa: TID253 - a script of its own, not part of the program
from PIL import Image, ImageOps  # noqa: TID253

from handout import Request, load, render
from handout.fonts.packaged import EAST_ASIA, PACKAGED

HERE = Path(__file__).parent
TOPIC = "milia-like-calcinosis"
PICTURES = {
    "pages": (("patient", None, 0), ("patient", None, 1), ("clinician", None, 0)),
    "languages": (("patient", None, 1), ("patient", "ar", 1)),
}
"""Audience, language and page, from left to right, by the picture's name."""
DATE = datetime.date(2026, 12, 1)
HEIGHT = 640
GAP = 14
GROUND, EDGE = "#d9dee2", "#9aa5ad"
LARGEST = 250_000
"""Bytes: a picture at the head of a README is fetched by everybody."""


def drawn(root: Path, pages: Sequence[tuple[str, str | None, int]]) -> list[Image.Image]:
    """Pages of the seed topic."""
    workspace = load(root, [TOPIC], languages=[language for _, language, _ in pages if language])
    documents = dict.fromkeys((audience, language) for audience, language, _ in pages)
    wishes = [Request(topics=(TOPIC,), audience=one, language=language, date=DATE) for one, language in documents]
    made = dict(zip(documents, render(workspace, wishes), strict=True))
    return [_sheet(made[audience, language].pdf, page) for audience, language, page in pages]


def chinese(root: Path) -> Image.Image:
    """The page of the sample in Chinese, in the layouts of the workspace."""
    with TemporaryDirectory() as folder:
        copytree(HERE / "chinese", folder, dirs_exist_ok=True)
        copytree(root / "layouts", Path(folder, "layouts"))
        (made,) = render(load(Path(folder)), [Request(topics=("visit",), audience="patient", date=DATE)])
    return _sheet(made.pdf, 0)


def picture(sheets: Sequence[Image.Image]) -> bytes:
    """The pages side by side on grey, as a PNG of few colours."""
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
    root = HERE.parents[1]
    lacking = any(font.extra is EAST_ASIA and font.state != "installed" for font in PACKAGED)
    for name, pages in PICTURES.items():
        if lacking and name == "languages":
            print(f"the picture '{name}' is left as it is: its page in Chinese needs {EAST_ASIA.command}")  # noqa: T201
            continue
        content = picture([*drawn(root, pages), *([chinese(root)] if name == "languages" else [])])
        if len(content) > LARGEST:
            sys.exit(f"the picture '{name}' has {len(content):,} bytes, at most {LARGEST:,} are wanted")
        (HERE / f"{name}.png").write_bytes(content)


if __name__ == "__main__":
    main()
