"""Pages as content streams: static ones as ready bytes, and forms where a patient's words come.

A page's items are cut where a slot begins or ends.  Every stretch of words or picture gets its number on the page
(MCID) here, and its owner in the structure tree is told; all else is wrapped as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from msgspec import Struct

from handout.document import Leaf, Picture
from handout.layout.geometry import Code, Icon, Image, Line, Mark, Page, Rect, Rule
from handout.pdf.file import number, numbers
from handout.pdf.fonts import CodingByFace
from handout.pdf.shapes import qr_code, shape
from handout.pdf.struct_elems import Content, StructElem
from handout.pdf.tag_tree import Tags, bounding_box
from handout.pdf.text_operators import (
    ARTIFACT,
    KnownLines,
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


class SlotContent(Struct, frozen=True):
    """What stands in a slot on one page: a leaf with its words, and the lines that layout made of it there."""

    leaf: Leaf
    marks: tuple[SlotMark, ...]


class EncodedSlot(Struct, frozen=True):
    """What stands in a slot on one page, ready as a text object of one owner, and the words of it."""

    text: str
    shown: bytes


class TaggedLines(Struct, frozen=True):
    """Lines of one leaf on one page, cut for tagging."""

    leaf: Leaf
    inlines: tuple[TaggedSpan, ...]
    cut: tuple[OwnedText, ...]
    boxes: tuple[tuple[LinkBox, ...], ...]
    """Of each stretch, as far as it is a link."""

    def has(self, shape: Shape) -> bool:
        """Whether it can take the place of another setting of that shape."""
        if self.inlines or shape.inlines or len(self.cut) != 1:
            return self.shape == shape
        return shape.order == ((self.cut[0].artifact, self.cut[0].owner),)

    @property
    def shape(self) -> Shape:
        """What two settings must share for the one to take the other's place in a file."""
        return Shape(
            tuple((inline.link, inline.lang, inline.alt) for inline in self.inlines),
            tuple((stretch.artifact, stretch.owner) for stretch in self.cut),
            tuple(map(len, self.boxes)),
        )


class Shape(Struct, frozen=True):
    """The inlines' targets and languages, whose each stretch is, and how many pieces it has as a link."""

    inlines: tuple[tuple[str | None, str | None, str | None], ...]
    order: tuple[tuple[str, int], ...]
    pieces: tuple[int, ...]


def tagged_lines(leaf: Leaf, lines: Sequence[Line]) -> TaggedLines:
    """Cuts lines of a leaf."""
    found = owners(leaf)
    if not found.inlines and lines and all(line.artifact == lines[0].artifact for line in lines):
        pieces = tuple([(line, line.glyphs) for line in lines if line.glyphs])
        if pieces:  # as most leaves, all of it with one owner
            return TaggedLines(leaf, (), (OwnedText(lines[0].artifact, 0, pieces),), ((),))
    cut = split_by_owner(lines, found.by_run)
    return TaggedLines(leaf, found.inlines, cut, tuple(link_boxes(stretch, found.inlines) for stretch in cut))


def marked_content(words: TaggedLines, opens: Sequence[bytes], pen: TextWriter) -> Iterator[bytes]:
    """The code of a setting; `opens` begins the marked content of each stretch."""
    for stretch, begin, pieces in zip(words.cut, opens, words.boxes, strict=True):
        yield b"%s %s EMC" % (begin, pen.text(placed_lines(stretch.pieces), words.leaf.runs))
        if pieces:
            yield underlines(pieces)


class PageSlot(Struct, frozen=True):
    """A slot on a page, as far as it is the same in all copies."""

    leaf: int
    page: int
    shape: Shape
    opens: tuple[bytes, ...]

    def fill(
        self, filling: SlotContent, codings: CodingByFace, known: KnownLines | None = None
    ) -> tuple[bytes, TaggedLines] | None:
        """The content stream for a filling, or None where its shape differs or a character has no code."""
        words = tagged_lines(filling.leaf, [mark for mark in filling.marks if isinstance(mark, Line)])
        if not words.has(self.shape):
            return None
        try:
            out = [*marked_content(words, self.opens, TextWriter(codings, known))]
        except KeyError:
            return None
        rules = [mark for mark in filling.marks if isinstance(mark, Rule)]
        return b"\n".join((*out, *_shapes(rules))), words


def _shapes(marks: Sequence[Rect | Rule | Icon]) -> Iterator[bytes]:
    if marks:
        yield b"%s %s EMC" % (ARTIFACT, b"\n".join(map(shape, marks)))


