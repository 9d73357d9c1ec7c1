"""The leaves with slots: what layout asked of each leaf, and its places on the pages."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, structs

from handout.document import Leaf
from handout.layout.flow.cross_references import filled as numbered
from handout.layout.geometry import Pages, Slot
from handout.layout.text.ink import InkHeights, ink_heights
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import SetLine
from handout.pdf import SlotKey
from handout.variable_data.proven_documents import without_words

Pattern = tuple[tuple[int, ...], ...]
"""Which runs are on each line."""


class Question(Struct, frozen=True):
    """What layout asked of a leaf, and the answer."""

    measure: float
    lines: int
    pattern: Pattern | None
    heights: tuple[float, ...] = ()
    """The heights of its lines, if shaped letters make them higher (`Typesetter.grown_heights`)."""


class SlotPlace(Struct, frozen=True):
    """The place of a leaf: one slot of the file, or several that look the same, as a header's on many pages."""

    keys: tuple[SlotKey, ...]
    slots: tuple[Slot, ...]


def _ink_of(leaf: Leaf, lines: Iterable[SetLine], setter: Typesetter, *, of_values: bool) -> InkHeights:
    """The heights of the values' letters in some lines, or of the others."""
    every = (glyphs for line in lines for glyphs in line.glyphs if leaf.runs[glyphs.run].slot == of_values)
    return ink_heights(every, setter.fonts)


class AskedLeaf(Struct, frozen=True):
    """What is to be known of a leaf with slots to fill its form."""

    leaf: Leaf
    """Without a patient's words."""
    questions: tuple[Question, ...]
    places: tuple[SlotPlace, ...]
    ink: InkHeights = InkHeights()
    """The ink of its static text, which is the same wherever lines end."""


def asked_leaves(pages: Pages, setter: Typesetter) -> tuple[AskedLeaf, ...]:
    """The leaves with slots of pages that were laid out with this typesetter."""
    questions: dict[Leaf, dict[Question, None]] = {}
    inks: dict[Leaf, InkHeights] = {}
    for leaf, measure, lines in setter.slots():
        pattern = pattern_of(lines) if followed(leaf) else None
        inks[leaf] = _ink_of(leaf, lines, setter, of_values=False)
        ink = inks[leaf].joined(_ink_of(leaf, lines, setter, of_values=True))
        asked = Question(measure, len(lines), pattern, setter.grown_heights(leaf, ink))
        questions.setdefault(leaf, {})[asked] = None
    places = _places(pages)
    return tuple(
        AskedLeaf(without_words(leaf), tuple(asked), places.get(leaf, ()), inks[leaf])
        for leaf, asked in questions.items()
    )


def followed(leaf: Leaf) -> bool:
    """Whether something depends on which of a leaf's runs are on which line."""
    return any(
        any(part is not None for part in (run.link, run.lang, run.alt, run.expansion, run.page_of)) for run in leaf.runs
    )


def pattern_of(lines: Iterable[SetLine]) -> Pattern:
    """Which runs are on each of some lines."""
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
    return {leaf: tuple(SlotPlace(tuple(keys), look) for look, keys in looks.items()) for leaf, looks in alike.items()}


def _on_page(leaf: Leaf, page: int, pages: Pages) -> Leaf:
    """A header's leaf with the page numbers of one page."""
    numbers = pages.numbers(page)
    return numbered(leaf, lambda _, run: numbers.get(run.page_of or "", run.text))
