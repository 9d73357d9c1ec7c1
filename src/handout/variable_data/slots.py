"""The leaves with slots: what layout asked of each leaf, and its places on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, structs

from handout.bidi.characters import has_right_to_left
from handout.diagnostics import LayoutError
from handout.document import Leaf
from handout.fonts.scripts import needs_shaping
from handout.inline.expressions import Expression
from handout.layout.flow.assemble import KeptMarks, placed
from handout.layout.flow.cross_references import filled as numbered
from handout.layout.geometry import Line, Pages, Rule, Slot
from handout.layout.text.directions import leaf_base
from handout.layout.text.ink import InkHeights, ink_heights
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.refit import Resetter
from handout.layout.text.set_lines import SetLine, ShapedText
from handout.pdf import EncodedSlot, FillCache, SlotContent, SlotKey
from handout.pdf.codings import Coding
from handout.variable_data.encoded_lines import encoded_lines
from handout.variable_data.misfits import LayoutDiffers, MissingGlyph
from handout.variable_data.shaped_line import SeenHeights, ShapedLine, shaped_line
from handout.variable_data.single_line import SingleLine, single_line
from handout.variable_data.turned_line import TurnedLine, turned_line

Pattern = tuple[tuple[int, ...], ...]
"""Which runs are on each line."""

_ROUNDING = 0.01


class Question(Struct, frozen=True):
    """What layout asked of a leaf, and the answer."""

    measure: float
    lines: int
    pattern: Pattern | None
    heights: tuple[float, ...] = ()
    """The heights of its lines, if shaped letters make them higher (`Typesetter.grown_heights`)."""


PatientLines = dict[tuple[Any, float], ShapedText]
"""The lines of one patient's leaves by look and measure: all forms that are tried ask for the same lines."""


class SlotPlace(Struct, frozen=True):
    """The place of a leaf: one slot of the file, or several that look the same, as a header's on many pages."""

    keys: tuple[SlotKey, ...]
    slots: tuple[tuple[Slot, KeptMarks], ...]
    """With lines that come again."""


class SlotLeaf(Struct, frozen=True):
    """A leaf with slots for a patient's words."""

    leaf: Leaf
    runs: tuple[tuple[int, Expression], ...]
    """The slots among its runs, by number, with what they print."""
    questions: tuple[Question, ...]
    places: tuple[SlotPlace, ...]
    ink: InkHeights
    """Of its static text."""
    setter: Resetter
    typesetter: Typesetter
    plain: bool
    """All of it is its own, with nothing to be tagged or drawn but its words."""
    turned: bool
    """It may run from right to left whatever its values are."""
    lines: tuple[SingleLine | ShapedLine | TurnedLine, ...]
    """The ways in which it is filled without layout where it has one line, the quickest first."""
    look: tuple[Any, ...]
    """Everything that its lines depend on except the patient's words."""

    def of(self, words: tuple[str, ...]) -> Leaf:
        """The leaf with a patient's words."""
        runs = list(self.leaf.runs)
        for (number, _), text in zip(self.runs, words, strict=True):
            runs[number] = structs.replace(runs[number], text=text)
        return Leaf(key=self.leaf.key, role=self.leaf.role, runs=tuple(runs), span=self.leaf.span)

    def fillings(self, leaf: Leaf, kept: FillCache, set_lines: PatientLines) -> tuple[SlotContent | EncodedSlot, ...]:
        """The content of its places, once the answers to the questions are the same as the form's.

        LayoutDiffers or MissingGlyph.
        """
        made: dict[float, ShapedText] = {}
        grows = self.turned or not self.plain or any(_turns(leaf.runs[number].text) for number, _ in self.runs)
        for question in self.questions:
            key = self.look, question.measure
            if key not in set_lines:
                set_lines[key] = self._set(leaf, question.measure)
            lines = made[question.measure] = set_lines[key]
            if len(lines.lines) != question.lines:
                raise LayoutDiffers
            if question.pattern is not None and _pattern(lines.lines) != question.pattern:
                raise LayoutDiffers
            if (grows or question.heights) and self._heights(leaf, lines) != question.heights:
                raise LayoutDiffers
        if not self.plain:
            return tuple(_filling(place, leaf, made) for place in self.places)
        try:
            return tuple([_encoded(place, leaf, made, kept) for place in self.places])
        except KeyError:
            raise MissingGlyph from None

    def _set(self, leaf: Leaf, measure: float) -> ShapedText:
        try:
            return self.setter.set(leaf, measure)
        except LayoutError:
            raise LayoutDiffers from None  # layout as a whole says all that is wrong

    def _heights(self, leaf: Leaf, made: ShapedText) -> tuple[float, ...]:
        ink = self.ink.joined(_ink(leaf, made.lines, self.typesetter, of_values=True))
        return self.typesetter.grown_heights(leaf, ink)


def _turns(value: str) -> bool:
    """Whether a value may be shaped, or set from right to left."""
    return needs_shaping(value) or has_right_to_left(value)


def _ink(leaf: Leaf, lines: Iterable[SetLine], setter: Typesetter, *, of_values: bool) -> InkHeights:
    """The heights of the values' letters in some lines, or of the others."""
    every = (glyphs for line in lines for glyphs in line.glyphs if leaf.runs[glyphs.run].slot == of_values)
    return ink_heights(every, setter.fonts)


class AskedLeaf(Struct, frozen=True):
    """What is to be known of a leaf with slots in every process that fills its form."""

    leaf: Leaf
    questions: tuple[Question, ...]
    places: tuple[SlotPlace, ...]
    ink: InkHeights = InkHeights()
    """The ink of its static text, which is the same wherever lines end."""


