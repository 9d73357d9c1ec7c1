"""The structure tree: what a screen reader walks (ISO 32000-1, 14.7; ISO 14289-1).

The tree is built from the Document alone, in reading order, before anything is drawn.  Drawing only adds to it: each
stretch of words or picture on a page gets a number there (its MCID), and the element that owns the stretch notes page
and number.  So a paragraph that runs over pages or columns stays one element, and no decision of layout can disturb the
order in which a document is read.

What no element owns is an artifact: rules, tints, icons, headers and footers, a table's repeated header row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from handout.diagnostics import Span
from handout.document import (
    Box,
    Definition,
    Definitions,
    Document,
    Figure,
    Group,
    Heading,
    Item,
    Leaf,
    List,
    Masthead,
    Node,
    Paragraph,
    QrCode,
    Row,
    Section,
    Table,
    WritingLines,
)
from handout.pdf.file import numbers, text_string
from handout.pdf.struct_elems import Annotated, Content, StructElem
from handout.pdf.text_operators import TaggedSpan, owners


class Tags:
    """The tree of a document, and who owns which words and pictures."""

    def __init__(self, document: Document) -> None:
        self.leaves: dict[int, Leaf] = {}
        self.figures: dict[int, StructElem] = {}
        self.headings: list[Heading] = []
        self._elements: dict[int, tuple[StructElem, ...]] = {}
        self._language = document.language
        self.root = StructElem("Document", [child for node in document.body for child in self._node(node)])
        for band in document.bands:
            self.leaves.update((leaf.key, leaf) for leaf in band.cells)

    def owner(self, leaf: int, number: int) -> StructElem:
        """The element of a leaf (0), or of one of its inlines (from 1), which thereby takes its place in the leaf."""
        block = self._elements[leaf][0]
        element = self._elements[leaf][number]
        if number and element not in block.kids:
            block.kids.append(element)
        return element

    def _leaf(self, leaf: Leaf, role: str, entries: bytes = b"") -> StructElem:
        needed = leaf.span if leaf.text.strip() else None
        element = StructElem(role, entries=entries, span=needed)
        self.leaves[leaf.key] = leaf
        self._elements[leaf.key] = (element, *(_inline(inline) for inline in owners(leaf).inlines))
        return element

    def _nodes(self, nodes: Sequence[Node]) -> list[StructElem | Content | Annotated]:
        return [child for node in nodes for child in self._node(node)]

    def _node(self, node: Node) -> Iterator[StructElem]:
        match node:
            case Paragraph():
                yield self._leaf(node.leaf, "P")
            case Heading():
                self.headings.append(node)
                yield self._leaf(node.leaf, f"H{node.level}")
            case List():
                yield StructElem("L", [self._item(item) for item in node.items], _numbering(node.kind))
            case Definitions():
                yield StructElem("L", [self._definition(pair) for pair in node.items], _numbering("none"))
            case Table():
                yield self._table(node)
            case Box():
                title = [] if node.title is None else [self._leaf(node.title, "P")]
                yield StructElem(node.tag, [*title, *self._nodes(node.children)])
            case Figure():
                yield from self._figure(node)
            case WritingLines():
                yield from () if node.label is None else (self._leaf(node.label, "P"),)
            case QrCode():
                yield self._picture(node.key, node.alt, node.span)
                yield from (self._leaf(leaf, "P") for leaf in node.words)
            case Masthead():
                for child in (*node.left, *node.right):
                    yield from self._node(child)
            case Section():
                yield StructElem("Sect", self._nodes(node.children))
            case _:
                assert_never(node)

    def _item(self, item: Item) -> StructElem:
        label = [] if item.label is None else [self._leaf(item.label, "Lbl")]
        match item.children:
            case (Paragraph(leaf=only),):
                body = self._leaf(only, "LBody")
            case several:
                body = StructElem("LBody", self._nodes(several))
        return StructElem("LI", [*label, body])

    def _definition(self, pair: Definition) -> StructElem:
        return StructElem("LI", [self._leaf(pair.term, "Lbl"), self._leaf(pair.text, "LBody")])

    def _figure(self, figure: Figure) -> Iterator[StructElem]:
        # A caption is a sibling: whoever hears a Figure's Alt doesn't hear what is inside the Figure.
        drawn = [self._picture(figure.key, figure.alt, figure.span)] if figure.alt else []
        if figure.caption is None:
            yield from drawn
        elif drawn:
            yield StructElem("Div", [*drawn, self._leaf(figure.caption, "Caption")])
        else:
            yield self._leaf(figure.caption, "P")

    def _picture(self, key: int, alt: str, span: Span) -> StructElem:
        element = self.figures[key] = StructElem("Figure", entries=b"/Alt" + text_string(alt), span=span)
        return element

    def _table(self, table: Table) -> StructElem:
        table_element = StructElem("Table")
        if table.caption is not None:
            table_element.kids.append(self._leaf(table.caption, "Caption"))
        if table.header is not None:
            cells = [self._leaf(cell, "TH", _scope("Column")) for cell in table.header.cells]
            table_element.kids.append(StructElem("THead", [StructElem("TR", list(cells))]))
        for group in table.groups:
            table_element.kids.append(self._group(table, group))
        return table_element

    def _group(self, table: Table, group: Group) -> StructElem:
        body = StructElem("TBody")
        if group.title is not None:
            # It stands above the columns it spans, so it is a header of columns, and its rows are a body of their own.
            title = self._leaf(group.title, "TH", _scope("Column", len(table.columns)))
            body.kids.append(StructElem("TR", [title]))
        body.kids += [self._row(row, table.row_headers) for row in group.rows]
        return body

    def _row(self, row: Row, header: bool) -> StructElem:
        first, *others = row.cells
        head = self._leaf(first, "TH", _scope("Row")) if header else self._leaf(first, "TD")
        return StructElem("TR", [head, *(self._leaf(cell, "TD") for cell in others)])


def _inline(inline: TaggedSpan) -> StructElem:
    lang = b"" if inline.lang is None else b"/Lang" + text_string(inline.lang)
    lang += b"" if inline.alt is None else b"/Alt" + text_string(inline.alt)
    return StructElem("Span" if inline.link is None else "Link", entries=lang)


def _numbering(kind: str) -> bytes:
    numbering = {"disc": "Disc", "decimal": "Decimal"}.get(kind, "None")
    return b"/A<</O/List/ListNumbering/%s>>" % numbering.encode()


def _scope(scope: str, columns: int = 1) -> bytes:
    span = b"/ColSpan %d" % columns if columns > 1 else b""
    return b"/A<</O/Table/Scope/%s%s>>" % (scope.encode(), span)


def bounding_box(x: float, y: float, size: tuple[float, float]) -> bytes:
    """The entry that tells where a Figure stands (ISO 14289-1, 7.3)."""
    box = numbers(x, y, x + size[0], y + size[1])
    return b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box
