"""Lines of text as they are set: their glyphs and blanks, and all lines of one leaf with their heights."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.document import Leaf, Style
from handout.layout.geometry import Glyphs


class SetLine(Struct, frozen=True, cache_hash=True):
    """One line; the glyphs' x counts from the line's left end."""

    glyphs: tuple[Glyphs, ...]
    width: float
    blanks: tuple[tuple[float, float], ...] = ()
    """Left end and width of each blank for the pen."""


class ShapedText(Struct, frozen=True):
    """A leaf with its lines."""

    leaf: Leaf
    style: Style
    measure: float
    ascent: float
    """The ascent of each line with half of the leading's excess; ascent and descent together are the leading."""
    descent: float
    lines: tuple[SetLine, ...]

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max((line.width for line in self.lines), default=0.0)

    def left(self, line: SetLine) -> float:
        """How far a line starts from the left end of the measure."""
        if self.style.align == "left":
            return 0.0
        return (self.measure - line.width) * (1.0 if self.style.align == "right" else 0.5)


def trimmed(glyphs: Sequence[Glyphs], width: float) -> tuple[Glyphs, ...]:
    """The line's glyphs with the spaces at its end left out of their widths."""
    glyphs = [*glyphs]
    for index in range(len(glyphs) - 1, -1, -1):
        piece = glyphs[index]
        glyphs[index] = replace(piece, width=min(piece.width, max(width - piece.x, 0.0)))
        if piece.text.strip(" "):
            break
    return tuple(glyphs)
