"""Pieces on their frames into a page's items, with places and slots."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from handout.layout.geometry import Frame, Glyphs, Line, Mark, Page, Place, Rule, Slot
from handout.layout.pieces import Drawn, Piece, Text, opening, stack


class Assembly:
    """Puts pages together, one after another."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.places: dict[str, Place] = {}
        self.slots: list[Slot] = []
        self._open: dict[int, tuple[int, int]] = {}

    def page(self, bands: tuple[list[Drawn], list[Drawn]], body: Sequence[tuple[Sequence[Piece], Frame]]) -> None:
        """Adds a page: its header, its frames with their pieces, its footer."""
        self._open = {}
        items = [self._mark(each) for each in bands[0]]
        for pieces, frame in body:
            items.extend(self._frame(pieces, frame))
        items.extend(self._mark(each) for each in bands[1])
        self.pages.append(Page(tuple(items), tuple(frame for _, frame in body)))

    def _frame(self, pieces: Sequence[Piece], frame: Frame) -> list[Mark]:
        if not pieces:
            return []
        heads = opening(pieces[0])
        _, drawn, tops = stack([*heads, *pieces])
        top = frame.y + frame.height
        for piece, y in zip(pieces, tops[len(heads) :], strict=True):
            for name in piece.ids:
                place = Place(len(self.pages), round(frame.x, 3), round(top + y, 3))
                self.places.setdefault(name, place)
        return [self._mark(each, frame.x, top) for each in drawn]

    def _mark(self, drawn: Drawn, x: float = 0.0, y: float = 0.0) -> Mark:
        """What is drawn, in the page's coordinates, to a thousandth of a point."""
        match drawn:
            case Text():
                if drawn.set.leaf.slot:
                    self._slot(drawn, drawn.x + x, drawn.y + y)
                return _line(drawn, drawn.x + x, drawn.y + y)
            case Rule():
                return Rule(
                    x1=round(drawn.x1 + x, 3),
                    y1=round(drawn.y1 + y, 3),
                    x2=round(drawn.x2 + x, 3),
                    y2=round(drawn.y2 + y, 3),
                    color=drawn.color,
                    width=drawn.width,
                    slot=drawn.slot,
                )
            case _:
                return structs.replace(drawn, x=round(drawn.x + x, 3), y=round(drawn.y + y, 3))

    def _slot(self, drawn: Text, x: float, y: float) -> None:
        """A new slot, or one line more of the one that this line goes on."""
        leaf = drawn.set.leaf.key
        number, line = self._open.get(leaf, (-1, -1))
        if number >= 0 and drawn.line == line + 1:
            self.slots[number] = structs.replace(self.slots[number], lines=self.slots[number].lines + 1)
        else:
            number = len(self.slots)
            self.slots.append(
                Slot(
                    leaf=leaf,
                    page=len(self.pages),
                    x=round(x, 3),
                    y=round(y, 3),
                    measure=round(drawn.set.measure, 3),
                    lines=1,
                    align=drawn.set.style.align,
                )
            )
        self._open[leaf] = (number, drawn.line)


def _line(drawn: Text, x: float, y: float) -> Line:
    made = drawn.set
    line = made.lines[drawn.line]
    left = x + made.left(line)
    leaf = made.leaf
    return Line(
        leaf=leaf.key,
        role=leaf.role,
        glyphs=tuple(
            Glyphs(g.text, g.face, g.size, round(left + g.x, 3), round(g.width, 3), g.color, g.run) for g in line.glyphs
        ),
        x=round(left, 3),
        y=round(y, 3),
        width=round(line.width, 3),
        measure=round(made.measure, 3),
        ascent=round(made.ascent, 3),
        descent=round(made.descent, 3),
        slot=leaf.key if leaf.slot else None,
        artifact=drawn.artifact,
        span=leaf.span,
    )
