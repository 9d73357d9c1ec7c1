"""What a typesetter keeps of the leaves that it has set, and what of that goes on to another document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from handout.document import Leaf
from handout.layout.text.ink import InkHeights
from handout.layout.text.set_lines import SetLine, ShapedText
from handout.layout.text.words import MeasuredWords, TextLook

if TYPE_CHECKING:
    from handout.layout.text.directions import LeafLevels

MOST_KEPT = 4096
"""How many leaves are kept."""


class LineRequest(NamedTuple):
    """Which lines were asked for."""

    leaf: Leaf
    measure: float
    balanced: bool


class KeptLines(Struct, frozen=True):
    """What was found of leaves, by leaf or by what was asked of it."""

    words: dict[Leaf, tuple[list[TextLook], MeasuredWords]] = {}
    lines: dict[LineRequest, tuple[SetLine, ...]] = {}
    shaped: dict[tuple[LineRequest, float], ShapedText] = {}
    """The same with their heights, by the leading."""
    statics: dict[Leaf, Leaf] = {}
    """Leaves with usual words in their slots."""
    naturals: dict[Leaf, tuple[float, float]] = {}
    levels: dict[Leaf, LeafLevels | None] = {}
    inks: dict[tuple[SetLine, ...], InkHeights] = {}

    def without_slots(self) -> KeptLines:
        """For another document: what has no patient's words; nothing where it is too much."""
        if len(self.levels) > MOST_KEPT:
            return KeptLines()
        return KeptLines(
            words={leaf: found for leaf, found in self.words.items() if not leaf.slot},
            lines={request: found for request, found in self.lines.items() if not request.leaf.slot},
            shaped={key: found for key, found in self.shaped.items() if not key[0].leaf.slot},
            naturals={leaf: found for leaf, found in self.naturals.items() if not leaf.slot},
            levels={leaf: found for leaf, found in self.levels.items() if not leaf.slot},
        )

    def forget(self) -> None:
        """Forgets all of it, for each typesetter that shares it."""
        for kept in (self.words, self.lines, self.shaped, self.statics, self.naturals, self.levels, self.inks):
            kept.clear()

    @property
    def leaves(self) -> frozenset[Leaf]:
        """Of which something is kept."""
        lines = (request.leaf for request in (*self.lines, *(request for request, _ in self.shaped)))
        return frozenset((*self.words, *lines, *self.statics, *self.levels, *self.naturals))
