"""Which stretches of a text are isolated, so that each reads as it was typed, whatever is around it.

By the algorithm alone `555-0199` behind an Arabic letter is drawn as `0199-555`, and `400 mg` as `mg 400`: somebody
dials a wrong number, or takes a wrong dose.  So in text from right to left each number, telephone number and stretch of
Latin letters is an isolate from left to right.  In text from left to right each stretch of Arabic or Hebrew is one from
right to left; names with a comma between them keep their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handout.bidi.characters import bidi_class, has_right_to_left
from handout.bidi.levels import Isolate, base_level

_KINDS = {"L": "l", "EN": "n", "AN": "a", "R": "r", "AL": "r", "WS": " ", "CS": "s", "ES": "s", "ET": "s", "NSM": "m"}
_JOINING = frozenset("()[]{}'’′″/&@_=~#*–—−×±<>≤≥≈^°%")
_JOINERS = frozenset("\u200c\u200d")
"""They belong to the letter before them, as marks do."""
_PARTING = frozenset(",;:.!?،؛؟·|")
"""A stretch ends after a space that follows one of these."""
_ABBREVIATED = re.compile(r"(?<![\w'’])(?<!\d )(?<!\d\xa0)[^\W\d_]{1,4}\.[ \xa0]+(?=[^\W\d_])")
"""A short word with a point, as `Dr.` or `B.`, belongs to the name behind it; a unit behind a number doesn't."""
_FROM_LEFT = re.compile(r"s*[lna](?:m|[ s]{0,3}[lna])*s*")
_NUMBER = re.compile(r"s*[na]m*(?:[ s]{0,3}[na]m*)*s*")
_FROM_RIGHT = re.compile(r"rm*(?:[^le]*rm*)?")
_INNER = ("L", "EN", "AN")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_BRACKETS = frozenset("()[]{}")
_BEFORE, _BEHIND = frozenset("+-−±#~<>≤≥≈=([{"), frozenset("%°+′″)]}")


def isolates(text: str, base: int, given: tuple[Isolate, ...] = ()) -> list[Isolate]:
    """The isolates of a paragraph: the given ones, such as patients' values, and the stretches in and between them.

    A given isolate without a direction has that of its first letter.
    """
    if base == 0 and not has_right_to_left(text):
        return []
    found: list[Isolate] = []
    at = 0
    for own in sorted(given):
        found += _within(text, at, own.start, base)
        found += isolated(text, own)
        at = own.end
    return [*found, *_within(text, at, len(text), base)]


def isolated(text: str, own: Isolate) -> list[Isolate]:
    """A given isolate with the stretches in it."""
    direction = {"L": 0, "R": 1}.get(own.direction, base_level(text[own.start : own.end]))
    return [own, *_within(text, own.start, own.end, direction)]


def _within(text: str, start: int, end: int, direction: int) -> Iterator[Isolate]:
    kinds = _kinds(text[start:end])
    if direction:
        yield from _typed(text, start, kinds, _FROM_LEFT)
        return
    at = 0
    for match in _FROM_RIGHT.finditer(kinds):
        yield from _typed(text, start + at, kinds[at : match.start()], _NUMBER)
        at = match.end()
        own = Isolate(start + match.start(), start + at, "R")
        yield own
        yield from _within(text, own.start, own.end, 1)
    yield from _typed(text, start + at, kinds[at:], _NUMBER)


def _typed(text: str, start: int, kinds: str, pattern: re.Pattern[str]) -> Iterator[Isolate]:
    for match in pattern.finditer(kinds):
        if pattern is _NUMBER and "a" not in match[0]:
            continue  # Western digits stay as typed between letters from left to right
        for begin, end in _apart(text, start + match.start(), start + match.end()):
            yield Isolate(*_trimmed(text, begin, end), "typed")


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a stretch between brackets whose other half is outside: `2) [1]` behind `(page` is two stretches."""
    at = start
    for place in range(start, end) if _BRACKETS.intersection(text[start:end]) else ():
        other = _bracket_pairs(text).get(place)
        if other is not None and not start <= other < end:
            if any(bidi_class(char) in _INNER for char in text[at:place]):
                yield at, place
            at = place + 1
    if any(bidi_class(char) in _INNER for char in text[at:end]):
        yield at, end


@lru_cache(64)
def _bracket_pairs(text: str) -> dict[int, int]:
    """The place of the other bracket of each pair, by the place of either."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS.values():
            opened.append(at)
        elif char in _PAIRS:
            begun = next((n for n in reversed(range(len(opened))) if text[opened[n]] == _PAIRS[char]), None)
            if begun is not None:
                pairs |= {at: opened[begun], opened[begun]: at}
                del opened[begun:]
    return pairs


def _kinds(text: str) -> str:
    """One letter for each character, which says how stretches treat it."""
    found = []
    names = {match[0].index(".") + match.start() for match in _ABBREVIATED.finditer(text)}
    for at, char in enumerate(text):
        if at in names:
            found.append("s")
        elif char in _PARTING and not text[at + 1 : at + 2].strip():
            found.append("e")
        elif char in _JOINERS:
            found.append("m")
        else:
            found.append(_KINDS.get(bidi_class(char), "s" if char in _JOINING else "e"))
    return "".join(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the signs at its ends that don't belong to it, such as a bracket around it."""
    while start < end and bidi_class(text[start]) not in _INNER and not _kept(text, start, start, end):
        start += 1
    while bidi_class(text[end - 1]) not in (*_INNER, "NSM") and not _kept(text, end - 1, start, end):
        end -= 1
    return start, end


def _kept(text: str, at: int, start: int, end: int) -> bool:
    """Whether a sign at the start or the end of a stretch is part of it; both brackets of a pair are, or neither is."""
    char, stretch = text[at], text[start:end]
    if char not in (_BEFORE if at == start else _BEHIND) or (char == "-" and _hyphen(text, at)):
        return False
    for closing, opening in _PAIRS.items():
        if char == opening:
            return closing in stretch[1:-1]
        if char == closing:
            return opening in stretch
    return True


def _hyphen(text: str, at: int) -> bool:
    """Whether a hyphen joins a word to what follows it, as in Hebrew `ל-555`.

    As a sign of the number it would be drawn at the number's left, away from the word, and `ל-5` would read as -5.
    """
    while at and bidi_class(text[at - 1]) == "NSM":
        at -= 1
    return at > 0 and bidi_class(text[at - 1]) in ("R", "AL")