def asked_leaves(pages: Pages, setter: Typesetter) -> tuple[AskedLeaf, ...]:
    """The leaves with slots of pages that were laid out with this typesetter."""
    questions: dict[Leaf, dict[Question, None]] = {}
    inks: dict[Leaf, InkHeights] = {}
    for leaf, measure, lines in setter.slots():
        pattern = _pattern(lines) if _followed(leaf) else None
        inks[leaf] = _ink(leaf, lines, setter, of_values=False)
        ink = inks[leaf].joined(_ink(leaf, lines, setter, of_values=True))
        asked = Question(measure, len(lines), pattern, setter.grown_heights(leaf, ink))
        questions.setdefault(leaf, {})[asked] = None
    places = _places(pages)
    return tuple(AskedLeaf(leaf, tuple(asked), places.get(leaf, ()), inks[leaf]) for leaf, asked in questions.items())


def slot_leaf(asked: AskedLeaf, setter: Typesetter, codings: Mapping[str, Coding]) -> SlotLeaf:
    """A leaf ready to be filled; the typesetter has set nothing that is of another form."""
    leaf, questions = asked.leaf, asked.questions
    places = tuple(SlotPlace(place.keys, tuple((slot, {}) for slot, _ in place.slots)) for place in asked.places)
    plain = not _followed(leaf) and all(run.blank is None for run in leaf.runs)
    plain = plain and all(len({slot.artifact for slot, _ in place.slots}) == 1 for place in places)
    slots = [slot for place in places for slot, _ in place.slots]
    turned = leaf_base(leaf, setter.from_right) > 0
    turned = turned or any(has_right_to_left(run.text) for run in leaf.runs if not run.slot)
    lines: Iterable[SingleLine | ShapedLine | TurnedLine | None] = ()
    if plain and len(slots) == len(places) and all(question.lines == 1 for question in questions):
        measure, how = min(question.measure for question in questions), (setter, codings)
        seen = SeenHeights(asked.ink, frozenset([question.heights for question in questions]))
        lines = [turned_line(leaf, measure, slots, how, seen)]
        if not turned:
            single = None if any(seen.heights) else single_line(leaf, measure, slots, how)
            lines = single, shaped_line(leaf, measure, slots, how, seen), *lines
    static = tuple(run.expression if run.slot else run.text for run in leaf.runs)
    look = leaf.key, setter.style(leaf), static
    resetter = Resetter(leaf, setter)
    return SlotLeaf(
        leaf,
        _slots(leaf),
        questions,
        places,
        asked.ink,
        resetter,
        setter,
        plain,
        turned,
        tuple(filter(None, lines)),
        look,
    )


def _encoded(place: SlotPlace, leaf: Leaf, made: Mapping[float, ShapedText], kept: FillCache) -> EncodedSlot:
    found = encoded_lines((slot for slot, _ in place.slots), leaf, made, kept)
    if found is None:
        raise LayoutDiffers
    return found


def _filling(place: SlotPlace, leaf: Leaf, made: Mapping[float, ShapedText]) -> SlotContent:
    marks: list[Line | Rule] = []
    for slot, known in place.slots:
        if len(made[slot.measure].lines) != slot.total:
            raise LayoutDiffers
        marks += placed(slot, made[slot.measure], known)
    if any(isinstance(mark, Line) and mark.width > mark.measure + _ROUNDING for mark in marks):
        raise LayoutDiffers
    return SlotContent(leaf, tuple(marks))


def _slots(leaf: Leaf) -> tuple[tuple[int, Expression], ...]:
    found = tuple((number, run.expression) for number, run in enumerate(leaf.runs) if run.slot)
    if any(expression is None for _, expression in found):
        raise RuntimeError("a slot doesn't say what it prints")
    return found  # type: ignore[return-value]


def _followed(leaf: Leaf) -> bool:
    return any(
        any(part is not None for part in (run.link, run.lang, run.alt, run.expansion, run.page_of)) for run in leaf.runs
    )


def _pattern(lines: Iterable[SetLine]) -> Pattern:
    return tuple(tuple(dict.fromkeys(glyphs.run for glyphs in line.glyphs)) for line in lines)


def _places(pages: Pages) -> dict[Leaf, tuple[SlotPlace, ...]]:
    """The places of each leaf; slots that look the same are one place."""
    document = pages.document
    furniture = {leaf.key: leaf for band in document.bands for leaf in band.cells}
    body = {leaf.key: leaf for leaf in document.read_leaves if leaf.slot}
    found: dict[SlotKey, list[Slot]] = {}
    for slot in pages.slots:
        found.setdefault(SlotKey(slot.leaf, slot.page), []).append(slot)
    alike: dict[Leaf, dict[tuple[Slot, ...], list[SlotKey]]] = {}
    for key, slots in found.items():
        band = furniture.get(key.leaf)
        leaf = body[key.leaf] if band is None else _on_page(band, key.page, pages)
        look = tuple(structs.replace(slot, page=0) for slot in slots)
        alike.setdefault(leaf, {}).setdefault(look, []).append(key)
    return {
        leaf: tuple(SlotPlace(tuple(keys), tuple((slot, {}) for slot in look)) for look, keys in looks.items())
        for leaf, looks in alike.items()
    }


def _on_page(leaf: Leaf, page: int, pages: Pages) -> Leaf:
    """A header's leaf with the page numbers of one page."""
    numbers = pages.numbers(page)
    return numbered(leaf, lambda _, run: numbers.get(run.page_of or "", run.text))
