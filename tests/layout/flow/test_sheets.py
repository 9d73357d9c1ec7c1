"""No slip is on the back of another, whatever stands between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.layout.flow.page_breaks import columns
from handout.layout.flow.pieces import FEW, FREE, NEVER, SOFT, WHOLE, Piece
from handout.layout.flow.rooms import Rooms

from .test_page_breaks import HERE, ROOM

TWO = Rooms((60.0, 60.0), (100.0, 100.0))


def piece(height: float, penalty: float = FREE, *, cut_off: bool = False, starts_page: bool = False) -> Piece:
    return Piece(height, [], HERE, break_penalty=penalty, cut_off=cut_off, starts_page=starts_page)


def slips_by_page(pieces: list[Piece], rooms: Rooms = ROOM) -> list[list[int]]:
    pages = columns(pieces, rooms)
    assert [n for page in pages for cut in page for n in range(cut.start, cut.end)] == [*range(len(pieces))]
    return [[n for cut in page for n in range(cut.start, cut.end) if pieces[n].cut_off] for page in pages]


PIECES = st.builds(
    piece,
    st.integers(1, 59).map(float),
    st.sampled_from((FREE, FREE, SOFT, FEW, WHOLE, NEVER)),
    cut_off=st.sampled_from((False, False, True)),
    starts_page=st.sampled_from((False, False, False, True)),
)


@given(st.lists(PIECES, max_size=30), st.sampled_from([ROOM, TWO]))
def test_a_slip_has_no_slip_on_its_back(pieces: list[Piece], rooms: Rooms) -> None:
    pages = slips_by_page(pieces, rooms)
    for front, back in zip(pages[::2], pages[1::2], strict=False):
        assert not (front and back)


def test_two_slips_may_be_on_one_page() -> None:
    assert slips_by_page([piece(40, cut_off=True), piece(10), piece(40, cut_off=True)]) == [[0, 2]]


def test_a_slip_waits_for_the_next_sheet() -> None:
    pieces = [piece(60, cut_off=True), piece(40), piece(60), piece(30, cut_off=True)]
    assert slips_by_page(pieces) == [[0], [], [3]]


def test_the_back_of_a_slip_stays_blank_if_only_a_slip_could_stand_on_it() -> None:
    pieces = [piece(90, cut_off=True), piece(90, cut_off=True), piece(20)]
    assert slips_by_page(pieces) == [[0], [], [1], []]
    pieces = [piece(50, cut_off=True), piece(20, NEVER, starts_page=True), piece(50, cut_off=True)]
    assert slips_by_page(pieces) == [[0], [], [2]]


def test_a_slip_on_a_back_is_no_reason_to_wait() -> None:
    pieces = [piece(90), piece(90, cut_off=True), piece(90, cut_off=True)]
    assert slips_by_page(pieces) == [[], [1], [2]]
