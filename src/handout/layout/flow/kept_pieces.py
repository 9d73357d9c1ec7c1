"""The pieces of nodes without a patient's words, kept: a document is flowed several times, and a batch lays out many.

A node's pieces depend on the node, on the room that it has, and on the document's look.  So a typesetter, which is of
one look, keeps them by node and room.  A node with a slot is never kept: nothing here is a patient's.
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
    """Of the blocks in it that no page holds."""


class KeptPieces:
    """Pieces by node and room; what is given out is a copy, since pieces change while they are put together."""

    def __init__(self) -> None:
        self._made: dict[tuple[Node, Room], _Made] = {}
        self._inside = False

    @property
    def nodes(self) -> list[Node]:
        """What is kept."""
        return [node for node, _ in self._made]

    def of(self, node: Node, room: Room, unmet: list[Span], make: Callable[[], list[Piece]]) -> list[Piece]:
        """The node's pieces, which are made if they aren't kept; what no page holds is added to `unmet`."""
        if self._inside:  # the whole of it is kept
            return make()
        key = node, room
        made = self._made.get(key)
        if made is None:
            if any_leaf(node, lambda leaf: leaf.slot):
                return make()
            made = self._keep(key, unmet, make)
        else:
            unmet += made.unmet
        return [replace(piece, marks=[*piece.marks], ids=[*piece.ids]) for piece in made.pieces]

    def _keep(self, key: tuple[Node, Room], unmet: list[Span], make: Callable[[], list[Piece]]) -> _Made:
        before = len(unmet)
        self._inside = True
        try:
            pieces = make()
        finally:
            self._inside = False
        if len(self._made) >= MOST_KEPT:
            self._made.clear()
        made = self._made[key] = _Made(pieces, tuple(unmet[before:]))
        return made
