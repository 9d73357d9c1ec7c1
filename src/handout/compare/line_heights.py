"""How far up the lines of a page are, read from its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import ne
from typing import NamedTuple

A_STRING = b" \0 "
"""What stands for a string, whatever it says."""
DOUBTS = (b"(", b")", b"%", b"BI")
"""Signs that content without its strings isn't understood: a string in a string, a comment, an inline picture."""
_DELIMITERS = (b"/", b"<", b">", b"[", b"]")
NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_UPRIGHT = {
    **dict.fromkeys((b"Td", b"cm", b"m", b"l"), (1,)),
    **dict.fromkeys((b"v", b"y", b"re"), (1, 3)),
    b"c": (1, 3, 5),
}
"""Operators that say where something is, and which operands, from the last one, say how far up."""
_MOST_OPERANDS = 6
_READ = frozenset({b"Td", b"Tf", b"BT", b"ET", b"Tj", b"TJ", b"cm", b"q", b"Q", b"BDC", b"BMC", b"EMC"})
_DOUBTS = frozenset({b"Tm", b"TD", b"T*", b"TL", b"W", b"W*", b"'", b'"', b"Ts"})
"""Other ways to place text, or to hide it."""


class LineHeight(NamedTuple):
    """A line of text in two files: how far up the page it is, and the size of its largest font, in points."""

    old: float
    new: float
    size: float


def operands(plain: bytes) -> list[bytes]:
    """The operands and operators of content in which strings are replaced."""
    for each in _DELIMITERS:
        plain = plain.replace(each, b" %s " % each)
    return plain.split()


def differ_in_heights(old: Sequence[bytes], new: Sequence[bytes]) -> bool:
    """Whether only numbers that say how far up something is are different."""
    if len(old) != len(new):
        return False
    return all(_is_height(old, new, at) for at in compress(count(), map(ne, old, new)))


def _is_height(old: Sequence[bytes], new: Sequence[bytes], at: int) -> bool:
    """Whether operands that differ are numbers that say how far up something is."""
    if not (NUMBER.fullmatch(old[at]) and NUMBER.fullmatch(new[at])):
        return False
    for back in range(1, min(_MOST_OPERANDS, len(old) - 1 - at) + 1):
        operator = old[at + back]
        if operator in _UPRIGHT:
            return back in _UPRIGHT[operator]
        if not NUMBER.fullmatch(operator):
            return False
    return False


def lines(old: Sequence[bytes], new: Sequence[bytes]) -> list[LineHeight] | None:
    """The lines of a page in the order of its content; None if some may be elsewhere than it seems.

    `old` and `new` are its operands and operators, which differ in heights alone.
    """
    if not _DOUBTS.isdisjoint(old):
        return None
    try:
        return [*_LineReader(old, new).lines()]
    except (_DoubtError, IndexError, ValueError):
        return None


class _DoubtError(Exception):
    """Content that isn't as plain as it must be."""


class _LineReader:
    """One reading of a page."""

    def __init__(self, old: Sequence[bytes], new: Sequence[bytes]) -> None:
        self._old, self._new = old, new
        self._size, self._scaled = 0.0, False
        self._saved: list[tuple[float, bool]] = []
        self._tagged: list[bool] = []
        """Of each mark around the place that is read: whether tags know its content, or it is an artifact."""

    def lines(self) -> Iterator[LineHeight]:
        """The lines; _DoubtError, IndexError or ValueError for content that isn't plain."""
        last = 0
        up = new_up = largest = 0.0
        placed = False
        for at in compress(count(), map(_READ.__contains__, self._old)):
            match self._old[at]:
                case b"Tj" | b"TJ":
                    if not placed or self._scaled or not any(self._tagged):
                        raise _DoubtError
                    largest = max(largest, self._size)
                case b"Tf":
                    self._size = float(self._old[at - 1])
                case b"Td":
                    if largest:
                        yield LineHeight(up, new_up, largest)
                    up, new_up, largest = up + float(self._old[at - 1]), new_up + float(self._new[at - 1]), 0.0
                    placed = True
                case b"BT" | b"ET":
                    if largest:
                        yield LineHeight(up, new_up, largest)
                    up = new_up = largest = 0.0
                    placed = False
                case _:
                    self._around(at, self._old[last + 1 : at])
            last = at

    def _around(self, at: int, said: Sequence[bytes]) -> None:
        """Reads what is around lines; `said` is what comes after the operator before."""
        match self._old[at]:
            case b"BDC" | b"BMC":
                self._tagged.append(b"MCID" in said or b"Artifact" in said)
            case b"EMC":
                self._tagged.pop()
            case b"q":
                self._saved.append((self._size, self._scaled))
            case b"Q":
                self._size, self._scaled = self._saved.pop()
            case b"cm":
                self._scaled = True
