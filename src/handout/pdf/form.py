"""Forms: a document without its patient's words, as finished bytes with slots in them.

The documents of a batch differ in a few words each.  So a document is written in two steps: first its form, and then
the patient's words are filled in (`fill.py`).

- A *form* is the static part of a PDF file: every object that is the same for all patients, already compressed and at
  its final offset, and a list of the objects that are missing.
- A *slot* is a leaf on a page with a run whose text comes from the patient's record.  The page's content is divided
  there: `Contents` is an array of streams, static ones and one for each slot.  The form knows the number of a slot's
  stream, the marked content that it begins with, and the *shape* that its text must have: which structure elements own
  it, and how many boxes its links have.  Annotations of links in a slot and bookmarks whose title is in one are missing
  objects too; the form has the beginnings of their dictionaries.
- A *fill* writes the missing objects after the static part, then the cross references.  Content of another shape, or
  with a character that the form's fonts lack, isn't filled in; it needs a form of its own.

Marked content needs no bytes in the structure tree that depend on the words: a slot's MCIDs are reserved when the form
is made.  Neither do the fonts: a form embeds the characters of its static text, and a fixed repertoire in each face
that slots use, in an order that doesn't depend on any patient.  Words in other scripts add whole rows of characters
(`fonts/scripts.py`), the same rows whatever the words are.  Words that are shaped are in fonts that each copy brings,
with the list of all fonts.  So nothing of one patient is in the file of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from handout.document import Picture
from handout.fonts.glyphs import FontBook
from handout.layout.geometry import OF_CLUSTERS, Image, Line, Pages
from handout.pdf import images, metadata, struct_elems
from handout.pdf.cluster_fonts import embed_clusters, embedded_clusters
from handout.pdf.codings import Coding
from handout.pdf.content_streams import Context, Link, PageDrawing
from handout.pdf.destinations import destination
from handout.pdf.file import FileWriter, Static, flate, literal, numbers, ref, refs, text_string
from handout.pdf.fonts import embed, embedded_characters
from handout.pdf.outline import Bookmark, SlotBookmark, write_outline
from handout.pdf.owned_text import LinkBox, TaggedSpan
from handout.pdf.page_slots import PageSlot, SlotKey, slot_contents
from handout.pdf.struct_elems import Annotated, StructElem
from handout.pdf.tag_tree import Tags
from handout.pdf.value_fonts import FontList, shown_values

PAGE_LABELS = b"/PageLabels<</Nums[0<</S/D>>]>>"
"""Pages are called by the numbers that their footers print, from 1 (ISO 32000-1, 12.4.2)."""


class SlotAnnotation(Struct, frozen=True):
    """A link's annotation in a slot."""

    number: int
    head: bytes
    """The beginning of its dictionary."""


class SlotObjects(Struct, frozen=True):
    """A slot, and the objects that each copy brings for it: its stream, by number, and its annotations."""

    slot: PageSlot
    stream: int
    annotations: tuple[SlotAnnotation, ...]


class Form(Struct, frozen=True):
    """A document's static part, and what each copy must bring."""

    static: Static
    codings: dict[str, Coding]
    """By the name of the face."""
    slots: tuple[SlotObjects, ...]
    bookmarks: tuple[SlotBookmark, ...]
    fonts: FontList | None = None
    """Where values are shaped: of the list of fonts, which each copy adds."""


def make_form(pages: Pages, fonts: FontBook) -> Form:
    """The form of a document, and of each other that differs from it only in words of the same rows.

    Of both or of neither some words are shaped.
    """
    return _FormWriter(pages).run(fonts)


