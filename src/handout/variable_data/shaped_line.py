"""Slots of one line with values that are shaped or run from right to left: the values are put between the static parts.

As in `single_line`, no line breaks are looked for.  The values are encoded when the form is filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.document import Leaf
from handout.fonts.glyphs import Faces
from handout.fonts.scripts import needs_shaping
from handout.inline.spaces import BREAK
from handout.layout.geometry import OF_VALUES, Glyphs, Slot
from handout.layout.text.ink import InkHeights, ink_of_pieces
from handout.layout.text.one_line import may_fit
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding, ShapedValue
from handout.pdf.file import number
from handout.pdf.shapes import set_fill
from handout.pdf.text_operators import Operators
from handout.variable_data.encoded_lines import encoded_slot, hundredths, line_start
from handout.variable_data.line_parts import LevelPart, LineParts, line_parts
from handout.variable_data.single_line import LinePlace, line_places


class ValuePiece(Struct, frozen=True):
    """Consecutive characters of a value in one face."""

    face: str
    text: str
    level: int
    width: float
    """In points."""
    shaped: ShapedValue | None
    """Where it is shaped."""


_SlotPiece = ValuePiece | Glyphs
"""Static text has its glyphs."""


class SetPiece(Struct, frozen=True):
    """A piece of the line, and where it begins."""

    x: float
    piece: _SlotPiece


class LineOfValues(Struct, frozen=True):
    """A line with one patient's values, which is the same in all forms in which its leaf looks alike."""

    text: str
    two_ways: bool
    """It may have two directions."""
    pieces: tuple[SetPiece, ...]
    """In reading order."""
    width: float
    heights: tuple[float, ...]
    """As in `slots.Question`."""
    shapes: bool
    """Whether a value is shaped."""


