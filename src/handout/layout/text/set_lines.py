"""Lines of text as they are set: their glyphs and blanks, and all lines of one leaf with their heights."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.document import Leaf, Style
from handout.layout.geometry import Glyphs
from handout.layout.text.light_lines import LightLine


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


class LinesAgain(Struct, frozen=True):
    """The lines of a leaf that was set again."""

    lines: tuple[SetLine, ...]
    values: tuple[Glyphs, ...]
    """The glyphs of its slots in these lines."""
    before: int = 0
    """How many lines in front are known to have static words only; they are the same objects for all patients."""
    after: int = 0
    """How many at the end."""
    light: tuple[LightLine, ...] = ()
    """The lines between these two, if they have no glyphs."""

    @property
    def shaped(self) -> set[str]:
        """The names of the faces in which values are shaped."""
        return {glyphs.face for glyphs in self.values if glyphs.clusters}.union(*[line.shaped for line in self.light])

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines) + len(self.light)

    @property
    def width(self) -> float:
        """The width of the widest line."""
        widths = [line.width for line in self.lines] + [line.width for line in self.light]
        return max(widths, default=0.0)


def lines_again(
    leaf: Leaf, made: tuple[SetLine, ...], before: int = 0, after: int = 0, light: tuple[LightLine, ...] = ()
) -> LinesAgain:
    """The lines that were set; the values are looked for between those that are known to have none."""
    own = made[before : len(made) - after]
    values = [glyphs for line in own for glyphs in line.glyphs if leaf.runs[glyphs.run].slot]
    return LinesAgain(made, tuple(values), before, after, light)
