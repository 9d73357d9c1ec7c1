"""Footnotes: numbered through the whole document by their first marks, and printed at the end of their block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from handout import document
from handout.content.nodes import Note

MARK_GAP = "\u202f"
"""Between a word and a mark: `75 ¹` can't be read as a power, and the scan finds the word by itself."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """A number in raised figures."""
    return str(number).translate(_RAISED)


def mark(number: int, words: Mapping[str, str], gap: str = "") -> document.Run:
    """The mark of a footnote, which is read aloud as *footnote 1*."""
    return document.Run(text=gap + superscript(number), alt=f"{words['footnote']} {number}")


class BlockNotes:
    """The notes of one block for one reader, and the numbers of those whose marks were printed."""

    def __init__(self, notes: Sequence[Note], numbers: Iterator[int]) -> None:
        self._notes = {note.name: note for note in notes}
        self._numbers = numbers
        self._given: dict[str, int] = {}

    def number(self, name: str) -> int | None:
        """The number of a note, which it gets with its first mark; None if there is no such note here."""
        if name in self._notes and name not in self._given:
            self._given[name] = next(self._numbers)
        return self._given.get(name)

    def printed(self) -> Iterator[tuple[Note, int]]:
        """The notes with a number, in order; what a note's own text marks comes too."""
        done = 0
        while done < len(self._given):
            name, number = [*self._given.items()][done]
            yield self._notes[name], number
            done += 1


def with_notes(made: list[document.Node], notes: document.List) -> list[document.Node]:
    """The nodes of a block with its footnotes at the end, inside the last node if it is a box, a slip or a section."""
    match made:
        case [*before, document.Box() | document.CutSlip() | document.Section() as last]:
            return [*before, replace(last, children=(*last.children, notes))]
        case _:
            return [*made, notes]
