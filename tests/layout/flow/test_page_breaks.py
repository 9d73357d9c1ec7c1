"""Pages end where the whole document is cheapest: compared with every way that there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.diagnostics import LayoutError, Span
from handout.layout.flow.frame_heights import Cut
from handout.layout.flow.page_breaks import columns, overflow
from handout.layout.flow.pieces import FEW, FREE, KEPT, NEVER, SHORT, SOFT, WHOLE, Piece
from handout.layout.flow.rooms import Rooms

HERE = Span("topic.yaml", 1, 1)
ROOM = Rooms((100.0,), (100.0,))
COSTS = (FREE, FREE, FREE, SOFT, SHORT, FEW, WHOLE, KEPT, NEVER)


def piece(height: float, penalty: float = FREE, *, starts_page: bool = False) -> Piece:
    return Piece(height, [], HERE, break_penalty=penalty, starts_page=starts_page)


def ends(pieces: list[Piece], rooms: Rooms = ROOM) -> list[list[int]]:
    return [[cut.end for cut in page] for page in columns(pieces, rooms)]


def ways(pieces: list[Piece], start: int = 0) -> Iterator[list[Cut]]:
    """Every way to cut pieces into pages of 100 points."""
    if start == len(pieces):
        yield []
    for end in range(start + 1, len(pieces) + 1):
        high = sum(each.height for each in pieces[start:end])
        if high > 100 or any(each.starts_page for each in pieces[start + 1 : end]):
            break
        yield from ([Cut(start, end, high), *rest] for rest in ways(pieces, end))


def price(pieces: list[Piece], way: list[Cut]) -> float:
    """What a way costs, by the rules as the module states them."""
    total = 0.0
    for cut in way:
        total += 100
        blank = 1 - cut.height / 100
        if cut.end < len(pieces) and not pieces[cut.end].starts_page:
            total += pieces[cut.end - 1].break_penalty + 100 * blank + 1000 * max(0.0, blank - 0.2)
        elif cut.start and cut.height < 36:
            total += 20 + 200 * (0.36 - cut.height / 100)
    return total


@given(
    st.lists(
        st.builds(piece, st.integers(5, 60).map(float), st.sampled_from((FREE, FREE, SOFT, SHORT, FEW))), max_size=9
    )
)
def test_no_way_is_cheaper(pieces: list[Piece]) -> None:
    """Of those that leave no page more than half blank where there is another break."""
    found = [cut for page in columns(pieces, ROOM) for cut in page]
    near = [way for way in ways(pieces) if all(cut.height >= 50 or cut.end == len(pieces) for cut in way)]
    if near:
        assert price(pieces, found) <= min(price(pieces, way) for way in near) + 1e-6


@given(
    st.lists(
        st.builds(piece, st.integers(0, 99).map(float), st.sampled_from(COSTS), starts_page=st.booleans()), max_size=40
    ),
    st.sampled_from([ROOM, Rooms((60.0, 60.0), (100.0, 100.0))]),
)
def test_every_piece_is_on_one_page_in_order(pieces: list[Piece], rooms: Rooms) -> None:
    try:
        pages = columns(pieces, rooms)
    except LayoutError:
        assert any(each.height > min(rooms.first) for each in pieces)
        return
    cuts = [cut for page in pages for cut in page]
    assert [number for cut in cuts for number in range(cut.start, cut.end)] == [*range(len(pieces))]
    begun = {page[0].start for page in pages}
    assert all(number in begun for number, each in enumerate(pieces) if each.starts_page)
    for number, page in enumerate(pages):
        heights = rooms.later if number else rooms.first
        assert all(cut.height <= room + 0.01 for cut, room in zip(page, heights, strict=False))


def test_a_short_last_page_gets_more() -> None:
    assert ends([piece(10.0) for _ in range(11)]) == [[8], [11]]


def test_a_last_page_that_is_full_enough_stays() -> None:
    assert ends([piece(10.0) for _ in range(14)]) == [[10], [14]]


def test_blank_paper_is_spread() -> None:
    # Filled page by page, the second page would end under a third of it blank, before the piece that is whole.
    pieces = [
        *(piece(10.0) for _ in range(17)),
        *(piece(10.0, WHOLE) for _ in range(5)),
        *(piece(10.0) for _ in range(9)),
    ]
    blank = [100 - cut.height for page in columns(pieces, ROOM)[:-1] for cut in page]
    assert max(blank) <= 25


def test_a_short_list_is_cut_rather_than_a_page_left_half_empty() -> None:
    pieces = [
        *(piece(10.0) for _ in range(5)),
        *(piece(12.0, SHORT) for _ in range(6)),
        *(piece(10.0) for _ in range(7)),
    ]
    assert ends(pieces)[0][0] > 5


def test_what_would_be_left_for_the_last_page() -> None:
    assert overflow([piece(10.0) for _ in range(11)], ROOM) == pytest.approx(0.1)
    assert overflow([piece(10.0) for _ in range(10)], ROOM) == pytest.approx(1.0)


def test_what_is_too_high_has_its_place() -> None:
    with pytest.raises(LayoutError) as caught:
        columns([piece(10.0), Piece(101.0, [], Span("a.yaml", 7, 3))], ROOM)
    assert str(caught.value.diagnostics[0].span) == "a.yaml:7:3"
