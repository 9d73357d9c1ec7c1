"""What is kept of documents for those of another look changes nothing in them, and is no patient's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from handout.document import Document, Node, Run, leaves
from handout.layout.flow import kept_pieces, kept_settings
from handout.layout.flow.consulted_styles import ConsultedStyles
from handout.layout.flow.kept_pieces import KeptPieces, Room
from handout.layout.flow.kept_settings import KeptSettings
from handout.layout.flow.pages import Setting, laid_out
from handout.layout.flow.pieces import Piece
from handout.layout.geometry import Pages
from layout.documents import FONTS, HERE, STYLES, box, bullets, document, heading, page, part, row, style, table, text

SECRET = "Zzphi"
NODES: Sequence[Node] = (
    heading("Taking it"),
    text("Small hard bumps of calcium can form in the skin of some people. " * 3),
    text("See ", Run(text="the pages of the ward", link="https://example.org/ward"), " before you come."),
    bullets("One", "Two words", "Three words here"),
    box("Ask us", text("Call the ward. " * 12), bullets("By day", "By night")),
    table(("What", "When"), *(row("Tablet", "Morning") for _ in range(4))),
    part(heading("Inside"), text("Deeper. " * 20), id="deep"),
    box("Yours", text("For ", Run(text=SECRET, slot=True)), text("All of this.")),
    text("For ", Run(text=SECRET, slot=True), "."),
)
CHANGES = ({"color": "#005500"}, {"size": 13.0}, {"space_after": 11.0}, {"background": "#ffeeee"})
LOOKS = st.tuples(st.sampled_from(sorted(STYLES)), st.sampled_from(CHANGES), st.sampled_from([200.0, 240.0]))


def _in_look(role: str, changes: dict[str, object], measure: float, body: Sequence[Node] = NODES) -> Document:
    styles = {**STYLES, role: structs.replace(STYLES[role], **changes)}
    return document(*body, styles=styles, setup=page(height=200, measure=measure))


def _set(kept: KeptSettings, made: Document) -> Pages:
    given = kept.take(made)
    pages = laid_out(made, FONTS, given)
    kept.give(given)
    return pages


def _texts(kept: Setting) -> list[str]:
    inside = (leaf for node in kept.kept.nodes for leaf in leaves(node))
    return [leaf.text for leaf in (*kept.setter.kept.leaves, *inside, *kept.placed.leaves)]


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("role", sorted(STYLES))
def test_a_style_that_differs_is_never_taken_from_another_look(role: str, changes: dict[str, object]) -> None:
    kept, made = KeptSettings(FONTS), _in_look(role, changes, 240.0)
    _set(kept, document(*NODES, setup=page(height=200)))
    assert _set(kept, made) == laid_out(made, FONTS)


@given(st.lists(st.tuples(LOOKS, st.lists(st.sampled_from(NODES), min_size=1, max_size=6)), min_size=2, max_size=6))
def test_pages_are_the_same_whatever_looks_came_before(
    found: list[tuple[tuple[str, dict[str, object], float], list[Node]]],
) -> None:
    kept = KeptSettings(FONTS)
    for look, body in found:
        made = _in_look(*look, body)
        assert _set(kept, made) == laid_out(made, FONTS)
        assert not any(SECRET in known for known in _texts(kept.take(made)))


def test_what_a_look_shares_with_another_is_made_once() -> None:
    kept = KeptSettings(FONTS)
    _set(kept, document(*NODES, setup=page(height=200)))
    given = kept.take(made := _in_look("heading1", {"color": "#005500"}, 240.0))
    assert given.kept.nodes
    laid_out(made, FONTS, given)
    without_heading = [leaf.text for leaf in given.setter.kept.leaves]
    assert "Taking it" in without_heading
    assert not any(known.startswith("Small hard") for known in without_heading)


def test_a_look_without_a_style_is_another_one() -> None:
    kept = KeptSettings(FONTS)
    _set(kept, document(*NODES))
    made = document(*NODES, styles={role: each for role, each in STYLES.items() if role != "link"})
    assert _set(kept, made) == laid_out(made, FONTS)


def test_another_language_has_nothing_in_common() -> None:
    kept = KeptSettings(FONTS)
    _set(kept, document(*NODES))
    assert not kept.take(structs.replace(document(*NODES), language="es")).kept.nodes


def test_of_a_node_so_many_looks_are_kept_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pieces, "MOST_LOOKS", 2)
    room, made = Room(0.0, 100.0, "", 300.0, 1.0, 1.0), list[float]()
    node, kept = text("Words"), None

    def make(look: ConsultedStyles) -> list[Piece]:
        made.append(look["body"].size)
        return [Piece(1.0, [], HERE)]

    for size in (9.0, 10.0, 11.0, 11.0, 10.0, 9.0):
        look = ConsultedStyles({"body": style(size=size)})
        kept = KeptPieces(look, kept)
        kept.of(node, room, [], partial(make, look))
    assert made == [9.0, 10.0, 11.0, 9.0]


def test_so_many_looks_are_kept_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_settings, "MOST_KEPT", 2)
    kept = KeptSettings(FONTS)
    looks = [document(text("Words"), styles={"body": style(size=size)}) for size in (9, 10, 11)]
    for look in looks:
        _set(kept, look)
    assert [bool(kept.take(look).setter.kept.leaves) for look in looks] == [False, True, True]


def test_all_styles_are_consulted_by_who_looks_at_all() -> None:
    for look in (list, len, lambda styles: styles == {}):
        styles = ConsultedStyles(STYLES)
        look(styles)
        assert styles.consulted == {*STYLES}
        assert not styles.agree({"body": style(size=33)})


def test_a_role_without_a_style_is_consulted_too() -> None:
    styles = ConsultedStyles({"body": STYLES["body"]})
    assert "link" not in styles
    assert styles.get("notice") is None
    assert styles.found() == {"link": None, "notice": None}
    assert not ConsultedStyles(STYLES).agree(styles.found())
    assert styles.agree(styles.found())
