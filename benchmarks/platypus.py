"""The same words by ReportLab's own layout: what a good programmer would write without this program.

`python benchmarks/platypus.py WORDS.json OUT.pdf` loads the same faces and draws the same blocks in comparable styles:
paragraphs, headings, lists, tables and boxes, a header and a footer.  Nothing is tagged and nothing is verified.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pymupdf_fonts import myfont
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import SimpleDocTemplate
from reportlab.platypus.flowables import Flowable, Image, KeepTogether
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.tables import Table, TableStyle

Words = dict[str, Any]
FACES = {"regular": "figo", "bold": "figbo", "italic": "figit", "bold-italic": "figbi"}


def load_fonts(faces: list[str]) -> None:
    """The faces that the words need; one that they don't need stands in for none."""
    for face in faces:
        registerFont(TTFont(face, BytesIO(myfont(FACES[face]))))
    has = {face: face if face in faces else "regular" for face in FACES}
    registerFontFamily(
        "regular", normal="regular", bold=has["bold"], italic=has["italic"], boldItalic=has["bold-italic"]
    )


def markup(runs: list[list[Any]]) -> str:
    """Runs as ReportLab's own markup."""
    out = []
    for text, bold, italic, link in runs:
        part = escape(text)
        part = f"<b>{part}</b>" if bold else part
        part = f"<i>{part}</i>" if italic else part
        out.append(f"<a href={quoteattr(link)}>{part}</a>" if link and not link.startswith("#") else part)
    return "".join(out)


class Story:
    """Flowables from words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._styles: dict[tuple[str, bool], ParagraphStyle] = {}

    def style(self, role: str, *, indented: bool = False) -> ParagraphStyle:
        """A role's paragraph style."""
        if (role, indented) not in self._styles:
            look = self._words["styles"].get(role) or self._words["styles"]["body"]
            self._styles[role, indented] = ParagraphStyle(
                role,
                fontName="bold" if look["bold"] else "regular",
                fontSize=look["size"],
                leading=look["leading"],
                textColor=HexColor(look["color"]),
                spaceBefore=look["space_before"],
                spaceAfter=look["space_after"],
                leftIndent=look["indent"] if indented else 0,
                keepWithNext=role.startswith("heading"),
            )
        return self._styles[role, indented]

    def flowables(self, blocks: list[Words]) -> list[Flowable]:
        """Blocks as flowables."""
        return [flowable for block in blocks for flowable in self._block(block)]

    def _block(self, block: Words) -> list[Flowable]:
        match block["kind"]:
            case "paragraph":
                return [Paragraph(markup(block["runs"]), self.style(block["role"]))]
            case "item":
                text = self._item(block)
                return [Paragraph(text, self.style(block["role"], indented=True), bulletText=block["label"])]
            case "table":
                return [self._table(block)]
            case "box":
                return [KeepTogether([self._box(block)])]
            case "pair":
                row = [self.flowables(block["left"]), self.flowables(block["right"])]
                return [Table([row], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))]
            case _:
                return [Image(block["file"], width=block["width"], height=block["height"], hAlign="LEFT")]

    def _item(self, block: Words) -> str:
        return markup(block["runs"])

    def _table(self, block: Words) -> Table:
        rows = [[Paragraph(markup(cell["runs"]), self.style(cell["role"])) for cell in row] for row in block["rows"]]
        rules = ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#6f808c"))
        return Table(rows, repeatRows=block["header"], style=TableStyle([rules, ("VALIGN", (0, 0), (-1, -1), "TOP")]))

    def _box(self, block: Words) -> Table:
        look = self._words["styles"][block["role"]]
        commands: list[Any] = [(f"{side}PADDING", (0, 0), (-1, -1), look["padding"]) for side in ("LEFT", "RIGHT")]
        if look["background"]:
            commands.append(("BACKGROUND", (0, 0), (-1, -1), HexColor(look["background"])))
        if look["border"]:
            commands.append(("BOX", (0, 0), (-1, -1), look["border_width"], HexColor(look["border"])))
        return Table([[self.flowables(block["children"])]], style=TableStyle(commands))


def furniture(words: Words) -> Any:
    """What draws the footer of each page."""
    page = words["page"]

    def draw(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont("regular", 9)
        canvas.drawString(page["left"], 40, words["footer"])
        canvas.drawRightString(page["width"] - page["right"], 40, str(document.page))
        canvas.restoreState()

    return draw


def template(words: Words, out: str | BytesIO) -> SimpleDocTemplate:
    """The document's paper and margins."""
    page = words["page"]
    return SimpleDocTemplate(
        out,
        pagesize=(page["width"], page["height"]),
        topMargin=page["top"],
        bottomMargin=page["bottom"],
        leftMargin=page["left"] - 6,  # a frame's own padding
        rightMargin=page["right"] - 6,
        title=words["title"],
        author=words["author"],
    )


def main(source: str, out: str) -> None:
    """Reads the words and writes the PDF."""
    words = json.loads(Path(source).read_text(encoding="utf-8"))
    load_fonts(words["faces"])
    draw = furniture(words)
    template(words, out).build(Story(words).flowables(words["blocks"]), onFirstPage=draw, onLaterPages=draw)


if __name__ == "__main__":
    main(*sys.argv[1:])
