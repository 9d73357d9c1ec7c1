"""Pieces on their frames into a page's items, with places and slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from handout.document import Leaf
from handout.layout.flow.headers_footers import PageBands
from handout.layout.flow.pieces import PEN, DrawnItem, Furniture, Piece, TextItem, opening, stack
from handout.layout.geometry import CellBox, Frame, Glyphs, Line, LinkTarget, Mark, Page, Rule, SlipBox, Slot
from handout.layout.text.set_lines import SetLine, ShapedText

_UNDER = 0.12
"""Ems from the baseline down to the rule of a blank."""
_PEN_WIDTH = 0.6
MOST_KEPT, MOST_PLACED = 512, 2048
"""Lines of a slot, and of static leaves."""


class PlacedLines:
    """The lines of static leaves at their places on a page: most are at the same place in the next document."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, float, float, str], tuple[ShapedText, list[Line | Rule]]] = {}

    @property
    def leaves(self) -> list[Leaf]:
        """Those of which lines are kept."""
        return [made.leaf for made, _ in self._known.values()]

    def of(self, drawn: TextItem, x: float, y: float) -> list[Line | Rule]:
        """One line of a leaf, as `_line_marks` gives it; a leaf's lines are known by the object that they are."""
        if drawn.set.leaf.slot:
            return _line_marks(drawn.set, drawn.line, x, y, drawn.artifact)
        key = id(drawn.set), drawn.line, x, y, drawn.artifact
        found = self._known.get(key)
        if found is None or found[0] is not drawn.set:
            if len(self._known) >= MOST_PLACED:
                self._known.clear()
            found = self._known[key] = drawn.set, _line_marks(drawn.set, drawn.line, x, y, drawn.artifact)
        return found[1]


class Assembly:
    """Puts pages together, one after another; those that are mirrored say how wide they are, in points."""

    def __init__(self, mirrored_width: float | None, placed: PlacedLines) -> None:
        self._mirrored, self._lines = mirrored_width, placed
        self.pages: list[Page] = []
        self.places: dict[str, LinkTarget] = {}
        self.slots: list[Slot] = []
        self._open: dict[int, tuple[int, int]] = {}
        self._cells: list[CellBox] = []
        self._slips: list[SlipBox] = []

    def page(self, bands: PageBands, body: Sequence[tuple[Sequence[Piece], Frame]]) -> None:
        """Adds a page: its header, its frames with their pieces, its footer."""
        self._open, self._cells, self._slips = {}, [], []
        items = [made for each in bands.header for made in self._marks(each)]
        for pieces, frame in body:
            items.extend(self._frame(pieces, frame))
        items.extend(made for each in bands.footer for made in self._marks(each))
        frames = tuple(self._placed(frame) for _, frame in body)
        self.pages.append(Page(tuple(items), frames, tuple(self._cells), tuple(self._slips)))

    def _placed(self, frame: Frame) -> Frame:
        if self._mirrored is None:
            return frame
        from handout.layout.flow.mirrored import mirrored_frame

        return mirrored_frame(frame, self._mirrored)

    def _frame(self, pieces: Sequence[Piece], frame: Frame) -> list[Mark]:
        """What is drawn in a frame: from its top down, and at its foot."""
        foot = next((number for number, piece in enumerate(pieces) if piece.at_foot), len(pieces))
        above, below = pieces[:foot], pieces[foot:]
        items = self._stacked(above, frame, frame.y + frame.height)
        return items + self._stacked(below, frame, frame.y + stack(below)[0]) if below else items

    def _stacked(self, pieces: Sequence[Piece], frame: Frame, top: float) -> list[Mark]:
        """Pieces from a height of a frame down."""
        if not pieces:
            return []
        heads, left = opening(pieces[0]), round(self._placed(frame).x, 3)
        _, drawn, tops = stack([*heads, *pieces])
        for piece, y in zip(pieces, tops[len(heads) :], strict=True):
            for name in piece.ids:
                place = LinkTarget(len(self.pages), left, round(top + y, 3))
                self.places.setdefault(name, place)
        return [made for each in drawn for made in self._marks(each, frame.x, top)]

    def _marks(self, drawn: DrawnItem, x: float = 0.0, y: float = 0.0) -> list[Mark]:
        """What is drawn, in the page's coordinates, to a thousandth of a point."""
        if self._mirrored is not None:
            from handout.layout.flow.mirrored import mirrored

            drawn = mirrored(drawn, self._mirrored - 2 * x)
        match drawn:
            case TextItem():
                x, y = round(drawn.x + x, 3), round(drawn.y + y, 3)
                if drawn.set.leaf.slot:
                    self._slot(drawn, x, y)
                return [*self._lines.of(drawn, x, y)]
            case Rule():
                return [
                    _rounded(structs.replace(drawn, x1=drawn.x1 + x, y1=drawn.y1 + y, x2=drawn.x2 + x, y2=drawn.y2 + y))
                ]
            case CellBox():
                self._cells.append(structs.replace(drawn, x=round(drawn.x + x, 3), y=round(drawn.y + y, 3)))
                return []
            case SlipBox():
                self._slips.append(structs.replace(drawn, x=round(drawn.x + x, 3), y=round(drawn.y + y, 3)))
                return []
            case _:
                return [structs.replace(drawn, x=round(drawn.x + x, 3), y=round(drawn.y + y, 3))]

    def _slot(self, drawn: TextItem, x: float, y: float) -> None:
        """A new slot, or one line more of the one that this line goes on."""
        made = drawn.set
        key = made.leaf.key
        number, line = self._open.get(key, (-1, -1))
        if number >= 0 and drawn.line == line + 1 and self.slots[number].x == x:  # not across columns
            slot = self.slots[number]
            self.slots[number] = structs.replace(slot, lines=slot.lines + 1, baselines=(*slot.baselines, y))
        else:
            number = len(self.slots)
            slot = Slot(
                leaf=key,
                page=len(self.pages),
                x=x,
                y=y,
                measure=made.measure,
                lines=1,
                align=made.style.align,
                first=drawn.line,
                total=len(made.lines),
                baselines=(y,),
                ascent=round(made.ascent, 3),
                descent=round(made.descent, 3),
                artifact=drawn.artifact,
            )
            self.slots.append(slot)
        self._open[key] = (number, drawn.line)


