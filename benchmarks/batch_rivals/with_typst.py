"""Typst: one compiler that is kept warm, the name as an input, and PDF/UA-1."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import common

CAP = 0.69
"""The cap height of the face, in ems: Typst counts leading from the baseline to the next line's capitals."""


def text(runs: list[list[Any]], look: dict[str, Any], name: str) -> str:
    """Runs, as code."""
    out = []
    for said, bold, italic, link in runs:
        parts = [json.dumps(part, ensure_ascii=False) for part in said.split(name)]
        code = " + name + ".join(parts)
        style = f'weight: "bold", style: "{"italic" if italic else "normal"}"' if bold or look["bold"] else ""
        if italic and not style:
            style = 'style: "italic"'
        code = f"text({style}, {code})" if style else f"text({code})"
        out.append(f"link({json.dumps(link)}, {code})" if link and not link.startswith("#") else code)
    set_ = f'set text(size: {look["size"]}pt, fill: rgb("{look["color"]}"))'
    return f"{{ {set_}; set par(leading: {look['leading'] - CAP * look['size']:.2f}pt); {' + '.join(out) or '[]'} }}"


class Source:
    """The document's source."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words

    def __str__(self) -> str:
        words, page = self._words, self._words["page"]
        margin = ", ".join(f"{side}: {page[side]}pt" for side in ("top", "bottom", "left", "right"))
        footer = json.dumps(words["footer"], ensure_ascii=False)
        return f"""#let name = sys.inputs.at("name", default: "Nobody")
#set document(title: {json.dumps(words["title"])}, author: {json.dumps(words["author"] or "-")})
#set page(width: {page["width"]}pt, height: {page["height"]}pt, margin: ({margin}),
  header: align(right, text(size: 9pt, name)),
  footer: context text(size: 9pt, [#{footer} #h(1fr) #counter(page).display("1 / 1", both: true)]))
#set text(font: "FiraGO", size: 12pt, lang: "en", region: "GB")
#show heading: set text(weight: "regular")
{self._blocks(words["blocks"])}
"""

    def _blocks(self, blocks: list[dict[str, Any]]) -> str:
        return "\n".join("#" + self._block(block) for block in blocks)

    def _look(self, role: str) -> dict[str, Any]:
        return self._words["styles"].get(role) or self._words["styles"]["body"]

    def _text(self, block: dict[str, Any]) -> str:
        return text(block["runs"], self._look(block["role"]), self._words["name"])

    def _block(self, block: dict[str, Any]) -> str:
        match block["kind"]:
            case "paragraph":
                look, role = self._look(block["role"]), block["role"]
                body = self._text(block)
                if role == "title" or role.startswith("heading"):
                    body = f"heading(level: {1 if role == 'title' else 1 + int(role[-1])}, {body})"
                return f"block(above: {look['space_before'] + 6}pt, below: {look['space_after'] + 6}pt, {body})"
            case "item":
                return f"list(marker: {json.dumps(block['label'], ensure_ascii=False)}, {self._text(block)})"
            case "table":
                return self._table(block)
            case "box":
                look = self._look(block["role"])
                fill = f'fill: rgb("{look["background"]}"), ' if look["background"] else ""
                line = f'stroke: {look["border_width"]}pt + rgb("{look["border"]}"), ' if look["border"] else ""
                children = self._blocks(block["children"])
                return f"block(width: 100%, breakable: false, {fill}{line}inset: {look['padding']}pt)[{children}]"
            case "pair":
                left, right = self._blocks(block["left"]), self._blocks(block["right"])
                return f"grid(columns: (1fr, 1fr), gutter: 12pt, [{left}], [{right}])"
            case _:
                size = f"width: {block['width']}pt, height: {block['height']}pt"
                return f'image("{Path(block["file"]).name}", {size}, alt: "Riverside Skin Clinic")'

    def _table(self, block: dict[str, Any]) -> str:
        rows = [[self._text(cell) for cell in row] for row in block["rows"]]
        head = f"table.header({', '.join(rows[0])}), " if block["header"] else ""
        cells = ", ".join(cell for row in rows[block["header"] :] for cell in row)
        stroke = 'stroke: (bottom: 0.5pt + rgb("#6f808c"))'
        return f"table(columns: {len(rows[0])}, {stroke}, {head}{cells})"


def main() -> None:
    try:
        import typst
    except ImportError as error:
        common.missing(error)
    path = common.FOLDER / f"typst-{os.getpid()}.typ"
    path.write_text(str(Source(common.words())), encoding="utf-8")
    compiler = typst.Compiler(
        str(path), root=str(common.FOLDER), font_paths=[str(common.FOLDER)], ignore_system_fonts=True
    )
    common.run(lambda name, out: compiler.compile(output=str(out), sys_inputs={"name": name}, pdf_standards=["ua-1"]))


if __name__ == "__main__":
    main()
