"""The words of a page as they are read back: the same letters, and the same spaces between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct, field

from handout.diagnostics import Diagnostic
from handout.extract import normalise
from handout.extract.text import letters
from handout.layout.geometry import Line
from handout.verify.pdf_objects import problem
from handout.verify.rectangles import BlockNames

_CLOSING = tuple(".,;:!?)]”’")


class LetterSequence(Struct):
    """Text without its spaces, and after how many letters the spaces were."""

    letters: str = ""
    gaps: set[int] = field(default_factory=set)

    @property
    def length(self) -> int:
        """How many letters there are."""
        return len(self.letters)

    def take(self, text: str) -> None:
        """Adds a text."""
        added, gaps = _letters_of(text)
        before = len(self.letters)
        self.gaps.update([before + gap for gap in gaps])
        self.letters += added


@lru_cache(2048)
def _letters_of(text: str) -> tuple[str, tuple[int, ...]]:
    """A text's letters, and after how many of them it has a space."""
    found = text.split()
    ends = [*accumulate(map(len, found))]
    before = [0] if found and text[0].isspace() else []
    inside = ends if text and text[-1].isspace() else ends[:-1]
    return "".join(found), (*before, *inside) if found else (0,) if text else ()


class LineEnd(NamedTuple):
    """How many letters there are up to the end of a line, and the leaf of the line."""

    length: int
    leaf: int


class PaintedWords:
    """The lines of one page, in the order in which they are painted."""

    def __init__(self, lines: Sequence[Line], number: int, blocks: BlockNames) -> None:
        self._lines, self._number, self._blocks = lines, number, blocks
        self._leaves = blocks.leaves

    def problems(self, text: str) -> Iterator[Diagnostic]:
        """What differs in the page's text as it is read back.

        First the characters without spaces are compared, then the places of spaces.
        """
        read, wanted = LetterSequence(), LetterSequence()
        read.take(normalise(text))
        loose: set[int] = set()
        ends: list[LineEnd] = []
        for line in self._lines:
            loose |= self._take(line, wanted)
            ends.append(LineEnd(wanted.length, line.leaf))
        # Between blocks, the tags and the layout separate words.
        loose |= {end for (end, leaf), (_, after) in pairwise(ends) if leaf != after} | {0, wanted.length}
        if read.letters != wanted.letters:
            at = _first_difference(read.letters, wanted.letters)
            yield self._blame(ends, at, "its words can't be read back from the file")
        elif wrong := (read.gaps ^ wanted.gaps) - loose:
            yield self._blame(ends, min(wrong), "its words run together or fall apart when read back")

    def _take(self, line: Line, wanted: LetterSequence) -> set[int]:
        """Adds a line; gives the places where pdfium may or may not see a space.

        These are next to a blank line to write on, before a closing mark (pdfium sometimes sees a space between a link
        and its full stop), at a space that stands alone between two fonts (pdfium passes over one that is narrow beside
        a wide letter), and the end of the line, if there is no space or a hyphen hides it.
        """
        loose: set[int] = set()
        runs = self._leaves[line.leaf].runs if line.leaf in self._leaves else ()
        for glyphs in line.glyphs:
            before = wanted.length
            wanted.take(letters(glyphs.text))
            if glyphs.run < len(runs) and runs[glyphs.run].blank is not None:
                loose |= {before, wanted.length}
            if glyphs.text.startswith(_CLOSING) or not glyphs.text.strip():
                loose.add(before)
        if not line.glyphs or not line.glyphs[-1].text.endswith(" ") or wanted.letters.endswith("-"):
            loose.add(wanted.length)
        return loose

    def _blame(self, ends: Sequence[LineEnd], at: int, what: str) -> Diagnostic:
        """A problem of the block that a letter is in."""
        leaf = next((leaf for end, leaf in ends if at < end), None)
        if leaf is None:
            return problem(f"page {self._number + 1}: there are words in the file that are not the document's")
        return self._blocks.problem(leaf, self._number, what)


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
