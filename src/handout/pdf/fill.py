"""Filling a form with one patient's words.

There is one writer.  `pdf.paint` makes the form of a document and fills it with that document's own words, so a
document of a batch and one that is printed alone are equal by construction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from handout.fonts.glyphs import FontBook
from handout.layout.geometry import Pages
from handout.pdf.content_streams import EncodedSlot, SlotContent, TaggedLines, slots_on_page
from handout.pdf.file import SharedStart, complete, shared_start, stream, text_string
from handout.pdf.fonts import Coding, slot_leaves
from handout.pdf.form import Form, SlotKey, SlotObjects, annotation, make_form
from handout.pdf.text_operators import KnownLines

MOST_LINES = 256

FilledStreams = dict[tuple[int, tuple[bytes, ...]], tuple[bytes, TaggedLines]]
"""A filling's stream, by the filling's identity and how its content is marked."""


class FillCache(Struct, frozen=True):
    """What saves work from stamp to stamp of one edition.  Unlike that it holds patients' words."""

    start: SharedStart
    codings: dict[str, Coding]
    lines: KnownLines
    drawn: FilledStreams
    """What was drawn of fillings, all of which must live as long as it."""


def fill_cache(form: Form) -> FillCache:
    """For who stamps many times."""
    codings = {face: replace(coding, known={}) for face, coding in form.codings.items()}
    return FillCache(shared_start(form.static), codings, {}, {})


def write_pdf(pages: Pages, fonts: FontBook) -> bytes:
    """The pages as a tagged PDF: PDF/UA-1 and PDF/A-2a, the same bytes for the same pages.

    Raises LookupError for a character without a glyph and RuntimeError for words that layout left out; both are
    mistakes of the stages before.
    """
    pdf = fill_form(make_form(pages, fonts, own=True), slot_contents(pages))
    if pdf is None:
        raise RuntimeError("a document does not fit its own edition")
    return pdf


def fill_form(
    form: Form, slots: Mapping[SlotKey, SlotContent | EncodedSlot], cache: FillCache | None = None
) -> bytes | None:
    """The file for one patient, or None where the words need an edition of their own.

    That is so when they are cut into other pieces than the edition's, or need a glyph that it doesn't embed.
    """
    if len(slots) != len(form.forms):
        return None
    codings, lines, drawn = (cache.codings, cache.lines, cache.drawn) if cache else (form.codings, {}, {})
    if len(lines) > MOST_LINES:
        lines.clear()
    dynamic: list[tuple[int, bytes]] = []
    for slot in form.forms:
        filling = slots.get((slot.slot.leaf, slot.slot.page))
        if filling is None:
            return None
        if isinstance(filling, EncodedSlot):
            (opens,) = slot.slot.opens
            dynamic.append((slot.stream, stream(b"%s %s EMC" % (opens, filling.shown))))
            continue
        # One filling may stand on many pages: a header's is drawn once.
        look = id(filling), slot.slot.opens
        if look not in drawn:
            found = slot.slot.fill(filling, codings, lines)
            if found is None:
                return None
            drawn[look] = stream(found[0]), found[1]
        content, words = drawn[look]
        dynamic.append((slot.stream, content))
        if slot.links:
            dynamic += _annotations(slot, words)
    for title in form.titles:
        named = slots[title.slot]
        text = named.text if isinstance(named, EncodedSlot) else named.leaf.text
        dynamic.append((title.number, title.head + b"/Title%s>>" % text_string(text.strip())))
    return complete(form.static, dynamic, cache.start if cache else None)


def _annotations(form: SlotObjects, words: TaggedLines) -> Iterator[tuple[int, bytes]]:
    pieces = zip(words.cut, words.boxes, strict=True)
    boxes = [(words.inlines[part.owner - 1], box) for part, group in pieces for box in group]
    for (at, head), (inline, box) in zip(form.links, boxes, strict=True):
        yield at, head + annotation(inline, box)


def slot_contents(pages: Pages) -> dict[SlotKey, SlotContent]:
    """What stands in the slots of a document; nothing where it is nobody's."""
    leaves = slot_leaves(pages)
    if not leaves:
        return {}
    return {
        (leaf, index): filling
        for index, page in enumerate(pages.pages)
        for leaf, filling in slots_on_page(page, leaves).items()
    }
