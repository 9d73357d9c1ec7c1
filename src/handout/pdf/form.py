"""Editions: a document as ready bytes with slots in it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from handout.document import Picture
from handout.fonts.glyphs import FontBook
from handout.layout.geometry import Image, Line, Pages
from handout.pdf import fonts as font_objects
from handout.pdf import images, metadata, struct_elems
from handout.pdf.content_streams import Context, Link, PageDrawing, PageSlot
from handout.pdf.file import FileWriter, Static, flate, literal, number, numbers, ref, refs, text_string
from handout.pdf.struct_elems import Annotated, StructElem
from handout.pdf.tag_tree import Tags
from handout.pdf.text_operators import LinkBox, TaggedSpan

SlotKey = tuple[int, int]
"""A leaf's key and a page, from 0."""


class SlotObjects(Struct, frozen=True):
    """A slot, and the numbers of the objects that each copy brings for it."""

    slot: PageSlot
    stream: int
    links: tuple[tuple[int, bytes], ...]
    """Annotations: number, and the dictionary's beginning."""


class SlotBookmark(Struct, frozen=True):
    """A bookmark with a patient's words in it."""

    slot: SlotKey
    number: int
    head: bytes


class Form(Struct, frozen=True):
    """A document without its patient: the static part of the file, and what a patient's part must look like."""

    static: Static
    codings: dict[str, font_objects.Coding]
    forms: tuple[SlotObjects, ...]
    titles: tuple[SlotBookmark, ...]


def make_form(pages: Pages, fonts: FontBook, *, own: bool = False) -> Form:
    """An edition of a document; with `own` it is made for this one record, whose characters it embeds too."""
    return _Press(pages).run(fonts, own=own)


