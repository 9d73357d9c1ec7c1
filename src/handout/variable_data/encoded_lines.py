"""The lines of a leaf that has one owner, as operators; only the leaf's words are drawn.

Values that are shaped are in fonts of each document's own, so they are left to be encoded when the form is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import structs

from handout.document import Leaf
from handout.layout.geometry import OF_VALUES, Glyphs, Slot
from handout.layout.text.set_lines import SetLine, ShapedText
from handout.pdf import EncodedSlot, FillCache
from handout.pdf.codings import Coding
from handout.pdf.text_operators import Operators, PlacedLine, TextWriter

_SIDE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of the free width that is before the line."""
_ROUNDING = 0.01
MOST_LINES = 512
"""How many lines of static text are kept with their places."""


def encoded_lines(
    slots: Iterable[Slot], leaf: Leaf, made: Mapping[float, ShapedText], kept: FillCache
) -> EncodedSlot | None:
    """The lines of some slots; None where layout would have gone another way, or the form has no room for a face.

    KeyError for a character that has no code.
    """
    lines: list[PlacedLine] = []
    for slot in slots:
        found = made[slot.measure]
        if len(found.lines) != slot.total or found.width > found.measure + _ROUNDING:
            return None
        lines += _placed(slot, leaf, found)
    own = (glyphs for line in lines for glyphs in line.glyphs if leaf.runs[glyphs.run].slot)
    if not lines or unforeseen(own, kept.codings):
        return None
    return encoded_slot(leaf.text, TextWriter(kept.codings, kept.lines).operators(lines, leaf))


def encoded_slot(text: str, operators: Sequence[Operators]) -> EncodedSlot:
    """A slot of these operators, which are joined at once if no value among them waits for its font."""
    if any(isinstance(each, Glyphs) for each in operators):
        return EncodedSlot(text, b"", tuple(operators))
    return EncodedSlot(text, b" ".join(operators))  # type: ignore[arg-type]  # it has no such value


def unforeseen(values: Iterable[Glyphs], codings: Mapping[str, Coding]) -> bool:
    """Whether a value that is shaped needs a face that the form has no room for."""
    return any(glyphs.clusters and glyphs.face + OF_VALUES not in codings for glyphs in values)


def _placed(slot: Slot, leaf: Leaf, made: ShapedText) -> Iterator[PlacedLine]:
    for y, line in zip(slot.baselines, made.lines[slot.first :], strict=False):
        again = _turned(line) and not any(leaf.runs[glyphs.run].slot for glyphs in line.glyphs)
        yield placed_again(slot, y, line) if again else placed_line(slot, y, line)


def placed_line(slot: Slot, y: float, line: SetLine) -> PlacedLine:
    """A line on this baseline of a slot."""
    if not _turned(line):
        return PlacedLine(left(slot, line.width), hundredths(y), line.glyphs)
    start = slot.x + (slot.measure - line.width) * _SIDE[slot.align]
    glyphs = tuple([structs.replace(each, x=round(start + each.x, 3)) for each in line.glyphs])
    return PlacedLine(round(glyphs[0].x * 100), hundredths(y), glyphs)


placed_again = lru_cache(MOST_LINES)(placed_line)
"""For lines of static text, which are the same in many documents."""


def _turned(line: SetLine) -> bool:
    """Whether each piece of a line has a place of its own, which is rounded on the page: it has two directions."""
    return bool(line.glyphs) and (line.glyphs[0].x != 0 or any(glyphs.level for glyphs in line.glyphs))


def left(slot: Slot, width: float) -> int:
    """Where a line of a width begins, in hundredths of a point."""
    return hundredths(slot.x + (slot.measure - width) * _SIDE[slot.align])


@lru_cache(1024)
def hundredths(place: float) -> int:
    """Rounded as layout and `pdf` round it."""
    return round(round(place, 3) * 100)
