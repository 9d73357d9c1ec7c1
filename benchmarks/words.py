"""A Document's words as plain values, for programs that know nothing of this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import asdict
from PIL import Image

from handout.document import (
    Box,
    CellBlocks,
    CutSlip,
    Definitions,
    Figure,
    Heading,
    Hung,
    Item,
    Leaf,
    List,
    Masthead,
    Node,
    Paragraph,
    QrCode,
    Section,
    SideBySide,
    Table,
    WritingLines,
    leaves,
    walk,
)
from handout.layout.geometry import Line, Pages

_STYLES = {"Regular": "regular", "Bold": "bold", "Italic": "italic", "BoldItalic": "bold-italic"}


def words(pages: Pages, folder: Path) -> dict[str, Any]:
    """The words of laid-out pages in reading order, their styles, and the faces that they were set in."""
    document = pages.document
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line)]
    faces = {glyphs.face.rpartition("-")[2] for line in lines for glyphs in line.glyphs}
    return {
        "title": document.title,
        "author": document.author,
        "page": asdict(document.page),
        "styles": {role: asdict(style) for role, style in document.styles.items()},
        "faces": sorted(_STYLES[face] for face in faces),
        "footer": document.footer.left.text if document.footer.left else "",
        "blocks": _Blocks(folder).of(document.body),
        "count": sum(len(leaf.text.split()) for leaf in walk(document.body)),
    }


def _runs(words: Leaf | CellBlocks) -> list[list[Any]]:
    return [[run.text, run.strong, run.emphasis, run.link] for leaf in leaves(words) for run in leaf.runs]


def _paragraph(leaf: Leaf) -> dict[str, Any]:
    return {"kind": "paragraph", "role": leaf.role, "runs": _runs(leaf)}


class _Blocks:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, nodes: tuple[Node, ...]) -> list[dict[str, Any]]:
        return [block for node in nodes for block in self._node(node)]

    def _node(self, node: Node) -> list[dict[str, Any]]:
        match node:
            case Paragraph() | Heading():
                return [_paragraph(node.leaf)]
            case Section():
                return self.of(node.children)
            case List():
                return [block for item in node.items for block in self._item(item)]
            case Box():
                title = [] if node.title is None else [_paragraph(node.title)]
                return [{"kind": "box", "role": node.role, "children": [*title, *self.of(node.children)]}]
            case Masthead() | SideBySide():
                return [{"kind": "pair", "left": self.of(node.left), "right": self.of(node.right)}]
            case Table():
                return [*([_paragraph(node.caption)] if node.caption else []), _table(node)]
            case Figure():
                return [self._figure(node), *([_paragraph(node.caption)] if node.caption else [])]
            case Hung():
                first, *more = self.of(node.children)
                return [{**first, "kind": "item", "label": node.label.text}, *more]
            case CutSlip():
                title = [] if node.title is None else [_paragraph(node.title)]
                return [_paragraph(node.words), *title, *self.of(node.children)]
            case Definitions() | WritingLines() | QrCode():
                return [_paragraph(leaf) for leaf in leaves(node)]

    def _item(self, item: Item) -> list[dict[str, Any]]:
        label = item.label.text if item.label else "□"
        first, *more = self.of(item.children)
        return [{**first, "kind": "item", "label": label}, *more]

    def _figure(self, figure: Figure) -> dict[str, Any]:
        path = self._folder / f"{figure.key}.{figure.picture.format.lower()}"
        path.write_bytes(figure.picture.content)
        if figure.picture.format == "SVG":  # not all programs read drawings: they get a picture of the same proportions
            path = path.with_suffix(".png")
            size = round(figure.picture.width), round(figure.picture.height)
            Image.new("RGB", size, "white").save(path)
        width = figure.width or (figure.height or 40.0) * figure.picture.width / figure.picture.height
        height = width * figure.picture.height / figure.picture.width
        return {"kind": "image", "file": str(path), "width": width, "height": height}


def _table(table: Table) -> dict[str, Any]:
    rows = [table.header.cells] if table.header else []
    rows += [row.cells for group in table.groups for row in group.rows]
    cells = [[{"role": cell.role, "runs": _runs(cell)} for cell in row] for row in rows]
    return {"kind": "table", "header": int(table.header is not None), "rows": cells}