class ShapedLine(Struct, frozen=True):
    """A leaf of one line, with all places where it is printed."""

    parts: LineParts
    codings: Mapping[str, Coding]
    measure: float
    """The narrowest measure in which layout set it."""
    places: tuple[LinePlace, ...]
    ink: InkHeights
    """The heights of the ink of its static text."""
    heights: frozenset[tuple[float, ...]]
    """The heights of its lines with values in layout."""
    faces: tuple[Faces, ...]
    """Those of each run."""
    size: float
    color: bytes
    """The operator that sets it."""
    static: dict[Glyphs, tuple[bytes, bytes]] = {}
    """The operators for the font and for the text of static pieces."""
    fonts: dict[str, bytes] = {}
    """The operator for each font, by the name of its coding."""

    def line(self, words: Sequence[str]) -> LineOfValues | None:
        """The line with a patient's words in any measure, or None where layout must say what becomes of them."""
        own, leaf = iter(words), self.parts.leaf
        text = "".join([next(own) if run.slot else run.text for run in leaf.runs])
        if not all(words) or text[-1] == " " or BREAK in text:
            return None
        two_ways = self.parts.turned or has_right_to_left(text)
        parts = self.parts.of(words, turned=two_ways)
        return None if parts is None else self._line(text, two_ways, parts, words)

    def _line(self, text: str, two_ways: bool, parts: Sequence[LevelPart], words: Sequence[str]) -> LineOfValues:
        own = dict(zip(self.parts.slots, words, strict=True))
        read: list[list[SetPiece]] = [[]] * len(parts)
        x, ink, shapes = 0.0, self.ink, False
        for part in parts:
            found: Sequence[_SlotPiece] = part.glyphs or ()
            if part.glyphs is None:
                found, reach = self._pieces(part, own[part.run])
                if reach is not None:
                    ink, shapes = ink.joined(reach), True
            placed = read[part.place] = []
            for piece in reversed(found) if part.level & 1 else found:
                placed.append(SetPiece(x, piece))
                x += piece.width
            if part.level & 1:
                placed.reverse()
        heights = self.parts.setter.grown_heights(self.parts.leaf, ink)
        return LineOfValues(text, two_ways, tuple(chain.from_iterable(read)), x, heights, shapes)

    def _pieces(self, part: LevelPart, text: str) -> tuple[list[ValuePiece], InkHeights | None]:
        """The pieces of a value, and the heights of its ink if it is shaped."""
        fonts, faces, level, size = self.parts.setter.fonts, self.faces[part.run], part.level, self.size
        if not level and not needs_shaping(text):
            split = fonts.split(faces, text)
            return [ValuePiece(face.name, own, 0, face.advance(own) * size, None) for face, own in split], None
        pieces = fonts.pieces(faces, text, level)
        found = []
        for piece in pieces:
            face = piece.face.name
            shaped = ShapedValue(face, piece.codes, level) if piece.clusters else None
            found.append(ValuePiece(face, piece.text, level, piece.advance * size, shaped))
        return found, ink_of_pieces(pieces, size) if any(each.shaped for each in found) else None

    def fits(self, line: LineOfValues) -> bool:
        """Whether layout would put all of it on one line."""
        if line.width > self.measure:
            return False
        return not line.two_ways or may_fit(line.text, self.measure, self.size)

    def differs(self, line: LineOfValues) -> bool:
        """Whether lines with these values aren't as high as they were in layout."""
        return self.heights != {line.heights}

    def encoded(self, line: LineOfValues) -> tuple[EncodedSlot, ...]:
        """The text object for each place; KeyError for a character that has no code."""
        if not self.places:
            return ()
        written, font = [], b""
        for each in line.pieces:
            name, operator = self._written(each.piece)
            written.append((b"" if name == font else name, operator))
            font = name
        if line.pieces[0].x != 0 or any(each.piece.level for each in line.pieces):
            return tuple([self._turned(line, written, place) for place in self.places])
        shown: list[Operators] = [self.color]  # the operators are the same in all places
        for name, operator in written:
            shown += (name, operator) if name else (operator,)
        text, width = line.text, line.width
        return tuple([encoded_slot(text, [b"BT %s Td" % place.at(width), *shown, b"ET"]) for place in self.places])

    def _turned(self, line: LineOfValues, written: Sequence[tuple[bytes, Operators]], place: LinePlace) -> EncodedSlot:
        """A line of two directions: each piece has a place of its own, which is rounded on the page."""
        start = line_start(place.slot, line.width)
        at = round(round(start + line.pieces[0].x, 3) * 100)
        y = hundredths(*place.slot.baselines)
        shown: list[Operators] = [b"BT %s %s Td" % (number(at / 100), number(y / 100)), self.color]
        for each, (name, operator) in zip(line.pieces, written, strict=True):
            if name:
                shown.append(name)
            if each is not line.pieces[0]:
                before, at = at, round(round(start + each.x, 3) * 100)
                shown.append(b"%s 0 Td" % number((at - before) / 100))
            shown.append(operator)
        return encoded_slot(line.text, [*shown, b"ET"])

    def _written(self, piece: _SlotPiece) -> tuple[bytes, Operators]:
        """The operators for a piece's font and for its text."""
        if isinstance(piece, Glyphs):
            found = self.static.get(piece)
            if found is None:
                found = self.static[piece] = self._font(piece.font), self.codings[piece.font].shown(piece)
            return found
        if piece.shaped is not None:
            return self._font(piece.face + OF_VALUES), piece.shaped
        return self._font(piece.face), b"%s Tj" % self.codings[piece.face].string(piece.text)

    def _font(self, name: str) -> bytes:
        if name not in self.fonts:
            self.fonts[name] = b"%s %s Tf" % (self.codings[name].resource, number(self.size))
        return self.fonts[name]


def shaped_line(
    leaf: Leaf,
    measure: float,
    slots: Sequence[Slot],
    how: tuple[Typesetter, Mapping[str, Coding]],
    seen: tuple[InkHeights, frozenset[tuple[float, ...]]],
) -> ShapedLine:
    """A leaf of one owner that has one line of a measure in these places."""
    setter, codings = how
    faces, style = tuple([setter.faces(leaf, run) for run in leaf.runs]), setter.style(leaf)
    parts, places, color = line_parts(leaf, setter), line_places(slots), set_fill(style.color)
    return ShapedLine(parts, codings, measure, places, *seen, faces, style.size, color)
