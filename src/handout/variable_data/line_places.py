"""Where lines of slots begin on their pages, rounded as layout and `pdf` round it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from handout.layout.geometry import Slot
from handout.pdf.file import number

_SIDE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of the free width that is before the line."""


class LinePlace(Struct, frozen=True):
    """The place of a line of any width."""

    slot: Slot
    place: bytes
    """At the left."""

    def at(self, width: float) -> bytes:
        """The operands of its place."""
        return self.place if self.slot.align == "left" else operands(left(self.slot, width), self.baseline)

    @property
    def baseline(self) -> int:
        """In hundredths of a point."""
        return hundredths(*self.slot.baselines)


def line_places(slots: Iterable[Slot]) -> tuple[LinePlace, ...]:
    """The places of a line."""
    return tuple([LinePlace(slot, operands(hundredths(slot.x), hundredths(*slot.baselines))) for slot in slots])


def operands(x: int, y: int) -> bytes:
    """A place in hundredths of a point, as the operands of Td."""
    return b"%s %s" % (number(x / 100), number(y / 100))


def line_start(slot: Slot, width: float) -> float:
    """Where a line of a width begins, in points."""
    return slot.x + (slot.measure - width) * _SIDE[slot.align]


def left(slot: Slot, width: float) -> int:
    """Where a line of a width begins, in hundredths of a point."""
    return hundredths(line_start(slot, width))


@lru_cache(1024)
def hundredths(place: float) -> int:
    """Rounded as layout and `pdf` round it."""
    return round(round(place, 3) * 100)
