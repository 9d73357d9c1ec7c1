"""Makes the glyphs of a leaf's runs, in the faces and the look of their styles."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from handout.bidi.explicit import base_level
from handout.document import Leaf, Run, Style
from handout.fonts.glyphs import Faces, FontBook
from handout.fonts.scripts import needs_shaping
from handout.fonts.totals import total
from handout.inline.spaces import BREAK
from handout.layout.geometry import Glyphs
from handout.layout.text.words import TextLook, looks


class RunGlyphs:
    """Makes the glyphs of runs, from a document's styles and fonts; it keeps nothing."""

    def __init__(self, styles: Mapping[str, Style], families: Mapping[str, tuple[str, ...]], fonts: FontBook) -> None:
        self._styles, self._families, self.fonts = styles, families, fonts

    def faces(self, leaf: Leaf, run: Run) -> Faces:
        """The faces that a run's characters are taken from."""
        style = self._styles[leaf.role]
        return self.fonts.faces(self._families[style.family], style.bold or run.strong, style.italic or run.emphasis)

    def size(self, leaf: Leaf) -> float:
        """In points."""
        return self._styles[leaf.role].size

    def looks(self, leaf: Leaf) -> list[TextLook]:
        """How the words of each run are measured."""
        tables = [self.fonts.widths(self.faces(leaf, run)) for run in leaf.runs]
        return looks(leaf.runs, tables, self.size(leaf))

    def pieces(self, leaf: Leaf, number: int, text: str, x: float, level: int = 0) -> list[Glyphs]:
        """The glyphs of a text in the run of this number, from `x` on, face by face, in reading order."""
        run = leaf.runs[number]
        # Readers of the PDF find a space at this line end, as at every other line end.
        text = text.replace(BREAK, " ")
        style = self._styles[leaf.role]
        # A telephone number is also dialled from paper, so it looks like the words around it.
        linked = run.link is not None and not run.link.startswith("tel:") and "link" in self._styles
        color = self._styles["link"].color if linked else style.color
        faces = self.faces(leaf, run)
        if run.blank is not None:
            # Invisible text, so its numbers and its letters run one way.
            level = base_level(text) if needs_shaping(text) else 0
        result = []
        if level or needs_shaping(text):
            for found in self.fonts.pieces(faces, text, level):
                width = found.advance * style.size
                look = found.face.name, style.size, x, width, color, number
                result.append(Glyphs(found.text, *look, level, found.clusters))
                x += width
            return result
        for face, piece in self.fonts.split(faces, text):
            width = face.advance(piece) * style.size
            result.append(Glyphs(piece, face.name, style.size, x, width, color, number))
            x += width
        return result


def widened(label: list[Glyphs], blank: float | None) -> list[Glyphs]:
    """The glyphs of a blank's label, made as wide together as the blank, in points; other glyphs as they are.

    A label with room enough keeps its widths but for its last glyphs, since a gap inside it would be read as a space.
    """
    if blank is None:
        return label
    whole = total(piece.width for piece in label)
    roomy = 0 < whole <= blank and not any(piece.level for piece in label)
    found, x = [], label[0].x
    for piece in label:
        if piece is label[-1] and roomy:
            width = label[0].x + blank - x
        else:
            width = piece.width if roomy else blank * (piece.width / whole if whole else 1 / len(label))
        found.append(structs.replace(piece, x=x, width=width))
        x += width
    return found
