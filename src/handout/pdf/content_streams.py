"""Pages as content streams: static streams as finished bytes, and slots where a patient's words are filled in.

A page's items are divided where a slot (`page_slots`) begins or ends.  Text and pictures that are read aloud become
marked content: each gets its number on the page (MCID) here, and its structure element a reference to it.  Everything
else is wrapped as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field

from handout.document import Leaf, Picture
from handout.layout.geometry import Code, Icon, Image, Line, Mark, Page, Rule
from handout.pdf.codings import CodingByFace
from handout.pdf.file import number, numbers
from handout.pdf.owned_text import LinkBox, OwnedText, TaggedSpan
from handout.pdf.page_slots import (
    PageSlot,
    SlotContent,
    SlotKey,
    TaggedLines,
    marked_content,
    shapes_as_artifact,
    slots_on_page,
    tagged_lines,
)
from handout.pdf.shapes import qr_code, shape
from handout.pdf.struct_elems import Content, StructElem
from handout.pdf.tag_tree import Tags
from handout.pdf.text_operators import ARTIFACT, TextWriter


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


class PageDrawing(Struct):
    """A page that is being written."""

    index: int
    context: Context
    streams: list[bytes | PageSlot] = field(default_factory=list)
    owners: list[StructElem] = field(default_factory=list)
    """By MCID."""
    links: list[Link] = field(default_factory=list)
    _static: list[bytes] = field(default_factory=list)
    """The parts of the static stream that is being written."""
    _writer: TextWriter | None = None

    def draw(self, page: Page) -> None:
        """Writes all items of a page."""
        slots = slots_on_page(page, self.context.tags.leaves.by_key) if self.context.personal else {}
        for (kind, key), group in groupby(page.items, key=self._kind):
            marks = list(group)
            match kind:
                case "slot" if key in slots:
                    self._flush()
                    self._slot(slots.pop(key))
                case "slot":
                    pass  # written with the slot's first lines on this page
                case "leaf":
                    self._leaf(self.context.tags.leaves.by_key[key], marks)
                case "picture":
                    self._static += self._pictures(marks)
                case _:
                    self._static += shapes_as_artifact(marks)
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
                return self._open_element(self.context.tags.leaves.owner(leaf, text.owner))
            case "Header" if self.context.tags.reads_header(leaf, self.index):
                return self._open_element(self.context.tags.leaves.owner(leaf, 0))
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
                owner = self.context.tags.leaves.owner(lines.leaf.key, text.owner)
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
        element.entries += _bounding_box(mark)
        opening = self._open_element(element)
        element.kids.insert(0, element.kids.pop())  # before the caption
        return opening


def _bounding_box(mark: Image | Code | Icon) -> bytes:
    """The entry that says where a Figure is on its page (ISO 14289-1, 7.3)."""
    width, height = (mark.width, mark.height) if isinstance(mark, Image) else (mark.size, mark.size)
    box = numbers(mark.x, mark.y, mark.x + width, mark.y + height)
    return b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box
