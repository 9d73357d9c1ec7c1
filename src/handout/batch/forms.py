"""A form: one laid-out document with everything a stamp needs, and the proof that a record's words fit it.

Layout sees a patient's words only through the lines that the typesetter makes of the leaves they stand in, and of those
only how many there are (and, where a leaf has page references or links, which runs are on which line).  All that layout
ever asked while it made the form's pages was kept.  So if another record's words give the same answers to the same
questions, layout would have gone the same way with them, and the pages differ in the words of the slots only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from handout.expressions import Expression
from handout.glyphs import FontBook
from handout.layout.assemble import set_slot
from handout.layout.geometry import Line, Pages, Rule, Slot
from handout.layout.leaf import SetLine, Typesetter
from handout.layout.references import filled as numbered
from handout.paint import Edition, Filling, SlotKey, begun, stamp
from handout.tree import Document, Leaf, walk

if TYPE_CHECKING:
    from hashlib import _Hash

Text = Callable[[Expression], str]
"""What an expression prints for a patient."""
Pattern = tuple[tuple[int, ...], ...]
"""Which runs are on each line."""

_ROUNDING = 0.01


class Unfit(Exception):
    """These words need other pages, or other objects, than the form's."""


class Beyond(Exception):
    """These words need a glyph that the form's edition doesn't embed."""


class Template(Struct, frozen=True):
    """A leaf that a patient's words stand in."""

    leaf: Leaf
    slots: tuple[tuple[int, Expression], ...]
    """Runs by number, with what they print."""
    followed: bool
    """Whether it matters which of its runs are on which line."""

    def of(self, text: Text) -> Leaf:
        """The leaf with a patient's words."""
        runs = list(self.leaf.runs)
        for number, expression in self.slots:
            runs[number] = structs.replace(runs[number], text=text(expression))
        return Leaf(key=self.leaf.key, role=self.leaf.role, runs=tuple(runs), span=self.leaf.span)


class Question(Struct, frozen=True):
    """What layout asked of a template, and the answer."""

    template: int
    measure: float
    lines: int
    pattern: Pattern | None


class Place(Struct, frozen=True):
    """A slot of one page: what stands there and what it is set in; several are one slot of the file's."""

    keys: tuple[SlotKey, ...]
    """In the file; the same words in the same place on many pages."""
    template: int
    slots: tuple[Slot, ...]


class Form(Struct, frozen=True):
    """An edition with its questions and places."""

    document: Document
    pages: int
    edition: Edition
    templates: tuple[Template, ...]
    questions: tuple[Question, ...]
    places: tuple[Place, ...]
    name: str
    """The edition's hash."""
    begun: blake2b
    hashed: _Hash

    def stamp(self, text: Text, fonts: FontBook) -> bytes:
        """The file for a patient's words; Unfit or Beyond where this form can't be it."""
        leaves = [template.of(text) for template in self.templates]
        setter = Typesetter(self.document.styles, self.document.families, fonts)
        for question in self.questions:
            made = setter.set(leaves[question.template], question.measure)
            if len(made.lines) != question.lines:
                raise Unfit
            if question.pattern is not None and _pattern(made.lines) != question.pattern:
                raise Unfit
        slots: dict[SlotKey, Filling] = {}
        for place in self.places:
            filling = self._filling(place, leaves[place.template], setter)
            slots.update(dict.fromkeys(place.keys, filling))
        pdf = stamp(self.edition, slots, self.begun)
        if pdf is None:
            raise Beyond if self.lacks(slots.values()) else Unfit
        return pdf

    def _filling(self, place: Place, leaf: Leaf, setter: Typesetter) -> Filling:
        marks: list[Line | Rule] = []
        for slot in place.slots:
            made = set_slot(slot, leaf, setter)
            if made is None:
                raise Unfit
            marks += made
        if any(isinstance(mark, Line) and mark.width > mark.measure + _ROUNDING for mark in marks):
            raise Unfit
        return Filling(leaf, tuple(marks))

    def lacks(self, fillings: Iterable[Filling]) -> bool:
        """Whether a character of these words isn't in the edition's fonts."""
        codings = self.edition.codings
        return any(
            glyphs.face not in codings or not codings[glyphs.face].codes.keys() >= set(glyphs.text)
            for filling in fillings
            for mark in filling.marks
            if isinstance(mark, Line)
            for glyphs in mark.glyphs
        )

    def digest(self, pdf: bytes) -> str:
        """The SHA-256 of a file that was stamped with this form."""
        found = self.hashed.copy()
        found.update(memoryview(pdf)[len(self.edition.static.content) :])
        return found.hexdigest()


def form(pages: Pages, edition: Edition, setter: Typesetter) -> Form:
    """The form of pages that were laid out with this typesetter."""
    templates: dict[Leaf, int] = {}
    questions: dict[Question, None] = {}
    for leaf, measure, lines in setter.slots():
        number = templates.setdefault(leaf, len(templates))
        pattern = _pattern(lines) if _followed(leaf) else None
        questions[Question(number, measure, len(lines), pattern)] = None
    places = _places(pages, templates)
    static = edition.static
    return Form(
        document=pages.document, pages=len(pages.pages), edition=edition,
        templates=tuple(_template(leaf) for leaf in templates), questions=tuple(questions), places=places,
        name=name_of(edition),
        begun=begun(static), hashed=sha256(static.content),
    )  # fmt: skip


def name_of(edition: Edition) -> str:
    """An edition's hash, of its bytes alone."""
    static = edition.static
    return sha256(static.content + static.rows + static.trailer).hexdigest()[:16]


def _template(leaf: Leaf) -> Template:
    slots = tuple((number, run.expression) for number, run in enumerate(leaf.runs) if run.slot)
    if any(expression is None for _, expression in slots):
        raise RuntimeError("a slot doesn't say what it prints")
    return Template(leaf, slots, _followed(leaf))  # type: ignore[arg-type]


def _followed(leaf: Leaf) -> bool:
    return any(run.link is not None or run.lang is not None or run.page_of is not None for run in leaf.runs)


def _pattern(lines: Iterable[SetLine]) -> Pattern:
    return tuple(tuple(dict.fromkeys(glyphs.run for glyphs in line.glyphs)) for line in lines)


def _places(pages: Pages, templates: dict[Leaf, int]) -> tuple[Place, ...]:
    """The pages' slots, those that look the same put together."""
    document = pages.document
    bands = [band for band in (document.header, document.footer, document.first_header) if band is not None]
    furniture = {leaf.key: leaf for band in bands for leaf in band.cells}
    body = {leaf.key: leaf for leaf in walk(document.body) if leaf.slot}
    found: dict[SlotKey, list[Slot]] = {}
    for slot in pages.slots:
        found.setdefault((slot.leaf, slot.page), []).append(slot)
    alike: dict[tuple[int, tuple[Slot, ...]], list[SlotKey]] = {}
    for (key, page), slots in found.items():
        leaf = furniture.get(key)
        if leaf is not None:
            numbers = {"page": str(page + 1), "pages": str(len(pages.pages))}
            leaf = numbered(leaf, lambda _, run, values=numbers: values.get(run.page_of or "", run.text))  # type: ignore[misc]
        else:
            leaf = body[key]
        look = tuple(structs.replace(slot, page=0) for slot in slots)
        alike.setdefault((templates[leaf], look), []).append((key, page))
    return tuple(Place(tuple(keys), template, look) for (template, look), keys in alike.items())