class _Press:
    """Makes one edition."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._writer = FileWriter()
        self._tags = Tags(pages.document)
        self._numbers = [self._writer.reserve() for _ in pages.pages]
        self._parents: dict[int, StructElem | list[StructElem]] = {}
        self._forms: list[SlotObjects] = []

    def run(self, fonts: FontBook, *, own: bool) -> Form:
        codings, resources = self._fonts(fonts, own=own)
        pictures, more = self._images()
        shared = self._writer.add(b"<<%s%s>>" % (resources, more))
        context = Context(self._tags, codings, pictures, self._pages.document.personal)
        holder = self._sheets(context, b"/Resources %s" % ref(shared))
        tree = struct_elems.write(self._tags.root, self._parents, (self._writer, self._numbers))
        root, titles = self._catalog(holder, tree)
        static = self._writer.finish(root, self._writer.add(metadata.info(self._pages.document)))
        return Form(static, codings, tuple(self._forms), titles)

    def _fonts(self, fonts: FontBook, *, own: bool) -> tuple[dict[str, font_objects.Coding], bytes]:
        codings, entries = {}, []
        for index, (face, text) in enumerate(font_objects.embedded_characters(self._pages, fonts, own=own).items()):
            resource = b"/F%d" % index
            codings[face], at = font_objects.embed(fonts.face(face), text, self._writer, resource)
            entries.append(b"%s %s" % (resource, ref(at)))
        return codings, b"/Font<<%s>>" % b"".join(entries)

    def _images(self) -> tuple[dict[Picture, bytes], bytes]:
        every = (mark.picture for page in self._pages.pages for mark in page.items if isinstance(mark, Image))
        pictures = {picture: b"/I%d" % index for index, picture in enumerate(dict.fromkeys(every))}
        entries = b"".join(b"%s %s" % (key, ref(images.embed(pic, self._writer))) for pic, key in pictures.items())
        return pictures, b"/XObject<<%s>>" % entries if entries else b""

    def _sheets(self, context: Context, shared: bytes) -> int:
        """Draws all pages; gives the number of their node."""
        holder, paper = self._writer.reserve(), self._pages.document.page
        sheets = [PageDrawing(index, context) for index in range(len(self._numbers))]
        for sheet, page in zip(sheets, self._pages.pages, strict=True):
            sheet.draw(page)
            self._parents[sheet.index] = sheet.owners
        for cell, index in [*struct_elems.bare_bodies(self._tags.root)]:
            sheets[index].mark_empty(cell)
        for sheet in sheets:  # links take their keys in the parent tree after all pages
            self._page(sheet, b"/Parent %s%s" % (ref(holder), shared))
        box = numbers(paper.width, paper.height)
        kids = refs(self._numbers), len(self._numbers)
        return self._writer.add(b"<</Type/Pages/MediaBox[0 0 %s]/Kids%s/Count %d>>" % (box, *kids), holder)

    def _page(self, sheet: PageDrawing, shared: bytes) -> None:
        annotations = dict(zip(map(id, sheet.links), [self._writer.reserve() for _ in sheet.links], strict=True))
        heads = [
            (link, annotations[id(link)], self._link(link, annotations[id(link)], sheet.index)) for link in sheet.links
        ]
        contents = []
        for part in sheet.streams:
            if isinstance(part, PageSlot):
                contents.append(self._writer.reserve())
                links = tuple((at, head) for link, at, head in heads if link.slot is part)
                self._forms.append(SlotObjects(part, contents[-1], links))
            else:
                contents.append(self._writer.add_stream(flate(part)))
        for link, at, head in heads:
            if link.slot is None:
                self._writer.add(head + annotation(link.inline, link.box), at)
        entries = b"/Contents%s/StructParents %d/Tabs/S" % (refs(contents), sheet.index)
        if annotations:
            entries += b"/Annots%s" % refs(annotations.values())
        self._writer.add(b"<</Type/Page%s%s>>" % (shared, entries), self._numbers[sheet.index])

    def _link(self, link: Link, at: int, page: int) -> bytes:
        """Tells a link's element of its annotation; gives the beginning of the annotation's dictionary."""
        key = len(self._parents)
        self._parents[key] = link.owner
        link.owner.kids.append(Annotated(page, at))
        fixed = b"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/StructParent %d/P %s" % (key, ref(self._numbers[page]))
        return fixed + self._target(link.inline.link or "")

    def _target(self, link: str) -> bytes:
        if not link.startswith("#"):
            address = quote(link, safe="%/:=&?~#+!$,;'@()*[]")
            return b"/A<</S/URI/URI%s>>" % literal(address.encode("ascii"))
        place = self._pages.places.get(link[1:])
        if place is None:
            raise RuntimeError(f"a link leads to {link}, which layout gave no place")
        # Destinations by place: names would put the ids of the source into the file.
        return b"/Dest[%s/XYZ %s null]" % (ref(self._numbers[place.page]), numbers(place.x, place.y))

    def _catalog(self, holder: int, tree: int) -> tuple[int, tuple[SlotBookmark, ...]]:
        document, writer = self._pages.document, self._writer
        entries = b"/Pages %s/StructTreeRoot %s/Lang%s" % (ref(holder), ref(tree), text_string(document.language))
        entries += b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        entries += b"/Metadata %s" % ref(writer.add_stream(metadata.xmp(document)))
        entries += b"/OutputIntents%s" % metadata.output_intent(writer)
        titles: tuple[SlotBookmark, ...] = ()
        if marks := list(self._bookmarks()):
            outline = metadata.outline(marks, writer)
            entries += b"/Outlines %s" % ref(outline.root)
            titles = tuple(SlotBookmark(*title) for title in outline.open_titles)
        return writer.add(b"<</Type/Catalog%s>>" % entries), titles

    def _bookmarks(self) -> Iterator[metadata.Bookmark]:
        first: dict[int, tuple[int, Line]] = {}
        for index, page in enumerate(self._pages.pages):
            for mark in page.items:
                if isinstance(mark, Line) and not mark.artifact:
                    first.setdefault(mark.leaf, (index, mark))
        for heading in self._tags.headings:
            leaf = heading.leaf
            if leaf.key in first:
                index, line = first[leaf.key]
                slot = (leaf.key, index) if leaf.slot and self._pages.document.personal else None
                # Above the baseline by a whole line: the same for every patient's words.
                top = line.y + self._pages.document.styles[leaf.role].leading
                yield metadata.Bookmark(heading.level, leaf.text.strip(), self._numbers[index], top, slot)


def annotation(inline: TaggedSpan, box: LinkBox) -> bytes:
    """The end of a link annotation's dictionary: where it is, and what it says."""
    text, link = " ".join(inline.text.split()), inline.link or ""
    says = text if link.startswith("#") or text == link else f"{text} ({link})"
    edges = b" ".join(map(number, (box.x1, box.y1, box.x2, box.y2)))
    return b"/Rect[%s]/Contents%s>>" % (edges, text_string(says))