class Link(Struct, frozen=True):
    """A piece of a link, to be made into an annotation; `slot` is its slot, where it is in one."""

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
    """What stands in a page's slots, by leaf."""
    marks: dict[int, list[SlotMark]] = {}
    for mark in page.items:
        if isinstance(mark, Line | Rule) and mark.slot is not None:
            marks.setdefault(mark.slot, []).append(mark)
    return {leaf: SlotContent(leaves[leaf], tuple(found)) for leaf, found in marks.items()}


@dataclass
class PageDrawing:
    """A page while it is drawn."""

    index: int
    context: Context
    streams: list[bytes | PageSlot] = field(default_factory=list)
    owners: list[StructElem] = field(default_factory=list)
    """By MCID."""
    links: list[Link] = field(default_factory=list)
    _static: list[bytes] = field(default_factory=list)
    _pen: TextWriter | None = None

    def draw(self, page: Page) -> None:
        """Takes all items of a page."""
        slots = slots_on_page(page, self.context.tags.leaves) if self.context.personal else {}
        for (kind, key), group in groupby(page.items, key=self._kind):
            marks = list(group)
            match kind:
                case "slot" if key in slots:
                    self._flush()
                    self._slot(slots.pop(key))
                case "slot":
                    pass  # drawn with the slot's first lines on this page
                case "leaf":
                    self._leaf(self.context.tags.leaves[key], [mark for mark in marks if isinstance(mark, Line)])
                case _:
                    self._static += self._others(marks)
        self._flush()

    def mark_empty(self, cell: StructElem) -> None:
        """Gives a cell its place on the page, though nothing is drawn in it."""
        self.streams.append(b"%s EMC" % self._mark(cell))

    def _kind(self, mark: Mark) -> tuple[str, int]:
        if isinstance(mark, Line | Rule) and mark.slot is not None and self.context.personal:
            return "slot", mark.slot
        if isinstance(mark, Line):
            return "leaf", mark.leaf
        return ("picture", mark.key) if isinstance(mark, Image | Code) else ("shape", 0)

    def _flush(self) -> None:
        if self._static:
            self.streams.append(b"\n".join(self._static))
        self._static, self._pen = [], None  # what a slot leaves set is not known here

    def _slot(self, filling: SlotContent) -> None:
        words = tagged_lines(filling.leaf, [mark for mark in filling.marks if isinstance(mark, Line)])
        opens = tuple(self._open(words.leaf.key, stretch) for stretch in words.cut)
        slot = PageSlot(filling.leaf.key, self.index, words.shape, opens)
        self.streams.append(slot)
        self._link(words, slot)

    def _leaf(self, leaf: Leaf, lines: Sequence[Line]) -> None:
        words = tagged_lines(leaf, lines)
        opens = [self._open(leaf.key, stretch) for stretch in words.cut]
        self._pen = self._pen or TextWriter(self.context.codings)
        self._static += marked_content(words, opens, self._pen)
        self._link(words, None)

    def _open(self, leaf: int, stretch: OwnedText) -> bytes:
        match stretch.artifact:
            case "":
                return self._mark(self.context.tags.owner(leaf, stretch.owner))
            case "Repeat":
                return b"/Artifact <</Type/Pagination>> BDC"
            case band:
                return b"/Artifact <</Type/Pagination/Subtype/%s>> BDC" % band.encode()

    def _mark(self, owner: StructElem) -> bytes:
        mcid = len(self.owners)
        self.owners.append(owner)
        owner.kids.append(Content(self.index, mcid))
        return b"/%s <</MCID %d>> BDC" % (owner.role.encode(), mcid)

    def _link(self, words: TaggedLines, slot: PageSlot | None) -> None:
        for stretch, pieces in zip(words.cut, words.boxes, strict=True):
            owner = self.context.tags.owner(words.leaf.key, stretch.owner) if pieces else None
            self.links += [Link(words.inlines[stretch.owner - 1], owner, box, slot) for box in pieces if owner]

    def _others(self, marks: Sequence[Mark]) -> Iterator[bytes]:
        shapes = [mark for mark in marks if isinstance(mark, Rect | Rule | Icon)]
        yield from _shapes(shapes)
        for mark in marks:
            if isinstance(mark, Image | Code):
                drawn = qr_code(mark) if isinstance(mark, Code) else self._image(mark)
                yield b"%s %s EMC" % (self._figure(mark), drawn)

    def _image(self, mark: Image) -> bytes:
        place = b"%s 0 0 %s %s cm" % (number(mark.width), number(mark.height), numbers(mark.x, mark.y))
        return b"q %s %s Do Q" % (place, self.context.images[mark.picture])

    def _figure(self, mark: Image | Code) -> bytes:
        element = self.context.tags.figures.get(mark.key)
        if element is None:  # decoration
            return ARTIFACT
        size = (mark.size, mark.size) if isinstance(mark, Code) else (mark.width, mark.height)
        element.entries += bounding_box(mark.x, mark.y, size)
        return self._mark(element)