def _line_marks(made: ShapedText, number: int, x: float, y: float, artifact: Furniture = "") -> list[Line | Rule]:
    """One line of a leaf whose measure starts at a place on the page, and the rules under its blanks."""
    line, leaf = made.lines[number], made.leaf
    left = x + made.left(line)
    slot = leaf.key if leaf.slot else None
    text = Line(
        leaf=leaf.key,
        role=leaf.role,
        glyphs=tuple(
            [
                Glyphs(
                    g.text, g.face, g.size, round(left + g.x, 3), round(g.width, 3), g.color, g.run, g.level, g.clusters
                )
                for g in line.glyphs
            ]
        ),
        x=round(left, 3),
        y=y,
        width=round(line.width, 3),
        measure=made.measure,
        ascent=round(made.ascent, 3),
        descent=round(made.descent, 3),
        slot=slot,
        artifact=artifact,
        span=leaf.span,
    )
    below = y - min(made.descent, _UNDER * made.style.size)
    blanks = [(left + start, left + start + width) for start, width in line.blanks]
    return [
        text,
        *(
            _rounded(Rule(x1=x1, y1=below, x2=x2, y2=below, color=PEN, width=_PEN_WIDTH, slot=slot))
            for x1, x2 in blanks
        ),
    ]


KeptMarks = dict[tuple[SetLine, int], list[Line | Rule]]


def placed(slot: Slot, made: ShapedText, kept: KeptMarks | None = None) -> Iterator[Line | Rule]:
    """What is drawn in a slot when its leaf, with other words, was set to its measure in as many lines.

    A caller that sets one slot many times gives a dictionary: most lines come again.
    """
    style = structs.replace(made.style, align=slot.align)
    made = structs.replace(made, style=style, ascent=slot.ascent, descent=slot.descent)
    kept = {} if kept is None else kept
    for number, y in enumerate(slot.baselines, slot.first):
        key = made.lines[number], number
        found = kept.get(key)
        if found is None:
            if len(kept) > MOST_KEPT:
                kept.clear()
            found = kept[key] = _line_marks(made, number, slot.x, y, slot.artifact)
        yield from found


def _rounded(rule: Rule) -> Rule:
    x1, y1, x2, y2 = (round(each, 3) for each in (rule.x1, rule.y1, rule.x2, rule.y2))
    return structs.replace(rule, x1=x1, y1=y1, x2=x2, y2=y2)
