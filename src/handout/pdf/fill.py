"""Filling: the words of one patient, put into the slots of a form.

Why a filled document has the same bytes as one that is written alone: there is one writer.  `write_pdf` makes the form
of a document and fills it with the document's own words, and a batch fills the form of an earlier document.  So the
two differ only if their forms do.  A form depends on nothing that a slot holds but the scripts of its words (see
`form.py`).
`fill_form` proves of each slot what the form assumed of it, and gives None where that doesn't hold:

- the text has the same structure elements in the same order, and its links as many boxes: else the structure tree or
  the number of annotations would differ;
- each character has a code in the form's fonts: else the fonts would differ;
- values are shaped only where the form leaves the list of fonts to its copies (`value_fonts`).

Whether layout would have made the same pages of these words isn't known here; `variable_data` proves that first.

A batch fills one form thousands of times, and most of a slot's text is static.  `FillCache` keeps what comes again:
encoded strings, lines of static text, and whole slots, as a header's that is the same on every page.  A value that is
shaped has other codes in each document: of its slot all but its own string is kept (`EncodedSlot.operators`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from handout.fonts.glyphs import FontBook
from handout.layout.geometry import Pages
from handout.pdf.codings import Coding
from handout.pdf.file import FinishedFile, SharedStart, complete, shared_start, stream, text_string
from handout.pdf.form import Form, SlotObjects, annotation_tail, make_form
from handout.pdf.page_slots import EncodedSlot, SlotContent, SlotKey, TaggedLines, slot_contents
from handout.pdf.text_operators import LineCache, TextWriter
from handout.pdf.value_fonts import ValueFonts, codings_of_forms, encoded, has_clusters, made_fonts, shown_values

MOST_KEPT = 256
"""Lines and slots in a cache."""


class FilledSlot(Struct, frozen=True):
    """A slot's stream object, and the lines in it."""

    stream: bytes
    lines: TaggedLines


class FillCache(Struct, frozen=True):
    """What is kept from one fill of a form to the next.  Unlike the form it holds patients' words."""

    start: SharedStart
    codings: dict[str, Coding]
    lines: LineCache
    slots: dict[tuple[SlotContent, tuple[bytes, ...]], FilledSlot]
    """By content and the marked content that it begins with."""

    def beside(self, values: ValueFonts) -> FillCache:
        """An empty one for the values that are shaped in one document."""
        return FillCache(self.start, self.codings | values.codings, {}, {})


def fill_cache(form: Form, fonts: FontBook) -> FillCache:
    """An empty cache for a form that is filled many times."""
    codings = {face: replace(coding, known={}, operators={}, words={}) for face, coding in form.codings.items()}
    of_values = codings_of_forms(fonts) if form.fonts else {}
    return FillCache(shared_start(form.static), codings | of_values, {}, {})


class WrittenPdf(Struct, frozen=True):
    """A document's file, and the form that was made for it."""

    pdf: bytes
    form: Form


def write_pdf(pages: Pages, fonts: FontBook) -> bytes:
    """The pages as a tagged PDF: PDF/UA-1 and PDF/A-2a, the same bytes for the same pages.

    Raises LookupError for a character without a glyph and RuntimeError for text that layout left out; both are
    mistakes of earlier stages.
    """
    return write_with_form(pages, fonts).pdf


def write_with_form(pages: Pages, fonts: FontBook) -> WrittenPdf:
    """As `write_pdf`, with the form."""
    form = make_form(pages, fonts)
    filled = fill_form(form, slot_contents(pages), fonts)
    if filled is None:
        raise RuntimeError("a document does not fit its own form")
    return WrittenPdf(filled.content, form)


def fill_form(
    form: Form, contents: Mapping[SlotKey, SlotContent | EncodedSlot], fonts: FontBook, cache: FillCache | None = None
) -> FinishedFile | None:
    """The file for one patient, or None where the words need a form of their own."""
    if len(contents) != len(form.slots):
        return None
    cache = cache or FillCache(shared_start(form.static), form.codings, {}, {})
    for kept in (cache.lines, cache.slots):
        if len(kept) > MOST_KEPT:
            kept.clear()
    each: dict[int, SlotContent | EncodedSlot] = {}  # a header's is the same on every page
    for slot in form.slots:
        found = contents.get(slot.slot.key)
        if found is None:
            return None
        each[id(found)] = found
    shaped = {at: content for at, content in each.items() if has_clusters(content)}
    values = made_fonts(form.fonts, shown_values(shaped.values()), fonts, form.static.next)
    if values is None:
        return None
    own, beside = dict(values.objects), None
    texts: dict[int, bytes] = {}
    for slot in form.slots:
        content = contents[slot.slot.key]
        if isinstance(content, EncodedSlot):
            (opening,) = slot.slot.openings
            shown = content.shown or texts.get(id(content))
            if shown is None:
                shown = texts[id(content)] = encoded(content.operators, values.shown)
            own[slot.stream] = stream(b"%s %s EMC" % (opening, shown))
            continue
        used = (beside := beside or cache.beside(values)) if id(content) in shaped else cache
        filled = _filled(slot, content, used)
        if filled is None:
            return None
        own[slot.stream] = filled.stream
        if slot.annotations:
            own.update(_annotations(slot, filled.lines))
    for bookmark in form.bookmarks:
        title = contents[bookmark.slot].text.strip()
        own[bookmark.number] = bookmark.head + b"/Title%s>>" % text_string(title)
    return complete(form.static, own, cache.start)


def _filled(slot: SlotObjects, content: SlotContent, cache: FillCache) -> FilledSlot | None:
    key = content, slot.slot.openings
    filled = cache.slots.get(key)
    if filled is None:
        found = slot.slot.fill(content, TextWriter(cache.codings, cache.lines))
        if found is None:
            return None
        filled = cache.slots[key] = FilledSlot(stream(found[0]), found[1])
    return filled


def _annotations(slot: SlotObjects, lines: TaggedLines) -> Iterator[tuple[int, bytes]]:
    texts = zip(lines.texts, lines.boxes, strict=True)
    boxes = [(lines.inlines[text.owner - 1], box) for text, group in texts for box in group]
    for annotation, (inline, box) in zip(slot.annotations, boxes, strict=True):
        yield annotation.number, annotation.head + annotation_tail(inline, box)
