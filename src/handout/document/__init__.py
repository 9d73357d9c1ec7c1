"""The Document: a closed tree of few node kinds, between the authors' blocks and the painter.

Compose makes it, layout gives every text leaf its lines, paint gives every node its tag.  Each piece of text is a
`Leaf` with a number (`key`) that counts up in reading order; geometry and tags refer to leaves by it.  All lengths are
points.  Nothing of what select dropped is in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, cast

from msgspec import Struct

from handout.document.columns import Column, ColumnGroup
from handout.document.leaf import Align, Blank, Leaf, Part, Placed, Run, Style
from handout.document.nodes import (
    Box,
    Cell,
    CellBlocks,
    CutSlip,
    Definition,
    Definitions,
    Group,
    Hung,
    Item,
    List,
    ListKind,
    Masthead,
    Node,
    Row,
    Section,
    SideBySide,
    Table,
    alternatives,
    every,
)
from handout.document.page import HeaderFooter, PageSetup
from handout.document.simple_nodes import (
    Figure,
    Heading,
    Paragraph,
    Picture,
    QrCode,
    TickBox,
    WritingLines,
)
from handout.document.walk import leaves, mapped, parts, walk
from handout.i18n.digits import WESTERN
from handout.source.languages import written_from_right

__all__ = [
    "Align", "Blank", "Box", "Cell", "CellBlocks", "Column", "ColumnGroup", "CutSlip", "Definition", "Definitions",
    "Document", "Figure", "Group", "HeaderFooter", "Heading", "Hung", "Item", "Leaf", "List", "ListKind", "Masthead",
    "Node", "PageSetup", "Paragraph", "Part", "Picture", "Placed", "QrCode", "Row", "Run", "Section", "SideBySide",
    "Standard", "Style", "Table", "TickBox", "WritingLines", "alternatives", "every", "leaves", "mapped", "walk",
]  # fmt: skip

Standard = Literal["ua1", "ua2"]
"""`ua1`: PDF/UA-1 and PDF/A-2a, in PDF 1.7.  `ua2`: PDF/UA-2 and PDF/A-4, in PDF 2.0."""


class Document(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that is printed, in reading order, and nothing else."""

    title: str
    language: str
    author: str
    subject: str
    date: str
    """ISO 8601, for the file's metadata; not the clock's."""
    styles: Mapping[str, Style]
    families: Mapping[str, tuple[str, ...]]
    """Fallback list of font families by the key that styles use."""
    page: PageSetup
    body: tuple[Node, ...]
    header: HeaderFooter = HeaderFooter()
    footer: HeaderFooter = HeaderFooter()
    first_header: HeaderFooter | None = None
    """The first page's header, where it differs."""
    personal: bool = False
    """Whether it carries a patient's data: then faces that slots use embed the fixed repertoire."""
    digits: str = WESTERN
    """The digits 0 to 9 of its page numbers."""
    standard: Standard = "ua1"
    """Which standards the file conforms to."""

    @property
    def from_right(self) -> bool:
        """Whether its pages are for a language that is written from right to left."""
        return written_from_right(self.language)

    @property
    def bands(self) -> tuple[HeaderFooter, ...]:
        """The headers and the footer."""
        return (
            (self.header, self.footer) if self.first_header is None else (self.header, self.footer, self.first_header)
        )

    @cached_property
    def _parts(self) -> tuple[tuple[Node, ...], tuple[Leaf, ...]]:
        """The nodes and the leaves of the body, in one walk."""
        nodes, leaves = list[Node](), list[Leaf]()
        stack: list[Part] = [*reversed(self.body)]
        while stack:
            part = stack.pop()
            if isinstance(part, Leaf):
                leaves.append(part)
                continue
            if isinstance(part, Placed):
                nodes.append(cast("Node", part))
            stack += parts(part)[::-1]
        return tuple(nodes), tuple(leaves)

    @cached_property
    def every_node(self) -> tuple[Node, ...]:
        """The body's nodes and all nodes in them, in reading order; most checks look for some of them."""
        return self._parts[0]

    @cached_property
    def continued(self) -> tuple[Leaf, ...]:
        """The titles of groups of rows that go on, on a new page."""
        tables = (node for node in self.every_node if isinstance(node, Table))
        return tuple(group.continued for table in tables for group in table.groups if group.continued is not None)

    @cached_property
    def read_leaves(self) -> tuple[Leaf, ...]:
        """The body's leaves, in reading order."""
        return self._parts[1]

    @cached_property
    def every_leaf(self) -> tuple[Leaf, ...]:
        """The body's leaves in reading order, then those that aren't read: of new pages, and of the bands."""
        return (*self.read_leaves, *self.continued, *(leaf for band in self.bands for leaf in band.cells))
