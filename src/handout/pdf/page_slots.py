"""Slots: a leaf's lines on one page as marked content, which the lines of another copy can take the place of.

The lines of a leaf are split by owner, the structure element that reads them.  Lines with other words take their place
in a finished file only if they have the same *shape*: the same links, languages and owners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from handout.document import Leaf
from handout.layout.geometry import Icon, Line, Mark, Page, Pages, Rect, Rule
from handout.pdf.codings import ShapedValue
from handout.pdf.owned_text import LinePiece, LinkBox, OwnedText, TaggedSpan, link_boxes, owners, split_by_owner
from handout.pdf.shapes import shape
from handout.pdf.static_glyphs import slot_leaves
from handout.pdf.text_operators import ARTIFACT, Operators, TextWriter, placed_lines, underlines

SlotMark = Line | Rule


class SlotKey(NamedTuple):
    """Where a slot is: a leaf on a page."""

    leaf: int
    """The leaf's key."""
    page: int
    """From 0."""


class SlotContent(Struct, frozen=True, eq=False):
    """What fills a slot: a leaf with its words, and the lines that layout made of it on this page."""

    leaf: Leaf
    marks: tuple[SlotMark, ...]

    @property
    def text(self) -> str:
        """The leaf's text."""
        return self.leaf.text


class EncodedSlot(Struct, frozen=True):
    """What fills a slot that has one owner, as a finished text object."""

    text: str
    shown: bytes
    """Empty where `operators` are to be joined."""
    operators: tuple[Operators, ...] = ()
    """Operators with values in fonts that each copy adds."""
    values: tuple[ShapedValue, ...] = ()
    """The values in such fonts."""


class Shape(Struct, frozen=True):
    """What the contents of a slot must have in common, so that one can take the other's place in a file."""

    inlines: tuple[tuple[str | None, str | None, str | None], ...]
    """Link, language and alternative text of each span."""
    order: tuple[tuple[str, int], ...]
    """Artifact and owner of each text."""
    boxes: tuple[int, ...]
    """How many boxes each text has as a link."""


class TaggedLines(Struct, frozen=True):
    """Lines of one leaf on one page, split by owner."""

    leaf: Leaf
    inlines: tuple[TaggedSpan, ...]
    texts: tuple[OwnedText, ...]
    boxes: tuple[tuple[LinkBox, ...], ...]
    """The link boxes of each text."""

    def has(self, shape: Shape) -> bool:
        """Whether the lines can take the place of others of that shape."""
        if self.inlines or shape.inlines or len(self.texts) != 1:
            return self.shape == shape
        return shape.order == ((self.texts[0].artifact, self.texts[0].owner),)

    @property
    def shape(self) -> Shape:
        """The shape of these lines."""
        return Shape(
            tuple((inline.link, inline.lang, inline.alt) for inline in self.inlines),
            tuple((text.artifact, text.owner) for text in self.texts),
            tuple(map(len, self.boxes)),
        )


def tagged_lines(leaf: Leaf, marks: Sequence[Mark]) -> TaggedLines:
    """The lines among the marks, which are all of this leaf, split by owner."""
    lines = [mark for mark in marks if isinstance(mark, Line)]
    found = owners(leaf)
    if not found.inlines and lines and all(line.artifact == lines[0].artifact for line in lines):
        pieces = tuple([LinePiece(line, line.glyphs) for line in lines if line.glyphs])
        if pieces:  # most leaves have one owner: the general way would give the same more slowly
            return TaggedLines(leaf, (), (OwnedText(lines[0].artifact, 0, pieces),), ((),))
    texts = split_by_owner(lines, found.by_run)
    return TaggedLines(leaf, found.inlines, texts, tuple(link_boxes(text, found.inlines) for text in texts))


def marked_content(lines: TaggedLines, openings: Sequence[bytes], writer: TextWriter) -> Iterator[bytes]:
    """The operators of the lines; an opening begins the marked content of each text."""
    for text, opening, boxes in zip(lines.texts, openings, lines.boxes, strict=True):
        yield b"%s %s EMC" % (opening, writer.text(placed_lines(text.pieces), lines.leaf))
        if boxes:
            yield underlines(boxes)


class PageSlot(Struct, frozen=True):
    """A slot on a page: what is the same in all copies."""

    key: SlotKey
    shape: Shape
    openings: tuple[bytes, ...]
    """The opening of each text's marked content."""

    def fill(self, content: SlotContent, writer: TextWriter) -> tuple[bytes, TaggedLines] | None:
        """The content stream for a content, or None where its shape differs or a character has no code."""
        lines = tagged_lines(content.leaf, content.marks)
        if not lines.has(self.shape):
            return None
        try:
            out = [*marked_content(lines, self.openings, writer)]
        except KeyError:
            return None
        return b"\n".join((*out, *shapes_as_artifact(content.marks))), lines


def shapes_as_artifact(marks: Sequence[Mark]) -> Iterator[bytes]:
    """The shapes among the marks, as one artifact."""
    if shapes := [shape(mark) for mark in marks if isinstance(mark, Rect | Rule | Icon)]:
        yield b"%s %s EMC" % (ARTIFACT, b"\n".join(shapes))


def slots_on_page(page: Page, leaves: dict[int, Leaf]) -> dict[int, SlotContent]:
    """The contents of a page's slots, by the key of their leaf."""
    marks: dict[int, list[SlotMark]] = {}
    for mark in page.items:
        if isinstance(mark, Line | Rule) and mark.slot is not None:
            marks.setdefault(mark.slot, []).append(mark)
    return {leaf: SlotContent(leaves[leaf], tuple(found)) for leaf, found in marks.items()}


def slot_contents(pages: Pages) -> dict[SlotKey, SlotContent]:
    """The contents of a document's slots; none if it isn't for a patient of a list."""
    leaves = slot_leaves(pages)
    if not leaves:
        return {}
    return {
        SlotKey(leaf, index): content
        for index, page in enumerate(pages.pages)
        for leaf, content in slots_on_page(page, leaves).items()
    }
