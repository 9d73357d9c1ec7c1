"""Documents that are the same but for the words of slots, and those that differ in anything else."""

from __future__ import annotations

import pytest
from msgspec import Struct
from msgspec.structs import replace

from handout.document import Document, Leaf, Run
from handout.document.walk import mapped
from handout.variable_data.signature import same_but_slots
from layout.documents import box, bullets, document, heading, row, table, text

NAME = Run(text="Anna", slot=True)
ONE = document(
    heading("A"),
    text("Ring us."),
    box("Yours", table(("Who", "Where"), row(NAME, "here")), box("Deeper", text("For ", NAME), bullets("First"))),
)


def _with(run: Run, other: Run) -> Document:
    """The document with another run in place of each that is the same."""

    def changed(leaf: Leaf) -> Leaf:
        return replace(leaf, runs=tuple(other if each == run else replace(each) for each in leaf.runs))

    return replace(ONE, body=tuple(mapped(node, changed) for node in ONE.body))


def test_words_of_slots_may_differ() -> None:
    other = _with(NAME, replace(NAME, text="Bo"))
    assert other != ONE
    assert same_but_slots(ONE, other)


@pytest.mark.parametrize(
    "other",
    [
        _with(NAME, replace(NAME, text="Bo", strong=True)),
        _with(NAME, replace(NAME, slot=False)),
        _with(Run(text="First"), Run(text="Second")),
        replace(ONE, body=ONE.body[:-1]),
        replace(ONE, styles={}),
        replace(ONE, title="Another"),
    ],
)
def test_nothing_else_may(other: Document) -> None:
    assert not same_but_slots(ONE, other)
    assert not same_but_slots(other, ONE)


def test_a_leaf_is_compared_once_however_deep_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(one: Leaf, other: object) -> bool:
        compared.append(one.key)
        return Struct.__eq__(one, other)

    other = _with(NAME, replace(NAME, text="Bo"))
    monkeypatch.setattr(Leaf, "__eq__", counted)
    assert same_but_slots(ONE, other)
    assert compared
    assert len(compared) == len({*compared})
