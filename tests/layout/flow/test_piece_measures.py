"""The measures of pieces are all that page breaks depend on, and nothing that is drawn is in them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handout.diagnostics import LayoutError, Span
from handout.layout.flow.page_breaks import columns
from handout.layout.flow.piece_measures import piece_measures
from handout.layout.flow.pieces import SOFT, Container, Piece, height, opening
from handout.layout.flow.rooms import Rooms
from handout.layout.geometry import Rect

HERE = Span("topic.yaml", 1, 1)
ROOM = Rooms((100.0,), (100.0,))


def pieces(padding: float = 4.0, head: float = 11.0) -> list[Piece]:
    """A box with a table in it, whose header is repeated, and what is around it."""
    area = Rect(x=1.0, y=0.0, width=90.0, height=0.0, fill="#ffffff")
    box = Container(None, HERE, padding, 6.0, 7.0, area)
    table = Container(box, HERE, before=2.0, repeat=(Piece(head, [], HERE, 1.0, 2.0),))
    return [
        Piece(30.0, [], HERE, after=5.0),
        Piece(20.0, [], HERE, before=3.0, break_penalty=SOFT, region=box),
        *(Piece(25.0, [], HERE, break_penalty=SOFT, region=table) for _ in range(4)),
        Piece(10.0, [], HERE, starts_page=True),
    ]


def test_restored_pieces_are_as_high() -> None:
    found = pieces()
    restored = piece_measures(found).restored()
    assert height(restored) == height(found)
    assert [height(opening(each)) for each in restored] == [height(opening(each)) for each in found]
    assert piece_measures(restored) == piece_measures(found)


def test_what_is_drawn_is_no_measure() -> None:
    found = pieces()
    drawn = replace(found[0], marks=[Rect(x=0.0, y=0.0, width=1.0, height=1.0)], span=Span("b.yaml"), ids=["b"])
    assert piece_measures([drawn, *found[1:]]) == piece_measures(found)


@pytest.mark.parametrize("change", [
    {"height": 31.0}, {"before": 1.0}, {"after": 6.0}, {"break_penalty": SOFT}, {"starts_page": True},
    {"cut_off": True}, {"region": Container(None, HERE)},
])  # fmt: skip
def test_all_else_is(change: dict[str, object]) -> None:
    found = pieces()
    assert piece_measures([replace(found[0], **change), *found[1:]]) != piece_measures(found)


@pytest.mark.parametrize("other", [pieces(padding=5.0), pieces(head=12.0)])
def test_regions_are_measured(other: list[Piece]) -> None:
    assert piece_measures(other) != piece_measures(pieces())


def test_a_piece_that_is_too_high_is_named_by_its_own_place() -> None:
    for line in (7, 8):
        with pytest.raises(LayoutError, match=f"a.yaml:{line}:1"):
            columns([Piece(101.0, [], Span("a.yaml", line, 1))], ROOM)
