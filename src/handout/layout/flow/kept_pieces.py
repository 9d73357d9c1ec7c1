"""The pieces of nodes, kept: a document is flowed several times, and a batch lays out many.

A node's pieces depend on the node, on the room that it has, and on the document's look.  So a typesetter, which is of
one look, keeps them by node and room.  Pieces of a node with a slot are kept for the one document only: what the next
document begins with (`without_slots`) has no patient's words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.document import Node
from handout.document.walk import any_leaf
from handout.layout.flow.pieces import Piece

MOST_KEPT = 2048
"""Nodes, each in one of its rooms."""


class Room(Struct, frozen=True):
    """Where a node's pieces go, and how tight; lengths in points."""

    x: float
    measure: float
    hung: str
    frame_height: float
    spaces: float
    leading: float


class _Made(Struct, frozen=True):
    """What became of a node."""

    pieces: Sequence[Piece]
    unmet: tuple[Span, ...]
    """The places of blocks in it that are higher than a page."""


class KeptPieces:
    """Pieces by node and room; what is given out is a copy, since pieces change while they are put together."""

    def __init__(self, made: dict[tuple[Node, Room], _Made] | None = None) -> None:
        self._made: dict[tuple[Node, Room], _Made] = {} if made is None else made
        self._with_slots: dict[tuple[Node, Room], _Made] = {}
        self._inside = False

    def without_slots(self) -> KeptPieces:
        """For another document: what is kept of nodes that have no patient's words."""
        return KeptPieces(self._made)

    @property
    def nodes(self) -> list[Node]:
        """What is kept."""
        return [node for node, _ in (*self._made, *self._with_slots)]

    def of(self, node: Node, room: Room, unmet: list[Span], make: Callable[[], list[Piece]]) -> list[Piece]:
        """The node's pieces, which are made if they aren't kept; what no page holds is added to `unmet`."""
        if self._inside:  # the whole of it is kept
            return make()
        key = node, room
        made = self._made.get(key) or self._with_slots.get(key)
        if made is not None:
            unmet += made.unmet
        elif any_leaf(node, lambda leaf: leaf.slot):
            made = _keep(self._with_slots, key, unmet, make)
        else:
            self._inside = True
            try:
                made = _keep(self._made, key, unmet, make)
            finally:
                self._inside = False
        return [replace(piece, marks=[*piece.marks], ids=[*piece.ids]) for piece in made.pieces]


def _keep(
    kept: dict[tuple[Node, Room], _Made], key: tuple[Node, Room], unmet: list[Span], make: Callable[[], list[Piece]]
) -> _Made:
    before = len(unmet)
    pieces = make()
    if len(kept) >= MOST_KEPT:
        kept.clear()
    made = kept[key] = _Made(pieces, tuple(unmet[before:]))
    return made
