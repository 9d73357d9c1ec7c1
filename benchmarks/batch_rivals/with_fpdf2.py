"""fpdf2: a document for each patient; its fonts belong to a document, so each adds them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import common

STYLES = {"regular": "", "bold": "B", "italic": "I", "bold-italic": "BI"}


def marked(runs: list[list[Any]]) -> str:
    """Runs in its markdown."""
    return "".join(f"**{text}**" if bold and text.strip() else text for text, bold, *_ in runs)


def main() -> None:
    try:
        from fpdf import FPDF
    except ImportError as error:
        common.missing(error)
    words = common.words()
    page = words["page"]

    class Handout(FPDF):
        who = ""

        def header(self) -> None:
            self.set_font("F", size=9)
            self.set_y(30)
            self.cell(0, 10, self.who, align="R")
            self.set_y(page["top"])

        def footer(self) -> None:
            self.set_font("F", size=9)
            self.set_y(-45)
            self.cell(0, 10, words["footer"])
            self.set_x(page["left"])
            self.cell(0, 10, f"{self.page_no()} / {{nb}}", align="R")

        def blocks(self, blocks: list[dict[str, Any]]) -> None:
            for block in blocks:
                self.block(block)

        def look(self, role: str) -> dict[str, Any]:
            look = words["styles"].get(role) or words["styles"]["body"]
            self.set_font("F", style="B" if look["bold"] else "", size=look["size"])
            self.set_text_color(look["color"])
            return look

        def block(self, block: dict[str, Any]) -> None:
            match block["kind"]:
                case "paragraph" | "item":
                    look = self.look(block["role"])
                    said = (f"{block['label']}  " if block["kind"] == "item" else "") + marked(block["runs"])
                    self.ln(look["space_before"])
                    said = said.replace(words["name"], self.who)
                    self.multi_cell(0, look["leading"], said, markdown=True, align="L", new_x="LMARGIN", new_y="NEXT")
                    self.ln(look["space_after"])
                case "table":
                    look = self.look("cell")
                    with self.table(line_height=look["leading"], markdown=True) as table:
                        for row in block["rows"]:
                            table.row([marked(cell["runs"]) for cell in row])
                case "box":
                    look = self.look(block["role"])
                    top = self.get_y()
                    self.blocks(block["children"])
                    if look["border"] and self.get_y() > top:
                        self.set_draw_color(look["border"])
                        self.rect(self.l_margin, top, self.epw, self.get_y() - top)
                case "pair":
                    self.blocks(block["left"])
                    self.blocks(block["right"])
                case _:
                    self.image(block["file"], w=block["width"], h=block["height"])

    def make(name: str, out: Path) -> None:
        pdf = Handout(unit="pt", format=(page["width"], page["height"]))
        pdf.who = name
        for face in words["faces"]:
            pdf.add_font("F", STYLES[face], common.FOLDER / f"{face}.ttf")
        pdf.set_title(words["title"])
        pdf.set_margins(page["left"], page["top"], page["right"])
        pdf.set_auto_page_break(True, page["bottom"])
        pdf.add_page()
        pdf.blocks(words["blocks"])
        pdf.output(str(out))

    common.run(make)


if __name__ == "__main__":
    main()
