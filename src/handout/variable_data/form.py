"""A form: one laid-out document with everything a stamp needs, and the proof that a record's words fit it.

Layout sees a patient's words only through the lines that the typesetter makes of the leaves they stand in, and of those
only how many there are (and, where a leaf has page references or links, which runs are on which line).  All that layout
ever asked while it made the form's pages was kept.  So if another record's words give the same answers to the same
questions, layout would have gone the same way with them, and the pages differ in the words of the slots only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from handout.document import Document
from handout.inline.expressions import Expression
from handout.layout.geometry import Line, Pages
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot, FillCache, Form, SlotContent, SlotKey, fill_cache, fill_form
from handout.variable_data.slots import LayoutDiffers, MissingGlyph, SlotTemplate, templates
from handout.variable_data.withheld import nobodys

if TYPE_CHECKING:
    from hashlib import _Hash

PrintedValue = Callable[[Expression], str]
"""What an expression prints for a patient."""
MOST_KNOWN = 256


class FillableForm(Struct, frozen=True):
    """An edition with the templates of its slots."""

    document: Document
    pages: int
    edition: Form
    templates: tuple[SlotTemplate, ...]
    name: str
    """The edition's hash."""
    nobodys: frozenset[str]
    """Its words that come from no record."""
    kept: FillCache
    hashed: _Hash
    known: dict[tuple[int, tuple[str, ...]], tuple[SlotContent | EncodedSlot, ...]] = {}
    """The fillings of some templates by their words: dates and clinicians come again and again."""

    def stamp(self, text: PrintedValue) -> bytes:
        """The file for a patient's words; Unfit or Beyond where this form can't be it."""
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        slots: dict[SlotKey, SlotContent | EncodedSlot] = {}
        for number, template in enumerate(self.templates):
            words = tuple([text(expression) for _, expression in template.runs])
            for place, filling in zip(template.places, self._filled(number, template, words), strict=True):
                for key in place.keys:
                    slots[key] = filling
        pdf = fill_form(self.edition, slots, self.kept)
        if pdf is None:
            raise MissingGlyph if self.lacks(slots.values()) else LayoutDiffers
        return pdf

    def _filled(
        self, number: int, template: SlotTemplate, words: tuple[str, ...]
    ) -> Sequence[SlotContent | EncodedSlot]:
        if template.imprint is not None and (inked := template.imprint.ink(words)) is not None:
            return inked
        fillings = self.known.get((number, words))
        if fillings is None:
            fillings = self.known[number, words] = template.fillings(template.of(words), self.kept)
        return fillings

    def lacks(self, fillings: Iterable[SlotContent | EncodedSlot]) -> bool:
        """Whether a character of these words isn't in the edition's fonts."""
        codings = self.edition.codings
        return any(
            glyphs.face not in codings or not codings[glyphs.face].codes.keys() >= set(glyphs.text)
            for filling in fillings
            if isinstance(filling, SlotContent)
            for mark in filling.marks
            if isinstance(mark, Line)
            for glyphs in mark.glyphs
        )

    def digest(self, pdf: bytes) -> str:
        """The SHA-256 of a file that was stamped with this form."""
        found = self.hashed.copy()
        found.update(memoryview(pdf)[len(self.edition.static.content) :])
        return found.hexdigest()


def form(pages: Pages, edition: Form, setter: Typesetter) -> FillableForm:
    """The form of pages that were laid out with this typesetter."""
    saved = fill_cache(edition)
    return FillableForm(
        document=pages.document, pages=len(pages.pages), edition=edition,
        templates=templates(pages, setter, saved.codings),
        name=name_of(edition), nobodys=nobodys(pages.document),
        kept=saved, hashed=sha256(edition.static.content),
    )  # fmt: skip


def name_of(edition: Form) -> str:
    """An edition's hash, of its bytes alone."""
    static = edition.static
    return sha256(static.content + static.rows + static.trailer).hexdigest()[:16]
