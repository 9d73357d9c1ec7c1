"""The lines of a leaf that has one owner, as operators; only the leaf's words are drawn.

Values that are shaped are in fonts of each document's own, so they are left to be encoded when the form is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, structs

from handout.document import Align, Leaf
from handout.layout.geometry import OF_VALUES, Slot
from handout.layout.text.light_lines import LightLine
from handout.layout.text.set_lines import LinesAgain, SetLine
from handout.pdf import EncodedSlot, FillCache
from handout.pdf.text_operators import FontSize, Operators, PlacedLine, TextState, TextWriter
from handout.variable_data.line_operators import ShownLine, encoded_slot, line_operators, shown_piece
from handout.variable_data.line_places import hundredths, left, line_start

_ROUNDING = 0.01
MOST_LINES = 512
"""How many lines of static text are kept with their places."""


class StaticLines(Struct, frozen=True):
    """Consecutive lines without a value in a place: all that their operators depend on in one form."""

    leaf: int
    lines: tuple[SetLine, ...]
    baselines: tuple[float, ...]
    place: tuple[float, float, Align]
    """Left end, measure and alignment."""
    font: FontSize | None
    color: str | None


class WrittenLines(Struct, frozen=True):
    """Where the first of some lines begins, the operators behind its Td, and the state that they leave."""

    x: int
    y: int
    operators: bytes
    after: TextState


StaticCache = dict[StaticLines, WrittenLines]


def encoded_lines(
    slots: Iterable[Slot], leaf: Leaf, made: Mapping[float, LinesAgain], kept: FillCache, known: StaticCache
) -> EncodedSlot | None:
    """The lines of some slots; None where layout would have gone another way, or the form has no room for a face.

    KeyError for a character that has no code.
    """
    writer = _LeafWriter(leaf, kept, known)
    for slot in slots:
        found = made[slot.measure]
        if found.count != slot.total or found.width > slot.measure + _ROUNDING:
            return None
        if any(face + OF_VALUES not in kept.codings for face in found.shaped):
            return None
        writer.write(slot, found)
    if not writer.done:
        return None
    values = tuple([each for each in writer.done if not isinstance(each, bytes)])
    return encoded_slot(leaf.text, (b"BT", *writer.done, b"ET"), values)


class _LeafWriter:
    """Writes the lines of a leaf, those with static words as they were written before."""

    def __init__(self, leaf: Leaf, kept: FillCache, known: StaticCache) -> None:
        self._leaf, self._known, self._codings = leaf, known, kept.codings
        self._writer = TextWriter(kept.codings, kept.lines)
        self.done: list[Operators] = []

    def write(self, slot: Slot, found: LinesAgain) -> None:
        """Adds the lines of a slot."""
        start, end, light = slot.first, slot.first + len(slot.baselines), len(found.light)
        first = min(max(found.before, start), end)
        last = max(min(found.count - found.after, end), first)
        own = slot.baselines[first - start : last - start]
        self._write_static(slot, found.lines[start:first], slot.baselines[: first - start])
        if light:
            for y, line in zip(own, found.light[first - found.before :], strict=False):
                self._write_light(slot, y, line)
        else:
            self.done += self._writer.lines(_placed(slot, self._leaf, found.lines[first:last], own), self._leaf)
        self._write_static(slot, found.lines[last - light : end - light], slot.baselines[last - start :])

    def _write_light(self, slot: Slot, baseline: float, line: LightLine) -> None:
        """Adds a line as `TextWriter.lines` does with its glyphs."""
        start, shown, y = line_start(slot, line.width), _shown(line), hundredths(baseline)
        self.done.append(self._writer.moved(shown.place(0, start), y))
        self.done += line_operators(shown, start, self._codings, self._writer.state)
        self._writer.state = shown.after(start, y)

    def _write_static(self, slot: Slot, lines: tuple[SetLine, ...], baselines: tuple[float, ...]) -> None:
        if not lines:
            return
        state, place = self._writer.state, (slot.x, slot.measure, slot.align)
        key = StaticLines(self._leaf.key, lines, baselines, place, state.font, state.color)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > MOST_LINES:
                self._known.clear()
            found = self._known[key] = self._written([*_placed(slot, self._leaf, lines, baselines)])
            self._writer.state = state
        # The first Td isn't kept: where the line before begins may depend on a value.
        self.done += (self._writer.moved(found.x, found.y), found.operators)
        self._writer.state = found.after

    def _written(self, lines: Sequence[PlacedLine]) -> WrittenLines:
        _, *operators = self._writer.lines(lines, self._leaf)
        return WrittenLines(lines[0].x, lines[0].y, b" ".join(operators), self._writer.state)  # type: ignore[arg-type]


def _shown(line: LightLine) -> ShownLine:
    pieces = tuple([shown_piece(part.piece, part.level, of_value=part.of_value) for part in line.parts])
    return ShownLine(pieces, tuple([part.x for part in line.parts]) if line.turning else (), line.style)


def _placed(slot: Slot, leaf: Leaf, lines: Iterable[SetLine], baselines: Iterable[float]) -> Iterator[PlacedLine]:
    for y, line in zip(baselines, lines, strict=False):
        again = turned(line) and not any(leaf.runs[glyphs.run].slot for glyphs in line.glyphs)
        yield placed_again(slot, y, line) if again else placed_line(slot, y, line)


def placed_line(slot: Slot, y: float, line: SetLine) -> PlacedLine:
    """A line on this baseline of a slot."""
    if not turned(line):
        return PlacedLine(left(slot, line.width), hundredths(y), line.glyphs)
    start = line_start(slot, line.width)
    glyphs = tuple([structs.replace(each, x=round(start + each.x, 3)) for each in line.glyphs])
    return PlacedLine(round(glyphs[0].x * 100), hundredths(y), glyphs)


placed_again = lru_cache(MOST_LINES)(placed_line)
"""For lines of static text, which are the same in many documents."""


def turned(line: SetLine) -> bool:
    """Whether each piece of a line has a place of its own, which is rounded on the page: it has two directions."""
    return bool(line.glyphs) and (line.glyphs[0].x != 0 or any(glyphs.level for glyphs in line.glyphs))
