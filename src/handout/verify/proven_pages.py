"""The pages of a batch's forms that pdfium has read and found right, so that the same page of another form isn't read.

Two forms of one list often differ on one page.  A filled document is proved by its form's pages: its slots' words are
compared with what layout made of them, and pdfium reads a sample.  The same holds of a page that two forms share.  So a
page of a new form isn't read by pdfium where one was read before with

- the same bytes in its static streams but for colours, and the same slots between them, of whose values in both or in
  neither form some are shaped;
- the same pictures, and fonts that are the same as far as its static text needs them (`page_fonts`);
- the same items from layout, its slots' lines and colours aside, whose places and static words are the same.

Pdfium is asked for words, places, fonts and pictures, never for a colour: two layouts often differ in nothing else.  Of
each font pdfium reads a page with text in it.  Each string of the page's content is still compared with what was
laid out.  All else is checked of every form: geometry, objects, tags, fonts, shaped words (`shaped_runs`), the words of
each page, the privacy scan.
"""

from __future__ import annotations

import re
import struct
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.document import Leaf, Run
from handout.layout.geometry import Icon, Line, Mark, Page, Pages, Rect, Rule
from handout.pdf import Form
from handout.pdf.page_slots import PageSlot
from handout.source.patterns import uncompiled
from handout.verify.content_streams import ShownText, shown
from handout.verify.page_fonts import REFERENCE, PageFonts, font_parts, page_fonts
from handout.verify.pdf_objects import File, Object
from handout.verify.rendered import painted

K = TypeVar("K")

MOST_PAGES = 256
"""Whose proof is kept: about 50 KiB each; and the most fonts."""
MOST_STREAMS = 512
"""Whose hash is kept."""
_STRING = uncompiled(rb"(\([^\\()]*+(?:\\.[^\\()]*+)*+\))", re.DOTALL)
_COLOUR = uncompiled(rb"\s(rg|RG)\b")
"""The operators that set a colour; its three parts are before it (ISO 32000-1, 8.6.8)."""
_FONTS = uncompiled(rb"/Font(?:<<[^>]*>>| \d+ 0 R)")


class PageProof(Struct, frozen=True):
    """All that a page's proof depends on."""

    page: tuple[Any, ...]
    fonts: frozenset[bytes]
    """Hashes of the fonts of its static text, each with all of its characters."""


class ProvenPages:
    """The pages that were read; of one renderer, so with the same fonts."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[Any, ...], None] = OrderedDict()
        self._fonts: OrderedDict[bytes, None] = OrderedDict()
        """Those in which a page was read."""

    def known(self, proofs: Mapping[int, PageProof]) -> frozenset[int]:
        """The numbers of the pages, from 0, that needn't be read again."""
        found = {number for number, proof in proofs.items() if proof.page in self._known}
        fonts = {*self._fonts}.union(*(proof.fonts for number, proof in proofs.items() if number not in found))
        for number in sorted(found):
            if not proofs[number].fonts <= fonts:
                found.remove(number)
                fonts |= proofs[number].fonts
        return frozenset(found)

    def add(self, proofs: Iterable[PageProof]) -> None:
        """Keeps what was proved."""
        for proof in proofs:
            _keep(self._known, proof.page)
            for font in proof.fonts:
                _keep(self._fonts, font)


def _keep(kept: OrderedDict[K, None], key: K) -> None:
    kept[key] = None
    kept.move_to_end(key)
    while len(kept) > MOST_PAGES:
        kept.popitem(last=False)


def page_proofs(file: File, pages: Pages, form: Form) -> dict[int, PageProof]:
    """What the proof of each page depends on, by its number from 0.

    A page has none where a string of its content isn't what was laid out, in a slot too.
    """
    if len(file.pages) != len(pages.pages):
        return {}
    streams = {each.stream: each.slot for each in form.slots}
    leaves = {leaf.key: leaf for leaf in pages.document.every_leaf}
    shared = pages.document.page, pages.document.personal, form.fonts is not None, _shared(file)
    fonts = _OwnFonts(file, form)
    found = {}
    for number, (page, strings) in enumerate(zip(pages.pages, shown(file), strict=True)):
        content = [*_content(file, number, streams)]
        used = fonts.of([each for each in content[1:] if isinstance(each, bytes)])
        if used is not None and _says(strings, page, pages.document.personal):
            hashed = tuple([without_colours(each) if isinstance(each, bytes) else each for each in content])
            slots = tuple([slot for slot in pages.slots if slot.page == number])
            found[number] = PageProof((number, shared, hashed, used.shown, slots, *_items(page, leaves)), used.whole)
    return found