class _FormWriter:
    """Writes one form."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._writer = FileWriter()
        self._tags = Tags(pages.document)
        self._numbers = [self._writer.reserve() for _ in pages.pages]
        self._parents: dict[int, StructElem | list[StructElem]] = {}
        self._slots: list[SlotObjects] = []
        self._streams: dict[SlotKey, int] = {}
        """The number of each slot's stream."""
        self._listed: FontList | None = None

    def run(self, fonts: FontBook) -> Form:
        document, writer = self._pages.document, self._writer
        codings, entries = self._fonts(fonts)
        pictures = self._images()
        if pictures:
            objects = b"".join(b"%s %s" % (key, ref(images.embed(pic, writer))) for pic, key in pictures.items())
            entries += b"/XObject<<%s>>" % objects
        context = Context(self._tags, codings, pictures, document.personal)
        page_tree = self._write_pages(context, b"/Resources %s" % ref(writer.add(b"<<%s>>" % entries)))
        standard, tree = document.standard, self._tags.root
        bookmarks = list(self._bookmarks())
        written = struct_elems.write(tree, self._parents, writer, self._numbers, standard)
        entries = b"/Pages %s/StructTreeRoot %s/Lang%s" % (ref(page_tree), ref(written), text_string(document.language))
        # No /Direction/R2L in a document from right to left: it says how two pages are beside each other on a screen,
        # and pdfium (Chrome) then turns the words of each Latin line round, so `5 mg` is read as `mg 5`.
        entries += b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        entries += PAGE_LABELS + b"/Metadata %s" % ref(writer.add_stream(metadata.xmp(document)))
        entries += b"/OutputIntents%s" % metadata.output_intents(writer.add_stream(metadata.colour_profile()))
        titles: tuple[SlotBookmark, ...] = ()
        if bookmarks:
            outline = write_outline(bookmarks, writer)
            entries += b"/Outlines %s" % ref(outline.root)
            titles = outline.slots
        root = writer.add(b"<</Type/Catalog%s>>" % entries)
        static = writer.finish(root, writer.add(metadata.info(document)) if standard == "ua1" else None)
        return Form(static, codings, tuple(self._slots), titles, self._listed)

    def _fonts(self, fonts: FontBook) -> tuple[dict[str, Coding], bytes]:
        codings, entries = {}, []
        for index, (face, text) in enumerate(embedded_characters(self._pages, fonts).items()):
            resource = b"/F%d" % index
            codings[face], at = embed(fonts.face(face), text, self._writer, resource)
            entries.append(b"%s %s" % (resource, ref(at)))
        for index, (face, clusters) in enumerate(embedded_clusters(self._pages).items(), len(entries)):
            resource = b"/F%d" % index
            codings[face + OF_CLUSTERS], at = embed_clusters(fonts.face(face), clusters, self._writer, resource)
            entries.append(b"%s %s" % (resource, ref(at)))
        if not shown_values(slot_contents(self._pages).values()):
            return codings, b"/Font<<%s>>" % b"".join(entries)
        self._listed = FontList(self._writer.reserve(), b"".join(entries))
        return codings, b"/Font %s" % ref(self._listed.number)

    def _images(self) -> dict[Picture, bytes]:
        """The pictures with their names in the pages' resources."""
        every = (mark.picture for page in self._pages.pages for mark in page.items if isinstance(mark, Image))
        return {picture: b"/I%d" % index for index, picture in enumerate(dict.fromkeys(every))}

    def _write_pages(self, context: Context, resources: bytes) -> int:
        """Writes all pages; gives the number of the page tree."""
        page_tree, paper = self._writer.reserve(), self._pages.document.page
        drawings = [PageDrawing(index, context) for index in range(len(self._numbers))]
        for drawing, page in zip(drawings, self._pages.pages, strict=True):
            drawing.draw(page)
            self._parents[drawing.index] = drawing.owners
        for cell, index in [*struct_elems.empty_bodies(self._tags.root)]:
            drawings[index].mark_empty(cell)
        # Numbers that follow each other, for rows of the cross references that do.
        streams = [part for drawing in drawings for part in drawing.streams if isinstance(part, PageSlot)]
        self._streams = {slot.key: self._writer.reserve() for slot in streams}
        for drawing in drawings:  # links get their keys in the parent tree after all pages
            self._write_page(drawing, b"/Parent %s%s" % (ref(page_tree), resources))
        box = numbers(paper.width, paper.height)
        kids = refs(self._numbers), len(self._numbers)
        return self._writer.add(b"<</Type/Pages/MediaBox[0 0 %s]/Kids%s/Count %d>>" % (box, *kids), page_tree)

    def _write_page(self, drawing: PageDrawing, entries: bytes) -> None:
        annotations = [(link, self._annotation(link, drawing.index)) for link in drawing.links]
        contents = []
        for part in drawing.streams:
            if isinstance(part, PageSlot):
                contents.append(self._streams[part.key])
                inside = tuple(annotation for link, annotation in annotations if link.slot is part)
                self._slots.append(SlotObjects(part, contents[-1], inside))
            else:
                contents.append(self._writer.add_stream(_static_stream(part)))
        for link, annotation in annotations:
            if link.slot is None:
                self._writer.add(annotation.head + annotation_tail(link.inline, link.box), annotation.number)
        entries += b"/Contents%s/StructParents %d/Tabs/S" % (refs(contents), drawing.index)
        if annotations:
            entries += b"/Annots%s" % refs(annotation.number for _, annotation in annotations)
        self._writer.add(b"<</Type/Page%s>>" % entries, self._numbers[drawing.index])

    def _annotation(self, link: Link, page: int) -> SlotAnnotation:
        """The beginning of a link's annotation, which its structure element gets as a kid."""
        key, number = len(self._parents), self._writer.reserve()
        self._parents[key] = link.owner
        link.owner.kids.append(Annotated(page, number))
        fixed = b"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/StructParent %d/P %s" % (key, ref(self._numbers[page]))
        return SlotAnnotation(number, fixed + self._target(link.inline.link or ""))

    def _target(self, link: str) -> bytes:
        if not link.startswith("#"):
            address = quote(link, safe="%/:=&?~#+!$,;'@()*[]")
            return b"/A<</S/URI/URI%s>>" % literal(address.encode("ascii"))
        place = self._pages.places.get(link[1:])
        if place is None:
            raise RuntimeError(f"a link leads to {link}, which layout gave no place")
        # Destinations by place: names would put the ids of the source into the file.
        element = None
        if self._pages.document.standard == "ua2":
            element = self._reserved(self._tags.targets.get(link[1:], self._tags.root))
        return destination(self._numbers[place.page], numbers(place.x, place.y), element)

    def _reserved(self, element: StructElem) -> int:
        """The number of an element that is written later."""
        element.number = element.number or self._writer.reserve()
        return element.number

    def _bookmarks(self) -> Iterator[Bookmark]:
        first: dict[int, tuple[int, Line]] = {}
        for index, page in enumerate(self._pages.pages):
            for mark in page.items:
                if isinstance(mark, Line) and not mark.artifact:
                    first.setdefault(mark.leaf, (index, mark))
        for heading in self._tags.headings:
            leaf = heading.leaf
            if leaf.key in first:
                index, line = first[leaf.key]
                slot = SlotKey(leaf.key, index) if leaf.slot and self._pages.document.personal else None
                # Above the baseline by a whole line: the same for every patient's words.
                top = line.y + self._pages.document.styles[leaf.role].leading
                element = self._reserved(self._tags.leaves.owner(leaf.key, 0))
                title, at, ua2 = leaf.text.strip(), self._numbers[index], self._pages.document.standard == "ua2"
                yield Bookmark(heading.level, title, at, top, slot, element, ua2)


@lru_cache(64)
def _static_stream(content: bytes) -> bytes:
    """A compressed stream of static text: the next form of a list has most of them again."""
    return flate(content)


def annotation_tail(inline: TaggedSpan, box: LinkBox) -> bytes:
    """The end of a link annotation's dictionary: its place, and the text that is read aloud."""
    text, link = " ".join(inline.text.split()), inline.link or ""
    contents = text if link.startswith("#") or text == link else f"{text} ({link})"
    return b"/Rect[%s]/Contents%s>>" % (numbers(box.x1, box.y1, box.x2, box.y2), text_string(contents))
