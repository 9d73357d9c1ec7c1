"""What is kept of one document for the next of its look changes nothing in it, and is no patient's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from handout.document import Group, Node, Run, leaves
from handout.layout.flow import kept_pieces
from handout.layout.flow.consulted_styles import ConsultedStyles
from handout.layout.flow.kept_pieces import KeptPieces, Room
from handout.layout.flow.pages import Setting, laid_out, setting
from handout.layout.flow.pieces import Piece
from handout.layout.text import kept_lines
from handout.layout.text.paragraph import Typesetter
from layout.documents import (
    FONTS,
    HERE,
    STYLES,
    box,
    bullets,
    document,
    heading,
    leaf,
    page,
    part,
    row,
    style,
    table,
    text,
)

SECRET = "Zzphi"
STATIC: Sequence[Node] = (
    heading("Taking it"),
    text("Small hard bumps of calcium can form in the skin of some people. " * 3),
    bullets("One", "Two words", "Three words here"),
    box("Ask us", text("Call the ward. " * 12), bullets("By day", "By night")),
    table(("What", "When"), *(row("Tablet", "Morning") for _ in range(4))),
    part(heading("Inside"), text("Deeper. " * 20), id="deep"),
    text("Kept whole. " * 90, together=HERE),
    text("See ", Run(text=" (page {})", page_of="deep"), "."),
)
TARGET = 5
"""Which of them the last one refers to."""


def _own(words: str) -> Run:
    return Run(text=words, slot=True)


def _drawn(number: int, words: str) -> Node:
    """A node of what all documents share, or one with a patient's words, which are on a line of their own or more."""
    if number < len(STATIC):
        return STATIC[number]
    kinds: Sequence[Node] = (
        text("For ", _own(words), "."),
        box("Yours", text(_own(words))),
        table(("Who", "Where"), row(_own(words), "here")),
        part(heading("Yours"), text("All of this. " * 8), text(_own(words))),
    )
    return kinds[number - len(STATIC)]


BODIES = st.lists(st.tuples(st.integers(0, len(STATIC) + 3), st.sampled_from(["A", SECRET, "Long " * 20])), max_size=12)


def _known(kept: Setting) -> list[str]:
    """All that is kept of texts."""
    inside = (leaf for node in kept.kept.nodes for leaf in leaves(node))
    return [leaf.text for leaf in (*kept.setter.kept.leaves, *inside)]


@given(st.lists(BODIES, min_size=2, max_size=4))
def test_pages_are_the_same_whatever_was_laid_out_before(bodies: list[list[tuple[int, str]]]) -> None:
    kept: Setting | None = None
    for body in bodies:
        drawn = {**dict(body), TARGET: ""}
        made = document(*(_drawn(*each) for each in drawn.items()), setup=page(height=200))
        kept = setting(made, FONTS) if kept is None else kept.successor()
        assert laid_out(made, FONTS, kept) == laid_out(made, FONTS)
        assert not any(SECRET in known for known in _known(kept.successor()))


def test_words_that_are_not_read_aloud_are_a_patients_too() -> None:
    """The title of rows that go on, on a new page, is in no list of leaves that are read."""
    rows = Group(title=leaf("Yours"), rows=(row("a", "b"),), continued=leaf(_own(SECRET)))
    made = document(table(("What", "When"), groups=(rows,)))
    given = setting(made, FONTS)
    laid_out(made, FONTS, given)
    assert given.kept.nodes and not given.successor().kept.nodes


def test_a_node_with_a_patients_words_is_set_once_for_each_room_of_its_document() -> None:
    kept, room, times = KeptPieces(), Room(0.0, 100.0, "", 300.0, 1.0, 1.0), 0

    def make() -> list[Piece]:
        nonlocal times
        times += 1
        return [Piece(1.0, [], HERE)]

    own = text("For ", _own(SECRET))
    for wanted in (room, room, structs.replace(room, spaces=0.7)):
        assert len(kept.of(own, wanted, [], make)) == 1
    assert times == 2
    kept.without_slots().of(own, room, [], make)
    assert times == 3


def test_shaped_letters_of_a_patient_are_not_kept() -> None:
    name = "شهرزاد"
    made = document(text("For ", _own(name)))
    given = setting(made, FONTS)
    laid_out(made, FONTS, given)
    assert name in repr(vars(given.setter))
    assert name not in repr(vars(given.successor().setter))


def test_a_document_of_another_look_is_not_set_alike() -> None:
    made = document(text("Words"))
    assert setting(made, FONTS).suits(document(text("Others")))
    assert not setting(made, FONTS).suits(document(text("Words"), styles={"body": style(size=11)}))


def test_a_block_that_no_page_holds_is_warned_of_each_time() -> None:
    made = document(text("Words that go on. " * 90, together=HERE), setup=page(height=100))
    given = setting(made, FONTS)
    assert [laid_out(made, FONTS, each).warnings for each in (given, given.successor())] == 2 * [
        laid_out(made, FONTS).warnings
    ]


def test_what_is_kept_has_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pieces, "MOST_KEPT", 3)
    monkeypatch.setattr(kept_lines, "MOST_KEPT", 3)
    kept, room = KeptPieces(), Room(0.0, 100.0, "", 300.0, 1.0, 1.0)
    for number in range(8):
        kept.of(text(f"Number {number}"), room, [], lambda: [Piece(1.0, [], HERE)])
        kept.of(text(f"Number {number}", _own(SECRET)), room, [], lambda: [Piece(1.0, [], HERE)])
        assert len(kept.nodes) <= 9
    made = document(*(text(f"Number {number}") for number in range(8)))
    given = setting(made, FONTS)
    laid_out(made, FONTS, given)
    assert not given.successor().setter.kept.leaves


def test_the_style_of_lines_and_widths_that_are_kept_counts_as_consulted() -> None:
    styles = ConsultedStyles(STYLES)
    setter = Typesetter(styles, {"body": ("FiraGO",)}, FONTS)
    given = leaf("Some words", role="label")
    set_first, widths = setter.set(given, 90.0), setter.natural(given)
    styles.consulted.clear()
    assert setter.set(given, 90.0) is set_first
    assert styles.consulted == {"label"}
    styles.consulted.clear()
    assert setter.natural(given) == widths
    assert styles.consulted == {"label"}
    tight = setter.tightened(0.9).set(given, 90.0)
    assert tight.lines is set_first.lines
    assert tight.ascent + tight.descent < set_first.ascent + set_first.descent