class _OwnFonts:
    """The fonts of a form; those of values, which each copy brings, aren't among them."""

    def __init__(self, file: File, form: Form) -> None:
        own = {coding.resource[1:].decode() for coding in form.codings.values()}
        try:
            self._parts = {name: font_parts(file, font) for name, font in file.resources().items() if name in own}
        except (ValueError, LookupError, struct.error):
            self._parts = {}

    def of(self, streams: Iterable[bytes]) -> PageFonts | None:
        """What static streams depend on; None for a page that can't be proved so."""
        try:
            return page_fonts(self._parts, streams)
        except (ValueError, LookupError, struct.error):
            return None


def _says(strings: Iterable[ShownText], page: Page, personal: bool) -> bool:
    """Whether the strings of a page are those that were laid out, in the same order and direction."""
    wanted = [(glyphs.text, bool(glyphs.level & 1)) for line in painted(page, personal) for glyphs in line.glyphs]
    return [(each.text, each.right_to_left) for each in strings if not each.ends] == wanted


def _shared(file: File) -> bytes:
    """A hash of the page tree's entries and of the resources but for fonts, which all pages have in common."""
    found = sha256()
    tree = file[file.pages[0].reference("Parent")].body
    found.update(b"%d\n%s\n" % (len(file.pages), REFERENCE.sub(b"R", tree)))
    resources = file[file.pages[0].reference("Resources")]
    found.update(_hash(file, replace(resources, body=_FONTS.sub(b"/Font", resources.body)), {}))
    return found.digest()


def _hash(file: File, each: Object, known: dict[int, bytes]) -> bytes:
    """A hash of an object with all that it refers to, whatever their numbers are; `known` has those already made."""
    if each.number not in known:
        inner = REFERENCE.findall(each.body)
        raw = each.raw or b""
        found = sha256(b"%d %d %d\n" % (len(inner), len(each.body), len(raw)))
        found.update(REFERENCE.sub(b"R", each.body))
        found.update(raw)
        for other in inner:
            found.update(_hash(file, file[int(other)], known))
        known[each.number] = found.digest()
    return known[each.number]


def _content(file: File, number: int, slots: Mapping[int, PageSlot]) -> Iterator[bytes | PageSlot]:
    """A page's own entries and its streams, with a slot in place of a patient's words."""
    page = file.pages[number]
    yield REFERENCE.sub(b"R", page.body)
    for stream in page.references("Contents"):
        yield slots[stream] if stream in slots else file[stream].content


@lru_cache(MOST_STREAMS)
def without_colours(content: bytes) -> bytes:
    """A hash of a page's entries or of a static stream, whatever colours it sets; in a string nothing is left out."""
    parts = _STRING.split(content)
    texts = _COLOUR.split(b"()".join(parts[::2]))
    texts[:-1:2] = [(b"- " + text).rsplit(None, 3)[0] for text in texts[:-1:2]]
    outside = b" ".join(texts)
    return sha256(b"".join((b"%d " % len(outside), outside, *parts[1::2]))).digest()


def _items(page: Page, leaves: Mapping[int, Leaf]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What layout put on a page: its items outside of slots, and its leaves without a patient's words."""
    static = tuple(
        [uncoloured(each) for each in page.items if not (isinstance(each, Line | Rule) and each.slot is not None)]
    )
    keys = dict.fromkeys(each.leaf for each in page.items if isinstance(each, Line))
    return static, tuple([(key, _static(leaves[key]) if key in leaves else None) for key in keys])


def uncoloured(item: Mark) -> Mark:
    """An item in no colours; one without a tint or an outline has none still."""
    match item:
        case Line():
            return replace(item, glyphs=tuple([replace(glyphs, color="") for glyphs in item.glyphs]))
        case Rect():
            return replace(item, fill=item.fill and "", stroke=item.stroke and "")
        case Rule() | Icon():
            return replace(item, color="")
        case _:
            return item


def _static(leaf: Leaf) -> tuple[Run, ...]:
    return tuple([replace(run, text="", blank=None) if run.slot else run for run in leaf.runs])
