"""What a block needs to become nodes of the Document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from handout import document
from handout.content.texts import Text, Title
from handout.diagnostics import Span

if TYPE_CHECKING:
    from handout.content.nodes import Block, Node


class StepCounter(Struct):
    """Counts the steps of one section; all composers of the section share it."""

    last: int = 0
    """The number of the last step that was composed; 0 if there is none."""


class Composer(Protocol):
    """What a block needs to become nodes of the Document; `compose.composer` is it."""

    def leaf(self, role: str, text: Text, prefix: tuple[Title, ...] = (), *, whole: bool = False) -> document.Leaf:
        """A text that was selected and personalised, as a leaf in a role."""

    def words(self, role: str, text: str, span: Span, *, strong: bool = False) -> document.Leaf:
        """Words of the program's own as a leaf."""

    def word(self, key: str) -> str:
        """A built-in word in the document's language."""

    @property
    def emergency_number(self) -> str | None:
        """The number of the emergency services; None where it isn't known."""

    def tick_box(self) -> document.TickBox:
        """A box to tick, the next in reading order."""

    def imprint(self, row: str, span: Span) -> document.Definition | None:
        """What the document says of itself: a row of the block `about`; None where nobody says it."""

    def nodes(self, blocks: tuple[Block, ...]) -> tuple[document.Node, ...]:
        """The nodes of several blocks, in order."""

    def paragraphs(self, role: str, text: Text, block: Node) -> Iterator[document.Node]:
        """The paragraphs of a text."""

    def heading(self, title: Title, block: Node) -> document.Heading:
        """A heading of the present level."""

    def link(self, role: str, url: str, span: Span) -> document.Leaf:
        """An address as a leaf that is a link to it."""

    def joined(self, role: str, texts: list[Title | None], prefix: tuple[Title, ...], span: Span) -> document.Leaf:
        """A name and further short texts as one leaf: the name bold, the others whole, each on its line in a column."""

    def labelled(self, role: str, texts: list[tuple[str, Text, bool]], span: Span) -> document.Leaf:
        """Texts as one leaf, each with a label before it, and whether it is all bold."""

    def inside(self, role: str) -> Composer:
        """A composer whose running text is in another role: that of a callout."""

    @property
    def in_callout(self) -> bool:
        """Whether what is composed is in a callout."""

    def in_cell(self, role: str) -> Composer:
        """A composer whose running text and items are in the role of a cell."""

    def below(self) -> Composer:
        """A composer one heading level down."""

    def picture(self, file: str, span: Span) -> document.Picture:
        """An image of the workspace, opened and checked."""

    def target(self, name: str | None) -> str | None:
        """An id as links of the document know it; the same, save where the document has several topics."""

    def key(self) -> int:
        """The next number in reading order."""

    @property
    def steps(self) -> StepCounter:
        """The counter of this section's steps."""

    @property
    def items(self) -> str:
        """The role of lists' items."""

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals in the document's language."""

    @property
    def scale(self) -> float:
        """How much larger the text is than at the standard size."""

    @property
    def stacked(self) -> bool:
        """Whether tables of more than three columns are set as blocks of label and value."""
