"""The pages of a batch's forms that pdfium has read and found right, so that the same page of another form isn't read.

Two forms of one list often differ on one page.  A filled document is proved by its form's pages: its slots' words are
compared with what layout made of them, and pdfium reads a sample.  The same holds of a page that two forms share.  So a
page of a new form isn't read by pdfium where one was read before with

- the same bytes in its static streams and in all of its resources, and the same slots between them;
- the same items from layout, its slots' lines aside, whose places and static words are the same.

Each string of the page's content is still compared with what was laid out.  All else is checked of every form:
geometry, objects, tags, fonts, the words of each page, the privacy scan.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from msgspec.structs import replace

from handout.document import Leaf, Run
from handout.layout.geometry import Line, Page, Pages, Rule
from handout.pdf import Form
from handout.pdf.page_slots import PageSlot
from handout.source.patterns import uncompiled
from handout.verify.content_streams import ShownText, shown
from handout.verify.pdf_objects import File
from handout.verify.rendered import painted

MOST_PAGES = 256
"""Whose proof is kept: about 50 KiB each."""
_REFERENCE = uncompiled(rb"(\d+) 0 R")

PageProof = tuple[Any, ...]
"""All that a page's proof depends on."""


class ProvenPages:
    """The pages that were read; of one renderer, so with the same fonts."""

    def __init__(self) -> None:
        self._known: OrderedDict[PageProof, None] = OrderedDict()

    def known(self, proofs: Mapping[int, PageProof]) -> frozenset[int]:
        """The numbers of the pages, from 0, that needn't be read again."""
        return frozenset(number for number, proof in proofs.items() if proof in self._known)

    def add(self, proofs: Collection[PageProof]) -> None:
        """Keeps what was proved."""
        for proof in proofs:
            self._known[proof] = None
            self._known.move_to_end(proof)
        while len(self._known) > MOST_PAGES:
            self._known.popitem(last=False)


def page_proofs(file: File, pages: Pages, form: Form) -> dict[int, PageProof]:
    """What the proof of each page depends on, by its number from 0.

    A page has none where its words are shaped, or where a string of its content isn't what was laid out, in a slot too.
    """
    if len(file.pages) != len(pages.pages):
        return {}
    slots = {each.stream: each.slot for each in form.slots}
    leaves = {leaf.key: leaf for leaf in pages.document.every_leaf}
    shared = pages.document.page, pages.document.personal, _shared(file)
    return {
        number: (
            number, shared, tuple(_content(file, number, slots)),
            tuple([slot for slot in pages.slots if slot.page == number]), *_items(page, leaves),
        )
        for number, (page, strings) in enumerate(zip(pages.pages, shown(file), strict=True))
        if _says(strings, page, pages.document.personal)
    }  # fmt: skip


def _says(strings: Iterable[ShownText], page: Page, personal: bool) -> bool:
    """Whether the strings of a page are those that were laid out, each character one glyph."""
    wanted = [glyphs for line in painted(page, personal) for glyphs in line.glyphs]
    if any(glyphs.level or glyphs.clusters for glyphs in wanted):
        return False
    return [each.text for each in strings if not each.ends] == [glyphs.text for glyphs in wanted]


def _shared(file: File) -> bytes:
    """A hash of the page tree's entries and of the resources, which all pages have in common."""
    found = sha256()
    tree = file[file.pages[0].reference("Parent")].body
    found.update(b"%d\n%s\n" % (len(file.pages), _REFERENCE.sub(b"R", tree)))
    found.update(_hash(file, file.pages[0].reference("Resources"), {}))
    return found.digest()


def _hash(file: File, number: int, known: dict[int, bytes]) -> bytes:
    """A hash of an object with all that it refers to, whatever their numbers are; `known` has those already made."""
    if number not in known:
        each = file[number]
        inner = _REFERENCE.findall(each.body)
        raw = each.raw or b""
        found = sha256(b"%d %d %d\n" % (len(inner), len(each.body), len(raw)))
        found.update(_REFERENCE.sub(b"R", each.body))
        found.update(raw)
        for other in inner:
            found.update(_hash(file, int(other), known))
        known[number] = found.digest()
    return known[number]


def _content(file: File, number: int, slots: Mapping[int, PageSlot]) -> Iterator[bytes | PageSlot]:
    """A page's own entries and hashes of its streams, with a slot in place of a patient's words."""
    page = file.pages[number]
    yield _REFERENCE.sub(b"R", page.body)
    for stream in page.references("Contents"):
        yield slots[stream] if stream in slots else sha256(file[stream].content).digest()


def _items(page: Page, leaves: Mapping[int, Leaf]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What layout put on a page: its items outside of slots, and its leaves without a patient's words."""
    static = tuple([each for each in page.items if not (isinstance(each, Line | Rule) and each.slot is not None)])
    keys = dict.fromkeys(each.leaf for each in page.items if isinstance(each, Line))
    return static, tuple([(key, _static(leaves[key]) if key in leaves else None) for key in keys])


def _static(leaf: Leaf) -> tuple[Run, ...]:
    return tuple([replace(run, text="", blank=None) if run.slot else run for run in leaf.runs])
