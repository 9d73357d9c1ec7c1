"""What pdfium changes of the letters of a line with words from right to left: the letters of the file are found again.

Pdfium turns such a line's words round, and with them signs as `<`: some that the file has as they are seen, and some
that it has as they are read, by the letters before them.  In these words it also turns ’ and takes ½ and … apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from handout.bidi.characters import bidi_class, bracket, mirror

_PARTS: Final = {
    unicodedata.normalize("NFKD", char).replace("⁄", "/").replace("\u0338", "/"): char
    for char in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅟↉…™№℃℉≠"
}
_SIZES: Final = sorted({*map(len, _PARTS)}, reverse=True)
_QUOTES: Final = {"‘": "’", "’": "‘"}
_WEAK: Final = frozenset({"EN", "AN", "ES", "ET", "CS", "NSM", "BN"})
_RIGHT: Final = frozenset({"R", "AL"})
_STRONG: Final = _RIGHT | {"L"}


class GivenLine(NamedTuple):
    """A line's characters as pdfium gives them."""

    letters: str
    objects: Sequence[int]
    """The address of the object of each; 0 for a space between objects."""
    left: Callable[[int], float]
    """Where a character's box begins, by its number in the line."""

    def turned_round(self, at: int) -> bool:
        """Whether pdfium has read the characters around this one from right to left.

        It treats signs and spaces in a row alike, so the places of two of them tell; those of one sign alone tell
        nothing, and it is as the letters before it.
        """
        for other in (at - 1, at + 1):
            if 0 <= other < len(self.letters) and self.objects[other] == self.objects[at] and self._neutral(other):
                return (self.left(other) < self.left(at)) == (other > at)
        before = next((kind for kind in map(bidi_class, reversed(self.letters[:at])) if kind in _STRONG), None)
        return before in _RIGHT if before else self._mostly_right()

    def _mostly_right(self) -> bool:
        """Whether more stretches of letters run from right to left than from left to right."""
        kinds = [kind in _RIGHT for kind, _ in groupby(map(bidi_class, self.letters)) if kind in _STRONG]
        return 2 * sum(kinds) > len(kinds)

    def _neutral(self, at: int) -> bool:
        kind = bidi_class(self.letters[at])
        return kind not in _WEAK | _STRONG


def written(line: GivenLine, turned: Callable[[int], bool]) -> dict[int, str]:
    """The characters as the file has them, by their numbers in the line; `turned` are those written as they are seen.

    Of one that was taken apart only the number of its first part is there.
    """
    found: dict[int, str] = {}
    skipped = 0
    for at, char in enumerate(line.letters):
        if skipped:
            skipped -= 1
        elif sign := _taken_apart(line, at):
            found[at], skipped = sign, len(unicodedata.normalize("NFKD", sign)) - 1
        elif char in _QUOTES:  # the file has them as they are written
            found[at] = _QUOTES[char] if line.turned_round(at) else char
        elif mirror(char) != char and bracket(char) is None:
            found[at] = char if turned(at) == line.turned_round(at) else mirror(char)
        else:
            found[at] = char
    return found


def _taken_apart(line: GivenLine, at: int) -> str:
    """The character whose parts begin here, all of them in one place."""
    for size in _SIZES:
        parts = line.letters[at : at + size]
        if parts in _PARTS and len({(line.objects[at + n], line.left(at + n)) for n in range(len(parts))}) == 1:
            return _PARTS[parts]
    return ""
