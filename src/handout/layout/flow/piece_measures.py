"""What page breaks depend on of pieces: plain numbers, by which they are kept.

A document is flowed several times, and in most flows its pieces are as high as in one before.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from handout.diagnostics import Span
from handout.layout.flow.pieces import Container, Piece, chain
from handout.layout.geometry import Rect

_AREA = Rect(x=0.0, y=0.0, width=0.0, height=0.0)


class _Region(Struct, frozen=True):
    parent: int
    """By its number; -1 for none."""
    padding: float
    before: float
    after: float
    drawn: bool
    """It has an area."""
    repeat: tuple[tuple[float, float, float], ...]
    """The height of what is repeated, and the space before and after."""


class PieceMeasures(Struct, frozen=True):
    """The measures of some pieces, and of the regions that they are in; none of what is drawn."""

    pieces: tuple[tuple[float, float, float, float, bool, bool, int], ...]
    """Height, space before and after, penalty, whether it begins a page and is cut off, the number of its region."""
    regions: tuple[_Region, ...]

    def restored(self) -> list[Piece]:
        """Pieces with these measures."""
        regions: list[Container] = []
        for each in self.regions:
            repeat = tuple([Piece(height, [], _NOWHERE, before, after) for height, before, after in each.repeat])
            parent = regions[each.parent] if each.parent >= 0 else None
            area = _AREA if each.drawn else None
            regions.append(Container(parent, _NOWHERE, each.padding, each.before, each.after, area, repeat))
        return [
            Piece(
                height, [], _NOWHERE, before, after, penalty, regions[region] if region >= 0 else None,
                starts_page=starts_page, cut_off=cut_off,
            )
            for height, before, after, penalty, starts_page, cut_off, region in self.pieces
        ]  # fmt: skip


_NOWHERE = Span("")


def piece_measures(pieces: Sequence[Piece]) -> PieceMeasures:
    """The measures of pieces; regions are numbered in the order in which they begin, outer ones first."""
    numbers: dict[Container | None, int] = {None: -1}
    found: list[_Region] = []
    for piece in pieces:
        if piece.region not in numbers:
            for region in chain(piece.region):
                if region not in numbers:
                    numbers[region] = len(found)
                    found.append(_region(region, numbers[region.parent]))
    measures = [
        (
            piece.height, piece.before, piece.after, piece.break_penalty, piece.starts_page, piece.cut_off,
            numbers[piece.region],
        )
        for piece in pieces
    ]  # fmt: skip
    return PieceMeasures(tuple(measures), tuple(found))


def _region(region: Container, parent: int) -> _Region:
    repeat = tuple([(head.height, head.before, head.after) for head in region.repeat])
    return _Region(parent, region.padding, region.before, region.after, region.area is not None, repeat)
