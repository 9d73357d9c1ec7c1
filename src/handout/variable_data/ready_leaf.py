"""A leaf with slots, made ready to be filled: what is the same for all patients is found once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf
from handout.inline.expressions import Expression
from handout.layout.text.directions import leaf_base
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.refit import Resetter
from handout.pdf.codings import Coding
from handout.variable_data.patient_lines import LeafLook, interned
from handout.variable_data.shaped_line import shaped_line
from handout.variable_data.single_line import single_line
from handout.variable_data.slot_leaf import SlotLeaf
from handout.variable_data.slots import AskedLeaf, followed

Resetters = dict[tuple[LeafLook, bool], Resetter]
"""By how a leaf looks, and whether nothing of it but its words is tagged or drawn."""


def ready_leaf(
    asked: AskedLeaf,
    setter: Typesetter,
    codings: Mapping[str, Coding],
    resetters: Resetters,
) -> SlotLeaf:
    """A leaf ready to be filled; the typesetter has set nothing that is of another form.

    Leaves of one form that look alike share what sets them again.
    """
    questions = asked.questions
    leaf, places = asked.leaf, asked.places
    plain = not followed(leaf) and all(run.blank is None for run in leaf.runs)
    plain = plain and all(len({slot.artifact for slot in place.slots}) == 1 for place in places)
    slots, made, shaped = [slot for place in places for slot in place.slots], None, None
    turned = leaf_base(leaf, setter.from_right) > 0
    turned = turned or any(has_right_to_left(run.text) for run in leaf.runs if not run.slot)
    if plain and len(slots) == len(places) and all(question.lines == 1 for question in questions):
        measure, how = min(question.measure for question in questions), (setter, codings)
        heights = frozenset([question.heights for question in questions])
        # A header that is on no page has no place, and its static text may have no codes.
        made = None if turned or any(heights) or not slots else single_line(leaf, measure, slots, how)
        shaped = shaped_line(leaf, measure, slots, how, (asked.ink, heights))
    runs = tuple([structs.replace(run, text="") if run.slot else run for run in leaf.runs])
    look = interned(LeafLook(leaf.role, setter.style(leaf), runs))
    kind = look, plain
    resetter = resetters.get(kind) or resetters.setdefault(kind, Resetter(leaf, setter, light=plain))
    return SlotLeaf(
        leaf=leaf,
        runs=_slots(leaf),
        questions=questions,
        places=places,
        ink=asked.ink,
        setter=resetter,
        typesetter=setter,
        plain=plain,
        turned=turned,
        single_line=made,
        shaped_line=shaped,
        look=look,
        measures=tuple(question.measure for question in questions),
        printed=frozenset([slot.measure for slot in slots]),
        only_counted=plain and not any(question.pattern is not None or question.heights for question in questions),
    )


def _slots(leaf: Leaf) -> tuple[tuple[int, Expression], ...]:
    found = tuple((number, run.expression) for number, run in enumerate(leaf.runs) if run.slot)
    if any(expression is None for _, expression in found):
        raise RuntimeError("a slot doesn't say what it prints")
    return found  # type: ignore[return-value]
