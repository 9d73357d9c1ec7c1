"""The pieces of nodes, kept: a document is flowed several times, and a batch lays out many.

A node's pieces depend on the node, on the room that it has, and on the document's look: its fonts, and its styles.  So
they are kept by node and room, for one look.  Where another look has the same fonts and its styles are equal in each
role that was consulted while the pieces were made, they are its pieces too.

Pieces of a node with a slot are kept for the one document only: what the next document begins with (`without_slots`)
has no patient's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.document import Node, Style
from handout.document.walk import any_leaf
from handout.layout.flow.consulted_styles import ConsultedStyles
from handout.layout.flow.pieces import Piece

V = TypeVar("V")

MOST_KEPT = 2048
"""Nodes, each in one of its rooms."""
MOST_LOOKS = 8
"""In so many looks such a node is kept for further ones."""


class Room(Struct, frozen=True):
    """Where a node's pieces go, and how tight; lengths in points."""

    x: float
    measure: float
    hung: str
    frame_height: float
    spaces: float
    leading: float


class _NodePieces(Struct, frozen=True):
    """What became of a node."""

    pieces: Sequence[Piece]
    unmet: tuple[Span, ...]
    """The places of blocks in it that are higher than a page."""
    styles: Mapping[str, Style | None]
    """With which it was made."""


_NodeInRoom = tuple[Node, Room]
_LINK = "link"
"""The role in whose colour links are; lines that are kept don't consult it again."""


class KeptPieces:
    """Pieces by node and room; what is given out is a copy, since pieces change while they are put together."""

    def __init__(self, styles: ConsultedStyles | None = None, like: KeptPieces | None = None) -> None:
        """For a look with these styles; with what is kept of another one with the same fonts."""
        self._styles = ConsultedStyles({}) if styles is None else styles
        self._made: dict[_NodeInRoom, _NodePieces] = {}
        self._of_all: dict[_NodeInRoom, list[_NodePieces]] = {} if like is None else like._of_all
        """Those of all looks with these fonts."""
        self._with_slots: dict[_NodeInRoom, _NodePieces] = {}
        self._inside = False

    def without_slots(self) -> KeptPieces:
        """For another document: what is kept of nodes that have no patient's words."""
        other = KeptPieces(self._styles, self)
        other._made = self._made
        return other

    @property
    def nodes(self) -> list[Node]:
        """What is kept."""
        return [node for node, _ in (*self._made, *self._of_all, *self._with_slots)]

    def of(self, node: Node, room: Room, unmet: list[Span], make: Callable[[], list[Piece]]) -> list[Piece]:
        """The node's pieces, which are made if they aren't kept; what no page holds is added to `unmet`."""
        if self._inside:  # the whole of it is kept
            return make()
        key = node, room
        made = self._made.get(key) or self._with_slots.get(key)
        if made is None and any_leaf(node, lambda leaf: leaf.slot):
            made = _keep(self._with_slots, key, self._as_made(make, unmet))
        elif made is None:
            made = self._without_slot(key, make, unmet)
        else:
            unmet += made.unmet
        return [replace(piece, marks=[*piece.marks], ids=[*piece.ids]) for piece in made.pieces]

    def _without_slot(self, key: _NodeInRoom, make: Callable[[], list[Piece]], unmet: list[Span]) -> _NodePieces:
        for made in self._of_all.get(key, ()):
            if self._styles.agree(made.styles):
                unmet += made.unmet
                return _keep(self._made, key, made)
        self._inside = True
        self._styles.consulted = {_LINK}
        try:
            made = _keep(self._made, key, self._as_made(make, unmet))
        finally:
            self._inside = False
        others = self._of_all[key][1 - MOST_LOOKS :] if key in self._of_all else []
        _keep(self._of_all, key, [*others, made])
        return made

    def _as_made(self, make: Callable[[], list[Piece]], unmet: list[Span]) -> _NodePieces:
        before = len(unmet)
        pieces = make()
        return _NodePieces(pieces, tuple(unmet[before:]), self._styles.found())


def _keep(kept: dict[_NodeInRoom, V], key: _NodeInRoom, made: V) -> V:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = made
    return made
