"""The operators of a line with values whose glyphs aren't made: the same as `TextWriter` writes for its glyphs.

Values that are shaped are left as they are: they are in fonts of each document's own.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from handout.document import Style
from handout.fonts.pieces import FacePiece
from handout.layout.geometry import OF_CLUSTERS, OF_VALUES
from handout.pdf import EncodedSlot
from handout.pdf.codings import CodingByFace, ShapedValue
from handout.pdf.file import number
from handout.pdf.shapes import set_fill
from handout.pdf.text_operators import FontSize, Operators, TextState
from handout.variable_data.line_places import hundredths

MOST_FONTS = 256
"""How many operators that set a font are kept."""


class ShownPiece(Struct, frozen=True):
    """A piece of a line, as it is written on a page."""

    font: str
    """The name of the embedded font."""
    text: str
    clusters: ShapedValue | None
    """Of text that is shaped or runs from right to left."""


class ShownLine(Struct, frozen=True):
    """A line as it is written on a page."""

    pieces: tuple[ShownPiece, ...]
    """In reading order."""
    places: tuple[float, ...]
    """Where each piece begins, from the line's left end; none where each follows the one before it."""
    style: Style

    def place(self, piece: int, start: float) -> int:
        """Where a piece begins, or the text that it is in, in hundredths of a point; the line begins at `start`."""
        return hundredths(start + self.places[piece] if self.places else start)

    def after(self, start: float, baseline: int) -> TextState:
        """The state that its operators leave."""
        font = FontSize(self.pieces[-1].font, self.style.size)
        return TextState(self.place(-1, start), baseline, font, self.style.color)


def shown_piece(piece: FacePiece, level: int, *, of_value: bool) -> ShownPiece:
    """A piece of a face, as it is written on a page."""
    name = piece.face.name
    if not piece.clusters:
        return ShownPiece(name, piece.text, None)
    own = name + (OF_VALUES if of_value else OF_CLUSTERS)
    return ShownPiece(own, piece.text, ShapedValue(name, piece.codes, level))


def line_operators(line: ShownLine, start: float, codings: CodingByFace, state: TextState) -> list[Operators]:
    """What shows a line that begins at `start`, behind the operator that goes there.

    KeyError for a character that has no code.
    """
    size, color, places = line.style.size, line.style.color, line.places
    font = state.font.face if state.font is not None and state.font.size == size else ""
    done: list[Operators] = [] if state.color == color else [set_fill(color)]
    x = 0
    for at, piece in enumerate(line.pieces):
        coding = codings[piece.font]
        if piece.font != font:
            font = piece.font
            done.append(set_font(coding.resource, size))
        if places:
            before, x = x, hundredths(start + places[at])
            if at:
                done.append(b"%s 0 Td" % number((x - before) / 100))
        if piece.clusters is None:
            done.append(b"%s Tj" % coding.string(piece.text))
        else:
            done.append(piece.clusters if coding.later else coding.value(piece.clusters))
    return done


def encoded_slot(text: str, operators: tuple[Operators, ...], values: tuple[ShapedValue, ...]) -> EncodedSlot:
    """A slot of these operators, which are joined at once if no value among them waits for its font."""
    if values:
        return EncodedSlot(text, b"", operators, values)
    return EncodedSlot(text, b" ".join(operators))  # type: ignore[arg-type]  # it has no such value


@lru_cache(MOST_FONTS)
def set_font(resource: bytes, size: float) -> bytes:
    """Sets the font of text."""
    return b"%s %s Tf" % (resource, number(size))
