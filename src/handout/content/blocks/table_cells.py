"""Cells of a table as an author writes them: text, or text and lists as blocks."""

from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.blocks.lists import Bullets, Checklist, Steps
from handout.content.blocks.text import TextBlock
from handout.content.nodes import Block, Composer, Node
from handout.content.sections import read_block
from handout.content.texts import EVERYBODY, CellText, Title
from handout.content.walk import walk
from handout.source.decoder import BAD, Decoder, all_read
from handout.source.fields import Reads
from handout.source.values import Mapping, Value
from handout.source.values import Sequence as Items

IN_CELLS: tuple[type[Block], ...] = (TextBlock, Bullets, Steps, Checklist)
"""The kinds of block that a cell may hold."""
_KINDS = tuple(kind.KIND for kind in IN_CELLS)
_HINT = f"a cell takes {', '.join(_KINDS[:-1])} and {_KINDS[-1]}"


def _body_schema(_: Any) -> dict[str, Any]:
    return {"$ref": "#/$defs/blocks"}


def _read_body(value: Value, reader: Decoder) -> Any:
    blocks = value.items if isinstance(value, Items) else (value,)
    return all_read(_block(block, reader) for block in blocks)


class Cell(Node, frozen=True, kw_only=True):
    """A cell; its column's audience narrows it."""

    text: CellText
    body: Annotated[tuple[Block, ...], Reads(_read_body, _body_schema)] = ()
    """In place of the text."""

    OPTIONAL: ClassVar[tuple[str, ...]] = ("body",)

    @property
    def blank(self) -> bool:
        """Whether it has no words."""
        return not (self.body or self.text.every_paragraph)

    def compose(self, role: str, labels: tuple[Title, ...], composer: Composer) -> document.Cell:
        """A leaf, or blocks where it has more than one paragraph; `labels` are printed before its words."""
        if not self.body and len(self.text.paragraphs) <= 1:
            return composer.leaf(role, self.text, labels)
        key, inside = composer.key(), composer.in_cell(role)
        children: list[document.Node] = []
        if labels and self.body:
            children.append(document.Paragraph(leaf=composer.leaf(role, self.text, labels)))
        children += inside.nodes(self.body)
        if not self.body:
            children += inside.paragraphs(role, self.text, Node(span=self.span, labels=labels))
        return document.CellBlocks(key=key, role=role, children=tuple(children), span=self.span)


def read_cells(value: Value, reader: Decoder) -> Any:
    """The cells of a row."""
    if not isinstance(value, Items):
        return reader.say(value, "expected a list of cells", "write [cell, cell]", "expected-list")
    return all_read(_cell(item, reader) for item in value.items)


def cells_schema(known: Any) -> dict[str, Any]:
    """What `read_cells` takes."""
    blocks = {"type": "object", "anyOf": [{"required": [kind]} for kind in _KINDS]}
    return {
        "type": "array",
        "items": {"anyOf": [*CellText.__schema__(known)["anyOf"], blocks, {"$ref": "#/$defs/blocks"}]},
    }


def _cell(value: Value, reader: Decoder) -> Any:
    if isinstance(value, Items) or _is_block(value, reader):
        if isinstance(value, Items) and not value.items:
            return reader.say(value, "the cell is empty", 'write "" for an empty cell', "empty")
        body = _read_body(value, reader)
        return BAD if body is BAD else Cell(text=_no_text(value), body=body, span=value.span)
    text = reader.read(CellText, value)
    return BAD if text is BAD else Cell(text=text, span=value.span)


def _no_text(value: Value) -> CellText:
    return CellText(((EVERYBODY, ()),), value.span)


def _is_block(value: Value, reader: Decoder) -> bool:
    return isinstance(value, Mapping) and any(key.text in reader.known.kinds for key, _ in value.entries)


def _block(value: Value, reader: Decoder) -> Any:
    """A block that may be in a cell; BAD for others."""
    for key, _ in value.entries if isinstance(value, Mapping) else ():
        if key.text in reader.known.kinds and key.text not in _KINDS:
            return reader.say(key, f"a cell takes no '{key.text}'", _HINT, "block-in-cell")
        if key.text in ("break", "keep"):
            message = f"a block in a cell has no '{key.text}'"
            return reader.say(key, message, "write it beside 'table'", "block-in-cell")
    block = read_block(value, reader)
    others = [] if block is BAD else [node for node in walk((block,)) if isinstance(node, Block)]
    for node in others:
        if not isinstance(node, IN_CELLS):
            block = reader.say(node.span, f"a list in a cell takes no '{node.KIND}'", _HINT, "block-in-cell")
    return block
