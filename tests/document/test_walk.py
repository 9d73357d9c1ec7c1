"""The Document's tree: what is in each part, and one walk over all of it."""

from __future__ import annotations

from typing import get_args, get_type_hints

from msgspec import structs

from handout import document
from handout.diagnostics import Span
from handout.document import Box, Group, Heading, Leaf, List, Paragraph, Part, Placed, Run, Section, every, mapped, walk
from handout.document import Item as ListItem
from handout.document import Row as TableRow
from handout.document.walk import any_leaf
from layout.documents import document as whole


def _inside(hint: object) -> set[object]:
    """A type with all that it is made of."""
    return {hint}.union(*(_inside(each) for each in get_args(hint)))


def _kinds(kind: type[Part] = Part) -> set[type[Part]]:
    """Every kind of part that there is."""
    return {kind}.union(*(_kinds(below) for below in kind.__subclasses__())) - {Part, Placed}


def test_every_field_that_holds_parts_is_walked_over() -> None:
    kinds = _kinds()
    assert len(kinds) > 15
    for kind in kinds:
        held = {name for name, hint in get_type_hints(kind, None, vars(document)).items() if _inside(hint) & kinds}
        assert held == {*kind.PARTS, *kind.UNREAD}, kind


def _leaf(key: int) -> Leaf:
    return Leaf(key=key, role="body", runs=(Run(text=str(key)),), span=Span("here"))


def test_leaves_are_found_and_changed_in_reading_order() -> None:
    inner = Paragraph(leaf=_leaf(2))
    listing = List(kind="disc", items=(ListItem(label=_leaf(1), children=(inner,)),))
    tree = Section(children=(Heading(level=2, leaf=_leaf(0)), listing, Paragraph(leaf=_leaf(3))))
    assert [leaf.key for leaf in walk((tree,))] == [0, 1, 2, 3]
    assert list(every((tree,)))[-2:] == [inner, tree.children[2]]
    moved = mapped(tree, lambda leaf: structs.replace(leaf, key=leaf.key + 5))
    assert [leaf.key for leaf in walk((moved,))] == [5, 6, 7, 8]


def test_the_nodes_and_the_leaves_of_a_document_are_those_of_its_body() -> None:
    box = Box(title=_leaf(1), role="help", children=(Paragraph(leaf=_leaf(2)),), span=Span("here"))
    tree = Section(children=(Heading(level=2, leaf=_leaf(0)), box, Paragraph(leaf=_leaf(3))))
    found = whole(tree, Paragraph(leaf=_leaf(4)))
    assert found.every_node == tuple(every(found.body)) == (tree, *every(tree.children), found.body[1])
    assert found.read_leaves == tuple(walk(found.body))
    assert [leaf.key for leaf in found.every_leaf] == [0, 1, 2, 3, 4]


def test_what_has_no_changed_leaf_stays_the_same_object() -> None:
    first, second = Paragraph(leaf=_leaf(0)), Paragraph(leaf=_leaf(1))
    tree = Section(children=(first, Section(children=(second,))))
    assert mapped(tree, lambda leaf: leaf) is tree
    changed = mapped(tree, lambda leaf: structs.replace(leaf, role="caption") if leaf.key else leaf)
    assert changed.children[0] is first
    assert [leaf.role for leaf in walk((changed,))] == ["body", "caption"]


def test_any_leaf_is_one_that_is_not_read_aloud_too() -> None:
    rows = (TableRow(cells=(_leaf(2),), span=Span("here")),)
    group = Group(title=_leaf(1), rows=rows, continued=_leaf(3))
    assert [leaf.key for leaf in walk((group,))] == [1, 2]
    seen: list[int] = []

    def is_last(leaf: Leaf) -> bool:
        seen.append(leaf.key)
        return leaf.key == 3

    assert any_leaf(group, is_last)
    assert seen == [1, 2, 3]
    assert not any_leaf(_leaf(1), is_last)
