"""Pages as content streams: static streams as finished bytes, and slots where a patient's words are filled in.

A page's items are divided where a slot begins or ends.  Text and pictures that are read aloud become marked content:
each gets its number on the page (MCID) here, and its structure element a reference to it.  Everything else is wrapped
as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct, field

from handout.document import Leaf, Picture
from handout.layout.geometry import Code, Icon, Image, Line, Mark, Page, Rect, Rule
from handout.pdf.file import number, numbers
from handout.pdf.fonts import CodingByFace
from handout.pdf.shapes import qr_code, shape
from handout.pdf.struct_elems import Content, StructElem
from handout.pdf.tag_tree import Tags, bounding_box
from handout.pdf.text_operators import (
    ARTIFACT,
    LinePiece,
    LinkBox,
    OwnedText,
    TaggedSpan,
    TextWriter,
    link_boxes,
    owners,
    placed_lines,
    split_by_owner,
    underlines,
)

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
    """Of the marked content of each text."""

    def fill(self, content: SlotContent, writer: TextWriter) -> tuple[bytes, TaggedLines] | None:
        """The content stream for a content, or None where its shape differs or a character has no code."""
        lines = tagged_lines(content.leaf, content.marks)
        if not lines.has(self.shape):
            return None
        try:
            out = [*marked_content(lines, self.openings, writer)]
        except KeyError:
            return None
        return b"\n".join((*out, *_shapes(content.marks))), lines


def _shapes(marks: Sequence[Mark]) -> Iterator[bytes]:
    """The shapes among the marks, as one artifact."""
    if shapes := [shape(mark) for mark in marks if isinstance(mark, Rect | Rule | Icon)]:
        yield b"%s %s EMC" % (ARTIFACT, b"\n".join(shapes))


class Link(Struct, frozen=True):
    """A box of a link, which becomes an annotation, and its slot if it is in one."""

    inline: TaggedSpan
    owner: StructElem
    box: LinkBox
    slot: PageSlot | None


class Context(Struct, frozen=True):
    """What all pages of a document share."""

    tags: Tags
    codings: CodingByFace
    images: dict[Picture, bytes]
    """Names of the image objects in the pages' resources."""
    personal: bool


def slots_on_page(page: Page, leaves: dict[int, Leaf]) -> dict[int, SlotContent]:
    """The contents of a page's slots, by the key of their leaf."""
    marks: dict[int, list[SlotMark]] = {}
    for mark in page.items:
        if isinstance(mark, Line | Rule) and mark.slot is not None:
            marks.setdefault(mark.slot, []).append(mark)
    return {leaf: SlotContent(leaves[leaf], tuple(found)) for leaf, found in marks.items()}


class PageDrawing(Struct):
    """A page that is being written."""

    index: int
    context: Context
    streams: list[bytes | PageSlot] = field(default_factory=list)
    owners: list[StructElem] = field(default_factory=list)
    """By MCID."""
    links: list[Link] = field(default_factory=list)
    _static: list[bytes] = field(default_factory=list)
    """Of the static stream that is being written."""
    _writer: TextWriter | None = None

    def draw(self, page: Page) -> None:
        """Writes all items of a page."""
        slots = slots_on_page(page, self.context.tags.leaves) if self.context.personal else {}
        for (kind, key), group in groupby(page.items, key=self._kind):
            marks = list(group)
            match kind:
                case "slot" if key in slots:
                    self._flush()
                    self._slot(slots.pop(key))
                case "slot":
                    pass  # written with the slot's first lines on this page
                case "leaf":
                    self._leaf(self.context.tags.leaves[key], marks)
                case "picture":
                    self._static += self._pictures(marks)
                case _:
                    self._static += _shapes(marks)
        self._flush()

    def mark_empty(self, cell: StructElem) -> None:
        """Gives a cell marked content on the page, though nothing is drawn in it."""
        self.streams.append(b"%s EMC" % self._open_element(cell))

    def _kind(self, mark: Mark) -> tuple[str, int]:
        if isinstance(mark, Line | Rule) and mark.slot is not None and self.context.personal:
            return "slot", mark.slot
        if isinstance(mark, Line):
            return "leaf", mark.leaf
        if isinstance(mark, Image | Code | Icon) and mark.key is not None:
            return "picture", mark.key
        return "shape", 0

    def _flush(self) -> None:
        """Ends a static stream.  What a slot leaves set isn't known here, so the next stream has a new writer."""
        if self._static:
            self.streams.append(b"\n".join(self._static))
        self._static, self._writer = [], None

    def _slot(self, content: SlotContent) -> None:
        lines = tagged_lines(content.leaf, content.marks)
        slot = PageSlot(SlotKey(content.leaf.key, self.index), lines.shape, self._openings(lines))
        self.streams.append(slot)
        self._link(lines, slot)

    def _leaf(self, leaf: Leaf, marks: Sequence[Mark]) -> None:
        lines = tagged_lines(leaf, marks)
        self._writer = self._writer or TextWriter(self.context.codings)
        self._static += marked_content(lines, self._openings(lines), self._writer)
        self._link(lines, None)

    def _openings(self, lines: TaggedLines) -> tuple[bytes, ...]:
        return tuple([self._open(lines.leaf.key, text) for text in lines.texts])

    def _open(self, leaf: int, text: OwnedText) -> bytes:
        match text.artifact:
            case "":
                return self._open_element(self.context.tags.owner(leaf, text.owner))
            case "Header" if self.context.tags.reads_header(leaf, self.index):
                return self._open_element(self.context.tags.owner(leaf, 0))
            case "Repeat":
                return b"/Artifact <</Type/Pagination>> BDC"
            case header_or_footer:
                return b"/Artifact <</Type/Pagination/Subtype/%s>> BDC" % header_or_footer.encode()

    def _open_element(self, owner: StructElem) -> bytes:
        mcid = len(self.owners)
        self.owners.append(owner)
        owner.kids.append(Content(self.index, mcid))
        return b"/%s <</MCID %d>> BDC" % (owner.role.encode(), mcid)

    def _link(self, lines: TaggedLines, slot: PageSlot | None) -> None:
        for text, boxes in zip(lines.texts, lines.boxes, strict=True):
            if boxes:
                owner = self.context.tags.owner(lines.leaf.key, text.owner)
                self.links += [Link(lines.inlines[text.owner - 1], owner, box, slot) for box in boxes]

    def _pictures(self, marks: Sequence[Mark]) -> Iterator[bytes]:
        for mark in marks:
            if isinstance(mark, Image):
                yield b"%s %s EMC" % (self._open_figure(mark), self._image(mark))
            elif isinstance(mark, Code | Icon):
                drawn = qr_code(mark) if isinstance(mark, Code) else shape(mark)
                yield b"%s %s EMC" % (self._open_figure(mark), drawn)

    def _image(self, mark: Image) -> bytes:
        place = b"%s 0 0 %s %s cm" % (number(mark.width), number(mark.height), numbers(mark.x, mark.y))
        return b"q %s %s Do Q" % (place, self.context.images[mark.picture])

    def _open_figure(self, mark: Image | Code | Icon) -> bytes:
        element = None if mark.key is None else self.context.tags.figures.get(mark.key)
        if element is None:  # decoration
            return ARTIFACT
        element.entries += bounding_box(mark)
        opening = self._open_element(element)
        element.kids.insert(0, element.kids.pop())  # before the caption
        return opening
