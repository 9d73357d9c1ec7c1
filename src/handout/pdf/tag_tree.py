"""The tag tree: what a screen reader reads (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, PDF/UA).

A page's content stream only says which glyphs to draw where.  A tagged PDF says beside it what they mean, in a tree of
*structure elements*: a Document holds sections and headings, an L holds list items, a Table holds rows of cells.  The
order of the tree is the order in which the document is read aloud.

The tree and the pages refer to each other.  In a content stream, `/P <</MCID 3>> BDC ... EMC` encloses *marked
content*: a piece of paragraph, number 3 of its page.  The element of the paragraph has the page and the number 3 among
its kids, and the *parent tree* leads back from page and number to the element.  Annotations, as those of links, are
kids of their element too, and have their own keys in the parent tree.

Everything on a page is either marked content of an element or an *artifact*, which isn't read: rules, tints, icons,
headers and footers, a table's repeated header row.

Two decisions keep the order right:

1. The tree is made from the Document alone, before anything is drawn.  Writing a page only adds references to marked
   content to elements that are there.  So a paragraph that runs over two columns is one element with two pieces, and no
   decision of layout can change the order.
2. An element that must have content knows its place in the source (`StructElem.span`).  If it has none when the tree
   is written, something was lost, and the document isn't made.

Inside a paragraph, a link, text in another language, a sign with a name and an abbreviation are elements of their own.
Their place among the paragraph's kids is where their first piece is drawn (`LeafTags.owner`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from handout.diagnostics import Span
from handout.document import (
    Box,
    CutSlip,
    Definition,
    Definitions,
    Document,
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
    TickBox,
    WritingLines,
    leaves,
)
from handout.pdf.file import text_string
from handout.pdf.leaf_tags import LeafTags
from handout.pdf.struct_elems import Annotated, Content, StructElem
from handout.pdf.table_tags import TableTags


class Tags:
    """The tree of a document, and which element owns which text and picture."""

    def __init__(self, document: Document) -> None:
        self.leaves = LeafTags(document.standard)
        self._leaf = self.leaves.element
        self.figures: dict[int, StructElem] = {}
        self.headings: list[Heading] = []
        self.targets: dict[str, StructElem] = {}
        """What links lead to, by the ids of the Document."""
        self._entries: list[tuple[StructElem, str]] = []
        """The lines of the contents, with the ids that they lead to."""
        self._standard = document.standard
        first = document.header if document.first_header is None else document.first_header
        self._level = 0
        """The level of the heading above the present place."""
        self._notice = None if first.notice is None else first.notice.key
        notice = [] if first.notice is None else [self._leaf(first.notice, "P")]
        mode = b"/A<</O/Layout/WritingMode/RlTb>>" if document.from_right else b""
        self.root = StructElem("Document", [*notice, *self._nodes(document.body)], mode)
        for entry, name in self._entries:
            entry.refers = [self.targets[name]] if name in self.targets else []
        for band in document.bands:
            self.leaves.by_key.update((leaf.key, leaf) for leaf in band.cells)
        self.leaves.by_key.update((leaf.key, leaf) for leaf in document.continued)

    def reads_header(self, leaf: int, page: int) -> bool:
        """Whether a line of the header is read: on the first page, for whom the document is and for whom not."""
        return leaf == self._notice and page == 0

    def _nodes(self, nodes: Sequence[Node]) -> list[StructElem | Content | Annotated]:
        return [child for node in nodes for child in self._node(node)]

    def _node(self, node: Node) -> Iterator[StructElem]:
        for element in self._elements_of(node):
            if (name := getattr(node, "id", None)) is not None:
                self.targets.setdefault(name, element)
            yield element

    def _elements_of(self, node: Node) -> Iterator[StructElem]:
        match node:
            case Paragraph():
                yield self._leaf(node.leaf, "P")
            case Heading():
                self.headings.append(node)
                self._level = node.level
                yield self._leaf(node.leaf, f"H{node.level}")
            case List(role="contents"):
                yield StructElem("TOC", [self._entry(item) for item in node.items])
            case List(kind="note"):
                yield from map(self._note, node.items)
            case List():
                yield StructElem("L", [self._item(item) for item in node.items], self._numbering(node.kind))
            case Definitions():
                yield StructElem("L", [self._definition(pair) for pair in node.items], self._numbering("terms"))
            case Table():
                yield TableTags(node, self._leaf, self._nodes).element()
            case Hung():
                label = self._leaf(node.label, "Span")
                first, *others = (each for child in node.children for each in self._node(child))
                first.kids.insert(0, label)
                yield from (first, *others)
            case Box():
                # A part with a title of its own is a section of the document: what comes after isn't under the title.
                role = "Sect" if node.title is not None and node.tag == "Div" else node.tag
                yield StructElem(role, self._titled(node.title, node.children))
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
            case SideBySide():
                groups = [group for group in (node.left, node.right) if group]
                yield StructElem("Div", [StructElem("Div", self._nodes(group)) for group in groups])
            case CutSlip():
                words, role = self._leaf(node.words, "P"), "Div" if node.title is None else "Sect"
                yield StructElem(role, [words, *self._titled(node.title, node.children)])
            case Section():
                yield StructElem("Sect", self._titled(None, node.children))
            case _:
                assert_never(node)

    def _titled(self, title: Leaf | None, nodes: Sequence[Node]) -> list[StructElem | Content | Annotated]:
        """A part of the document: its title is a heading one level below the heading that the part is under."""
        above = self._level
        kids: list[StructElem | Content | Annotated] = []
        if title is not None:
            self._level = min(above + 1, 6)
            kids.append(self._leaf(title, f"H{self._level}"))
        kids += self._nodes(nodes)
        self._level = above
        return kids

    def _entry(self, item: Item) -> StructElem:
        """A line of the contents: the link to a section is its reference (ISO 32000-1, 14.8.4.3.2 and 14.8.4.4.1)."""
        words = [self._leaf(leaf, "Reference") for child in item.children for leaf in leaves(child)]
        entry = StructElem("TOCI", [*self._label(item), *words])
        runs = (run for child in item.children for leaf in leaves(child) for run in leaf.runs)
        links = [run.link[1:] for run in runs if run.link is not None and run.link.startswith("#")]
        self._entries += ((entry, name) for name in links[:1])
        return entry

    def _numbering(self, kind: str) -> bytes:
        """What the labels of a list are; PDF 2.0 has words for lists with other labels than numbers and discs."""
        names, other = {"disc": "Disc", "decimal": "Decimal"}, "None"
        if self._standard == "ua2":
            names, other = names | {"terms": "Description"}, "Unordered"
        return b"/A<</O/List/ListNumbering/%s>>" % names.get(kind, other).encode()

    def _label(self, item: Item) -> list[StructElem]:
        return [] if item.label is None else [self._leaf(item.label, "Lbl")]

    def _item(self, item: Item) -> StructElem:
        label = self._label(item)
        if item.box is not None:
            label.append(StructElem("Lbl", [self._box(item.box)]))
        match item.children:
            case (Paragraph(leaf=only),):
                body = self._leaf(only, "LBody")
            case several:
                body = StructElem("LBody", self._nodes(several))
        return StructElem("LI", [*label, body])

    def _note(self, item: Item) -> StructElem:
        kids = [*self._label(item), *self._nodes(item.children)]
        if self._standard == "ua1":
            note = StructElem("Note", kids)
        else:
            note = StructElem("FENote", kids, b"/A<</O/FENote/NoteType/Footnote>>")
        if item.number is not None:
            note.identified = True
            note.refers = self.leaves.marks[item.number]
            for mark in note.refers:
                mark.refers = [note]
        return note

    def _definition(self, pair: Definition) -> StructElem:
        label = self._leaf(pair.term, "Lbl")
        if pair.children:
            body = StructElem("LBody", [self._leaf(pair.text, "P"), *self._nodes(pair.children)])
        else:
            body = self._leaf(pair.text, "LBody")
        label.kids += [] if pair.box is None else [self._box(pair.box)]
        return StructElem("LI", [label, body])

    def _box(self, box: TickBox) -> StructElem:
        """Not drawn where there are no words beside it, so nothing is wrong with an empty one."""
        element = self.figures[box.key] = StructElem("Figure", entries=b"/Alt" + text_string(box.alt))
        return element

    def _figure(self, figure: Figure) -> Iterator[StructElem]:
        if figure.alt:
            picture = self._picture(figure.key, figure.alt, figure.span)
            picture.kids += [] if figure.caption is None else [self._leaf(figure.caption, "Caption")]
            yield picture
        elif figure.caption is not None:
            yield self._leaf(figure.caption, "P")

    def _picture(self, key: int, alt: str, span: Span) -> StructElem:
        element = self.figures[key] = StructElem("Figure", entries=b"/Alt" + text_string(alt), span=span)
        return element
