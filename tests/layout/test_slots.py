"""A slot set again with other words stands where laying out the whole document would put it."""

from __future__ import annotations

from msgspec import structs

from handout.layout import layout
from handout.layout.assemble import set_slot
from handout.layout.geometry import Line, Pages, Rule
from handout.layout.leaf import Typesetter
from handout.tree import Band, Document, Leaf, Run, walk

from .documents import FONTS, STYLES, box, document, leaf, row, table, text

SENTENCE = "Small hard bumps of calcium can form in the skin of some people. "


def made_for(name: str) -> Document:
    who = Run(text=name, slot=True)
    made = document(
        text("For ", who, ", who takes ", Run(text="[dose]", blank=60.0), "."),
        box("Yours", text(who), text(SENTENCE * 30, who, SENTENCE * 10)),
        table(("Name", "Use"), row(who, SENTENCE)),
        header=Band(left=leaf("Clinic", role="band"), right=leaf(who, " and more", role="band")),
        styles=STYLES,
    )
    return _numbered(made)


def _numbered(made: Document) -> Document:
    """The leaves numbered alike in every document."""
    from handout.layout.references import _all

    keys = {old.key: new for new, old in enumerate(_leaves(made))}

    def change(given: Leaf) -> Leaf:
        return structs.replace(given, key=keys[given.key])

    band = structs.replace(
        made.header,
        left=made.header.left and change(made.header.left),
        right=made.header.right and change(made.header.right),
    )
    return structs.replace(made, body=_all(made.body, change), header=band)


def _leaves(made: Document) -> list[Leaf]:
    return [*walk(made.body), *made.header.cells]


def in_slots(pages: Pages) -> list[tuple[int, Line | Rule]]:
    return [
        (number, item)
        for number, page in enumerate(pages.pages)
        for item in page.items
        if isinstance(item, Line | Rule) and item.slot is not None
    ]


def test_a_slot_set_again_is_what_the_whole_layout_gives() -> None:
    first, second = layout(made_for("Maria Doe"), FONTS), layout(made_for("Anna Roe"), FONTS)
    leaves = {each.key: each for each in _leaves(second.document)}
    setter = Typesetter(STYLES, second.document.families, FONTS)
    again = [(slot.page, mark) for slot in first.slots for mark in set_slot(slot, leaves[slot.leaf], setter) or ()]
    assert len(first.pages) > 1
    assert again == in_slots(second)
    assert any(isinstance(mark, Rule) for _, mark in again)


def test_other_words_that_take_more_lines_have_no_room() -> None:
    pages = layout(made_for("Maria Doe"), FONTS)
    setter = Typesetter(STYLES, pages.document.families, FONTS)
    longer = leaf(Run(text="Maria " * 30, slot=True))
    assert set_slot(pages.slots[1], longer, setter) is None
