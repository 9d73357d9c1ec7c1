"""Embedding levels of a paragraph: even where text runs from left to right, odd where from right to left (UAX #9)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from handout.bidi.characters import ISOLATE_MARKS, REMOVED, bidi_class, bracket
from handout.bidi.explicit import RunSequence, base_level, explicit_levels, run_sequences

__all__ = ["Isolate", "base_level", "isolated_levels", "levels"]

_NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | ISOLATE_MARKS
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_MOST_BRACKETS = 63
_FROM_RIGHT = frozenset({"R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET"})
_PLAIN = _FROM_RIGHT | {"L", "EN", "AN"}
"""The classes of characters that are no marks of this algorithm, nor ends of paragraphs or of cells."""
_TYPED = 4
"""The level of a typed stretch in text from right to left: an isolate at 2 has an override in it."""
_BEGINS = {"L": "\u2066", "R": "\u2067", "": "\u2068", "typed": "\u2066\u202d"}
_ENDS = {"typed": "\u202c\u2069"}
_END = "\u2069"


class Isolate(Struct, frozen=True, order=True):
    """A stretch of text: its order doesn't depend on the text around it, nor the order of that text on the stretch."""

    start: int
    end: int
    direction: Literal["", "L", "R", "typed"] = ""
    """Empty where its own first letter decides; `typed` for characters that are all drawn from left to right."""


def isolated_levels(text: str, base: int, isolates: Sequence[Isolate]) -> list[int]:
    """The levels of a paragraph with isolates, which may be inside of each other, but don't cross."""
    isolates = [isolate for isolate in isolates if isolate.start < isolate.end]
    if base == 1 and (simple := _of_one_way(text, isolates)) is not None:
        return simple
    if not isolates:
        return levels(text, base)
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for isolate in sorted(isolates, key=lambda each: (each.start, -each.end)):
        opens[isolate.start] = opens.get(isolate.start, "") + _BEGINS[isolate.direction]
        closes[isolate.end] = _ENDS.get(isolate.direction, _END) + closes.get(isolate.end, "")
    parts: list[str] = []
    places: list[int] = []
    size = 0
    for at in range(len(text) + 1):
        marks = closes.get(at, "") + opens.get(at, "")
        parts += (marks, text[at : at + 1])
        places.append(size + len(marks))
        size += len(marks) + 1
    found = levels("".join(parts), base)
    return [found[place] for place in places[:-1]]


def _of_one_way(text: str, isolates: Sequence[Isolate]) -> list[int] | None:
    """The levels in text from right to left where all but typed stretches is so, as in most paragraphs; else None."""
    kinds = [*map(bidi_class, text)]
    found = [1] * len(text)
    last = 0
    for isolate in sorted(isolates):
        start, end = isolate.start, isolate.end
        if isolate.direction != "typed" or start < last or not _PLAIN.issuperset(kinds[start:end]):
            return None
        if not _FROM_RIGHT.issuperset(kinds[last:start]):
            return None
        found[start:end] = [_TYPED] * (end - start)
        last = end
    return found if _FROM_RIGHT.issuperset(kinds[last:]) else None


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph; rules L1 and L2 come with its lines (`visual`)."""
    explicit = explicit_levels(text, base)
    result = [*explicit.levels]
    for sequence in run_sequences(text, explicit, base):
        for at, kind in zip(sequence.places, _resolved(text, sequence, explicit.classes), strict=True):
            result[at] += _implicit(kind, sequence.level)
    last = base
    for at, char in enumerate(text):  # a removed character has the level of the one before it
        if bidi_class(char) in REMOVED:
            result[at] = last
        last = result[at]
    return result


def _implicit(kind: str, level: int) -> int:
    """How much a level is raised by the character itself (I1, I2)."""
    if level & 1:
        return 0 if kind == "R" else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _resolved(text: str, sequence: RunSequence, classes: Sequence[str]) -> list[str]:
    """The classes of a sequence's characters, each L, R, EN or AN at the end."""
    kinds = [classes[at] for at in sequence.places]
    _marks_and_numbers(kinds, sequence.before)
    _separators(kinds)
    _numbers_among_letters(kinds, sequence.before)
    _brackets(text, sequence, kinds)
    return _neutrals(kinds, sequence)


def _marks_and_numbers(kinds: list[str], before: str) -> None:
    """Rules W1, W2 and W3: marks, and numbers after Arabic letters."""
    strong, last = before, before
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = "ON" if last in ISOLATE_MARKS else last
        last = kinds[at]
    for at, kind in enumerate(kinds):
        if kind in ("R", "L", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        if kind == "AL":
            kinds[at] = "R"


def _separators(kinds: list[str]) -> None:
    """Rules W4, W5 and W6: signs between and beside numbers."""
    for at in range(1, len(kinds) - 1):
        around = kinds[at - 1]
        if around == kinds[at + 1] and (
            (kinds[at] == "ES" and around == "EN") or (kinds[at] == "CS" and around in ("EN", "AN"))
        ):
            kinds[at] = around
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at and "EN" in (*kinds[max(at - 1, 0) : at], *kinds[end : end + 1]):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)
    for at, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"


def _numbers_among_letters(kinds: list[str], before: str) -> None:
    """Rule W7: numbers after letters that run from left to right."""
    strong = before
    for at, kind in enumerate(kinds):
        if kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _brackets(text: str, sequence: RunSequence, kinds: list[str]) -> None:
    """Rule N0: both brackets of a pair have one direction."""
    own = "R" if sequence.level & 1 else "L"
    for first, last in _pairs(text, sequence, kinds):
        inside = {_STRONG.get(kind, "") for kind in kinds[first + 1 : last]} - {""}
        if not inside:
            continue
        new = own
        if own not in inside:
            new = next((_STRONG[kind] for kind in reversed(kinds[:first]) if kind in _STRONG), sequence.before)
        for at in (first, last):
            kinds[at] = new
            marks = at + 1
            while marks < len(kinds) and bidi_class(text[sequence.places[marks]]) == "NSM":
                kinds[marks] = new
                marks += 1


def _pairs(text: str, sequence: RunSequence, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of brackets (BD16), in the order of the opening ones."""
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, place in enumerate(sequence.places):
        if kinds[at] != "ON" or not (sign := bracket(text[place])):
            continue
        opens, closing = sign
        if opens:
            if len(waiting) == _MOST_BRACKETS:
                return []
            waiting.append((closing, at))
            continue
        for back in range(len(waiting) - 1, -1, -1):
            if waiting[back][0] == closing:
                found.append((waiting[back][1], at))
                del waiting[back:]
                break
    return sorted(found)


def _neutrals(kinds: list[str], sequence: RunSequence) -> list[str]:
    """Rules N1 and N2: characters without a direction, between characters that have one."""
    own = "R" if sequence.level & 1 else "L"
    other = [at for at, kind in enumerate(kinds) if kind not in _NEUTRAL]
    at = 0
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            at += 1
            continue
        place = bisect_left(other, at)
        end = other[place] if place < len(other) else len(kinds)
        left = sequence.before if not at else "L" if kinds[at - 1] == "L" else "R"
        right = sequence.after if end == len(kinds) else "L" if kinds[end] == "L" else "R"
        kinds[at:end] = [left if left == right else own] * (end - at)
        at = end
    return kinds
